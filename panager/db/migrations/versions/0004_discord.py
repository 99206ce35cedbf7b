"""Discord: its direct messages, the proof of what was sent there, and how the bot is."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE discord_dms (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    channel_id bigint NOT NULL UNIQUE,
    last_message_id bigint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN discord_dms.last_message_id IS
    'Snowflake of the newest message of the person that is stored; news come after it.';
ALTER TABLE discord_dms ENABLE ROW LEVEL SECURITY;
ALTER TABLE discord_dms FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON discord_dms TO panager_app
    USING (user_id = current_user_id()) WITH CHECK (user_id = current_user_id());
GRANT SELECT, INSERT, UPDATE, DELETE ON discord_dms TO panager_app;

ALTER TABLE inbound_messages ADD COLUMN snowflake bigint;
ALTER TABLE inbound_messages ADD COLUMN deleted_at timestamptz;
COMMENT ON COLUMN inbound_messages.snowflake IS
    'Orders messages of Discord, which may arrive in another order; NULL elsewhere.';

ALTER TABLE deliveries ADD COLUMN attempted_at timestamptz;
ALTER TABLE deliveries ADD COLUMN sent_message_ids text[] NOT NULL DEFAULT '{}';
ALTER TABLE deliveries ADD COLUMN told_at timestamptz;
COMMENT ON COLUMN deliveries.attempted_at IS
    'Before the first call that may have reached the person; from then on the text is fixed.';
COMMENT ON COLUMN deliveries.sent_message_ids IS
    'Of the parts that have arrived, in order; a long text is several messages.';
COMMENT ON COLUMN deliveries.told_at IS
    'When the person heard that this message could not be delivered.';
CREATE INDEX deliveries_untold ON deliveries (user_id)
    WHERE state = 'undeliverable' AND told_at IS NULL;

ALTER TABLE turns ADD COLUMN streamed_at timestamptz;
ALTER TABLE turns ADD COLUMN streamed_message_id text;
ALTER TABLE turns DROP CONSTRAINT turns_state_check;
ALTER TABLE turns ADD CONSTRAINT turns_state_check CHECK (state IN
    ('open', 'answered', 'failed', 'stopped'));
COMMENT ON COLUMN turns.streamed_at IS
    'Before the first call that may have shown a part of the answer.';

ALTER TABLE user_settings ADD COLUMN persona_name text;
ALTER TABLE user_settings ADD COLUMN zone_confirmed_at timestamptz;
ALTER TABLE user_settings ADD COLUMN consented_at timestamptz;

CREATE TABLE service_health (
    part text PRIMARY KEY,
    ok boolean NOT NULL,
    detail text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE service_health IS
    'What a process last found out about a service outside, for doctor and /readyz.';
GRANT SELECT, INSERT, UPDATE ON service_health TO panager_app;
"""

EDGE = """
GRANT SELECT ON discord_dms TO panager_edge;
CREATE POLICY edge_reads ON discord_dms FOR SELECT TO panager_edge USING (true);

CREATE FUNCTION list_discord_dms()
RETURNS TABLE (user_id uuid, channel_user_id text, channel_id bigint, last_message_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT d.user_id, u.channel_user_id, d.channel_id, d.last_message_id
    FROM discord_dms d JOIN users u ON u.user_id = d.user_id
$$;

GRANT SELECT (deleted_at) ON inbound_messages TO panager_edge;
CREATE OR REPLACE FUNCTION users_waiting(p_older_than interval)
RETURNS TABLE (user_id uuid, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT m.user_id, min(m.received_at) FROM inbound_messages m
    WHERE m.turn_id IS NULL AND m.deleted_at IS NULL AND m.received_at < now() - p_older_than
    GROUP BY m.user_id ORDER BY 2 LIMIT 500
$$;

GRANT CREATE ON SCHEMA public TO panager_edge;
ALTER FUNCTION list_discord_dms() OWNER TO panager_edge;
REVOKE CREATE ON SCHEMA public FROM panager_edge;
REVOKE ALL ON FUNCTION list_discord_dms() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_discord_dms() TO panager_app;
"""


def upgrade() -> None:
    for block in (TABLES, EDGE):
        for statement in split_statements(block):
            op.execute(statement)
