"""What is due soon or overdue, whatever became of its workflow; when a reminder nags again."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0011"
down_revision = "0010"

NAGS = """
ALTER TABLE reminders ADD COLUMN nag_at timestamptz;
ALTER TABLE reminders ADD COLUMN nag_occurrence integer;
ALTER TABLE reminders ADD COLUMN nags integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN reminders.nag_at IS
    'When nag_occurrence is said again, which was done nags times; NULL: not any more.';
-- With the id, because many may be due at the same second, and are read page by page.
CREATE INDEX reminders_nagging ON reminders (nag_at, reminder_id) WHERE nag_at IS NOT NULL;
DROP INDEX reminders_due;
CREATE INDEX reminders_due ON reminders (due_at, reminder_id)
    WHERE state IN ('creating', 'scheduled');
"""

EDGE = """
GRANT SELECT (due_at, nag_at, occurrence) ON reminders TO panager_edge;
GRANT SELECT (reminder_id, number, state, held_until) ON occurrences TO panager_edge;
CREATE POLICY edge_reads ON occurrences FOR SELECT TO panager_edge USING (true);

DROP FUNCTION open_reminders(uuid, integer);
CREATE FUNCTION open_reminders(p_after uuid, p_limit integer)
RETURNS TABLE (reminder_id uuid, user_id uuid, state text, due_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.reminder_id, r.user_id, r.state, r.due_at FROM reminders r
    WHERE r.state IN ('creating', 'scheduled', 'paused')
      AND r.updated_at < now() - interval '1 minute'
      AND r.reminder_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
    ORDER BY r.reminder_id LIMIT p_limit
$$;
CREATE FUNCTION due_reminders(p_ahead interval, p_after_at timestamptz, p_after uuid,
                              p_limit integer)
RETURNS TABLE (reminder_id uuid, user_id uuid, state text, due_at timestamptz, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM (
        (SELECT r.reminder_id, r.user_id, r.state, r.due_at, r.due_at AS at FROM reminders r
         WHERE r.state IN ('creating', 'scheduled') AND r.due_at < now() + p_ahead
           AND r.updated_at < now() - interval '10 seconds'
           AND (r.due_at, r.reminder_id) > (coalesce(p_after_at, '-infinity'),
               coalesce(p_after, '00000000-0000-0000-0000-000000000000'))
         ORDER BY r.due_at, r.reminder_id LIMIT p_limit)
        UNION ALL
        (SELECT r.reminder_id, r.user_id, r.state, r.due_at, r.nag_at FROM reminders r
         WHERE r.nag_at < now() + p_ahead
           AND r.updated_at < now() - interval '10 seconds'
           AND (r.nag_at, r.reminder_id) > (coalesce(p_after_at, '-infinity'),
               coalesce(p_after, '00000000-0000-0000-0000-000000000000'))
         ORDER BY r.nag_at, r.reminder_id LIMIT p_limit)
    ) due ORDER BY due.at, due.reminder_id LIMIT p_limit
$$;
CREATE FUNCTION overdue_reminders(p_grace interval)
RETURNS TABLE (overdue bigint, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), min(r.due_at) FROM reminders r
    WHERE r.state IN ('creating', 'scheduled') AND r.due_at < now() - p_grace
      AND NOT EXISTS (
        SELECT FROM occurrences o
        WHERE o.reminder_id = r.reminder_id AND o.number = r.occurrence
          AND o.state = 'held' AND o.held_until > now() - p_grace)
$$;

GRANT CREATE ON SCHEMA public TO panager_edge;
ALTER FUNCTION open_reminders(uuid, integer) OWNER TO panager_edge;
ALTER FUNCTION due_reminders(interval, timestamptz, uuid, integer) OWNER TO panager_edge;
ALTER FUNCTION overdue_reminders(interval) OWNER TO panager_edge;
REVOKE CREATE ON SCHEMA public FROM panager_edge;
REVOKE ALL ON FUNCTION open_reminders(uuid, integer),
    due_reminders(interval, timestamptz, uuid, integer), overdue_reminders(interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_reminders(uuid, integer),
    due_reminders(interval, timestamptz, uuid, integer), overdue_reminders(interval) TO panager_app;
"""


def upgrade() -> None:
    for block in (NAGS, EDGE):
        for statement in split_statements(block):
            op.execute(statement)
