"""Changes of how a reminder is kept, what it was before each change, and which are half made."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0003"
down_revision = "0002"

CHANGES = """
ALTER TABLE reminder_changes ADD COLUMN terms jsonb;
ALTER TABLE reminder_changes ADD COLUMN text_before text;
ALTER TABLE reminder_changes ADD COLUMN due_at_before timestamptz;
COMMENT ON COLUMN reminder_changes.terms IS
    'Those of {"urgent", "if_late", "nag_every_s", "nag_limit"} that are changed.';
COMMENT ON COLUMN reminder_changes.due_at_before IS
    'When it was due until this change took effect; NULL before revision 0003.';
"""

EDGE = """
DROP FUNCTION open_reminders(uuid, integer);
CREATE FUNCTION open_reminders(p_after uuid, p_limit integer)
RETURNS TABLE (reminder_id uuid, user_id uuid, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT r.reminder_id, r.user_id, r.state FROM reminders r
    WHERE r.state IN ('creating', 'scheduled', 'paused')
      AND r.updated_at < now() - interval '1 minute'
      AND (p_after IS NULL OR r.reminder_id > p_after)
    ORDER BY r.reminder_id LIMIT p_limit
$$;

GRANT CREATE ON SCHEMA public TO panager_edge;
ALTER FUNCTION open_reminders(uuid, integer) OWNER TO panager_edge;
REVOKE CREATE ON SCHEMA public FROM panager_edge;
REVOKE ALL ON FUNCTION open_reminders(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_reminders(uuid, integer) TO panager_app;
"""


def upgrade() -> None:
    for block in (CHANGES, EDGE):
        for statement in split_statements(block):
            op.execute(statement)
