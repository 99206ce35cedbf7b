"""The life of a reminder: recurrence, pause, hold, nag, digest, quiet hours."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0002"
down_revision = "0001"

REMINDERS = """
ALTER TABLE reminders DROP COLUMN rrule;
ALTER TABLE reminders ADD COLUMN recurrence jsonb;
ALTER TABLE reminders ADD COLUMN urgent boolean NOT NULL DEFAULT false;
ALTER TABLE reminders ADD COLUMN if_late text NOT NULL DEFAULT 'send'
    CHECK (if_late IN ('send', 'ask', 'skip'));
ALTER TABLE reminders ADD COLUMN nag_every_s integer CHECK (nag_every_s > 0);
ALTER TABLE reminders ADD COLUMN nag_limit integer NOT NULL DEFAULT 0;
ALTER TABLE reminders DROP CONSTRAINT reminders_state_check;
ALTER TABLE reminders ADD CONSTRAINT reminders_state_check CHECK (state IN
    ('creating', 'scheduled', 'paused', 'delivered', 'undeliverable', 'cancelled'));
COMMENT ON COLUMN reminders.recurrence IS
    '{"rrule", "start", "except_dates", "except_holidays"}; NULL for once.';
COMMENT ON COLUMN reminders.due_at IS 'Of the next occurrence; of the last one when it is over.';

ALTER TABLE reminder_changes ADD COLUMN recurrence jsonb;
ALTER TABLE reminder_changes DROP CONSTRAINT reminder_changes_verb_check;
ALTER TABLE reminder_changes ADD CONSTRAINT reminder_changes_verb_check CHECK (verb IN
    ('edit', 'snooze', 'cancel', 'skip', 'pause', 'resume', 'acknowledge'));

ALTER TABLE deliveries ADD COLUMN is_digest boolean NOT NULL DEFAULT false;
CREATE INDEX deliveries_digest ON deliveries (user_id) WHERE is_digest AND state = 'sending';
COMMENT ON COLUMN deliveries.is_digest IS
    'After an outage: waits a moment, so that other late reminders join it.';

ALTER TABLE occurrences ADD COLUMN delivery_id uuid REFERENCES deliveries ON DELETE SET NULL;
ALTER TABLE occurrences ADD COLUMN held_until timestamptz;
ALTER TABLE occurrences ADD COLUMN next_due_at timestamptz;
ALTER TABLE occurrences ADD COLUMN next_number integer;
ALTER TABLE occurrences ADD COLUMN acknowledged_at timestamptz;
CREATE INDEX occurrences_by_delivery ON occurrences (delivery_id);
COMMENT ON COLUMN occurrences.next_due_at IS
    'What follows in the series, fixed when this one came due; NULL: nothing.';

UPDATE occurrences o SET delivery_id = d.delivery_id FROM deliveries d
WHERE d.kind = 'reminder' AND d.owner_id = o.reminder_id AND d.occurrence = o.number;

ALTER TABLE user_settings ADD COLUMN quiet_from time;
ALTER TABLE user_settings ADD COLUMN quiet_to time;
ALTER TABLE user_settings ADD CONSTRAINT quiet_hours_have_both_ends
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL) AND quiet_from <> quiet_to);
"""

EDGE = """
GRANT SELECT (reminder_id, user_id, state, updated_at) ON reminders TO panager_edge;
CREATE POLICY edge_reads ON reminders FOR SELECT TO panager_edge USING (true);

CREATE FUNCTION open_reminders(p_after uuid, p_limit integer)
RETURNS TABLE (reminder_id uuid, user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT r.reminder_id, r.user_id FROM reminders r
    WHERE r.state IN ('creating', 'scheduled', 'paused')
      AND r.updated_at < now() - interval '1 minute'
      AND (p_after IS NULL OR r.reminder_id > p_after)
    ORDER BY r.reminder_id LIMIT p_limit
$$;
CREATE FUNCTION ended_reminders(p_ids uuid[])
RETURNS TABLE (reminder_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT given.id FROM unnest(p_ids) AS given(id)
    LEFT JOIN reminders r ON r.reminder_id = given.id
    WHERE r.reminder_id IS NULL
       OR r.state IN ('undeliverable', 'cancelled') AND r.updated_at < now() - interval '1 minute'
$$;

GRANT CREATE ON SCHEMA public TO panager_edge;
ALTER FUNCTION open_reminders(uuid, integer) OWNER TO panager_edge;
ALTER FUNCTION ended_reminders(uuid[]) OWNER TO panager_edge;
REVOKE CREATE ON SCHEMA public FROM panager_edge;
REVOKE ALL ON FUNCTION open_reminders(uuid, integer), ended_reminders(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_reminders(uuid, integer), ended_reminders(uuid[]) TO panager_app;
"""


def upgrade() -> None:
    for block in (REMINDERS, EDGE):
        for statement in split_statements(block):
            op.execute(statement)
