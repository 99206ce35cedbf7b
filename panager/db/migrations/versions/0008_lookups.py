"""Look-ups by a key instead of by reading everybody's rows, and functions closed to strangers."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0008"
down_revision = "0007"

INDEXES = """
CREATE INDEX inbound_messages_open ON inbound_messages (user_id, received_at)
    WHERE turn_id IS NULL AND deleted_at IS NULL;
DROP INDEX inbound_messages_unanswered;
"""

EDGE = """
GRANT CREATE ON SCHEMA public TO panager_edge;

-- All of them: who waits behind 500 whom nothing helps would wait for ever.
CREATE OR REPLACE FUNCTION users_waiting(p_older_than interval)
RETURNS TABLE (user_id uuid, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT m.user_id, min(m.received_at) FROM inbound_messages m
    WHERE m.turn_id IS NULL AND m.deleted_at IS NULL AND m.received_at < now() - p_older_than
    GROUP BY m.user_id ORDER BY 2, 1
$$;

DROP FUNCTION list_discord_dms();
CREATE FUNCTION list_discord_dms()
RETURNS TABLE (channel_id bigint, last_message_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT channel_id, last_message_id FROM discord_dms
$$;
CREATE FUNCTION find_discord_user(p_channel_id bigint)
RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT user_id FROM discord_dms WHERE channel_id = p_channel_id
$$;

-- A plan for whatever page begins at a key only if it always does: not with "p_after IS NULL OR".
CREATE OR REPLACE FUNCTION open_reminders(p_after uuid, p_limit integer)
RETURNS TABLE (reminder_id uuid, user_id uuid, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT r.reminder_id, r.user_id, r.state FROM reminders r
    WHERE r.state IN ('creating', 'scheduled', 'paused')
      AND r.updated_at < now() - interval '1 minute'
      AND r.reminder_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
    ORDER BY r.reminder_id LIMIT p_limit
$$;
CREATE OR REPLACE FUNCTION open_actions(p_after uuid, p_limit integer)
RETURNS TABLE (action_id uuid, user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT a.action_id, a.user_id FROM actions a
    WHERE a.ended_at IS NULL AND a.created_at < now() - interval '1 minute'
      AND a.action_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
    ORDER BY a.action_id LIMIT p_limit
$$;

ALTER FUNCTION list_discord_dms() OWNER TO panager_edge;
ALTER FUNCTION find_discord_user(bigint) OWNER TO panager_edge;
REVOKE CREATE ON SCHEMA public FROM panager_edge;
"""

# Without pg_temp in the path a session's own temporary tables are found before ours.
CLOSED = """
DO $$
DECLARE
    edge regprocedure;
BEGIN
    FOR edge IN SELECT oid FROM pg_proc
                WHERE prosecdef AND pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', edge);
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION current_user_id(), list_discord_dms(), find_discord_user(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION current_user_id(), list_discord_dms(), find_discord_user(bigint)
    TO panager_app;
"""


def upgrade() -> None:
    for block in (INDEXES, EDGE, CLOSED):
        for statement in split_statements(block):
            op.execute(statement)
