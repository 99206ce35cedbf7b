"""A person has identities: accounts on channels, of which one says where they last wrote."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0016"
down_revision = "0015"

TABLE = """
CREATE TABLE identities (
    channel text NOT NULL,
    channel_user_id text NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    address text,
    verified_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, channel_user_id),
    UNIQUE (user_id, channel),
    UNIQUE (channel, address)
);
COMMENT ON TABLE identities IS
    'The accounts by which people are known, at most one of a person on each channel.';
COMMENT ON COLUMN identities.address IS
    'Where the channel sends what is for this account, if that is something else than its id.';
COMMENT ON COLUMN identities.verified_at IS
    'When it was known that the account belongs to this person.';
ALTER TABLE users ADD COLUMN last_channel text;
COMMENT ON COLUMN users.last_channel IS
    'Where the person last wrote; what is not an answer goes there.';
"""

# An owner who is no superuser sees no rows of a table whose row-level security is forced.
ROWS = """
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
ALTER TABLE discord_dms NO FORCE ROW LEVEL SECURITY;
INSERT INTO identities (channel, channel_user_id, user_id, address, verified_at)
    SELECT u.channel, u.channel_user_id, u.user_id, d.channel_id::text, u.created_at
    FROM users u LEFT JOIN discord_dms d ON d.user_id = u.user_id AND u.channel = 'discord';
UPDATE users SET last_channel = channel;
ALTER TABLE users ALTER COLUMN last_channel SET NOT NULL;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE discord_dms FORCE ROW LEVEL SECURITY;
"""

WALL = """
ALTER TABLE identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE identities FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON identities TO panager_app
    USING (user_id = current_user_id()) WITH CHECK (user_id = current_user_id());
GRANT SELECT, INSERT, UPDATE, DELETE ON identities TO panager_app;
GRANT SELECT, INSERT ON identities TO panager_edge;
CREATE POLICY edge_reads ON identities FOR SELECT TO panager_edge USING (true);
CREATE POLICY edge_inserts ON identities FOR INSERT TO panager_edge WITH CHECK (true);
"""

EDGE = """
CREATE OR REPLACE FUNCTION ensure_user(
    p_channel text, p_channel_user_id text, p_language text, p_zone text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found uuid := find_user(p_channel, p_channel_user_id);
BEGIN
    IF found IS NULL THEN
        -- Two who meet the same stranger at once make one person.
        PERFORM pg_advisory_xact_lock(
            hashtextextended('identity ' || p_channel || ' ' || p_channel_user_id, 0));
        found := find_user(p_channel, p_channel_user_id);
    END IF;
    IF found IS NULL THEN
        INSERT INTO users (last_channel) VALUES (p_channel) RETURNING user_id INTO found;
        INSERT INTO identities (channel, channel_user_id, user_id)
            VALUES (p_channel, p_channel_user_id, found);
        INSERT INTO user_settings (user_id, language, zone) VALUES (found, p_language, p_zone);
    END IF;
    RETURN found;
END $$;

-- Asked again within one statement it must see what others have committed meanwhile.
CREATE OR REPLACE FUNCTION find_user(p_channel text, p_channel_user_id text)
RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT user_id FROM identities
    WHERE channel = p_channel AND channel_user_id = p_channel_user_id
$$;

CREATE OR REPLACE FUNCTION find_discord_user(p_channel_id bigint)
RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT user_id FROM identities
    WHERE channel = 'discord' AND address = p_channel_id::text
$$;

CREATE OR REPLACE FUNCTION list_discord_dms()
RETURNS TABLE (channel_id bigint, last_message_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.address::bigint, d.last_message_id
    FROM discord_dms d JOIN identities i ON i.user_id = d.user_id AND i.channel = 'discord'
    WHERE i.address IS NOT NULL
$$;
"""

GONE = """
ALTER TABLE users DROP COLUMN channel;
ALTER TABLE users DROP COLUMN channel_user_id;
ALTER TABLE discord_dms DROP COLUMN channel_id;
"""


def upgrade() -> None:
    for block in (TABLE, ROWS, WALL, EDGE, GONE):
        for statement in split_statements(block):
            op.execute(statement)
