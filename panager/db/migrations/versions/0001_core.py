"""Users, messages, turns, reminders, deliveries; row-level security from the start."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0001"
down_revision = None

# Two roles: `panager_app` is what the application logs in as; `panager_edge` owns the few
# functions that must look across people (who is this, who waits) and gives back ids only.
ROLES = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'panager_app') THEN
        CREATE ROLE panager_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'panager_edge') THEN
        CREATE ROLE panager_edge NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
    EXECUTE format('GRANT panager_edge TO %I', current_user);
END $$;
GRANT USAGE ON SCHEMA public TO panager_app;
GRANT USAGE, CREATE ON SCHEMA public TO panager_edge;
"""

TABLES = """
CREATE FUNCTION current_user_id() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('panager.user_id', true), '')::uuid $$;

CREATE TABLE users (
    user_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel text NOT NULL CHECK (channel IN ('discord', 'local')),
    channel_user_id text NOT NULL,
    last_seq bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (channel, channel_user_id)
);
COMMENT ON COLUMN users.last_seq IS
    'Last number given to a message of this person, in either direction; the row lock of '
    'taking it makes the numbers visible in order.';

CREATE TABLE user_settings (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    language text NOT NULL CHECK (language IN ('ko', 'en')),
    zone text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE turns (
    turn_id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'failed')),
    draft text NOT NULL DEFAULT '',
    draft_step integer NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE INDEX turns_by_user ON turns (user_id, started_at);
COMMENT ON COLUMN turns.turn_id IS 'The run id of the ChatWorkflow run that is this turn.';
COMMENT ON COLUMN turns.draft IS 'The answer as far as it is streamed; empty once committed.';

CREATE TABLE inbound_messages (
    message_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    channel text NOT NULL CHECK (channel IN ('discord', 'local')),
    channel_message_id text NOT NULL,
    seq bigint NOT NULL,
    text text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    turn_id uuid REFERENCES turns ON DELETE SET NULL,
    UNIQUE (user_id, channel, channel_message_id),
    UNIQUE (user_id, seq)
);
CREATE INDEX inbound_messages_unanswered ON inbound_messages (received_at) WHERE turn_id IS NULL;
CREATE INDEX inbound_messages_by_turn ON inbound_messages (turn_id);

CREATE TABLE steps (
    turn_id uuid NOT NULL REFERENCES turns ON DELETE CASCADE,
    number integer NOT NULL,
    call_id text NOT NULL DEFAULT '',
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('think', 'tool')),
    body jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (turn_id, number, call_id)
);
COMMENT ON COLUMN steps.body IS
    'think: {"text", "calls": [{"id", "name", "args"}], "read_upto"}; tool: a ToolResult.';

CREATE TABLE reminders (
    reminder_id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    text text NOT NULL,
    state text NOT NULL DEFAULT 'creating' CHECK (state IN
        ('creating', 'scheduled', 'delivered', 'undeliverable', 'cancelled')),
    due_at timestamptz NOT NULL,
    zone text NOT NULL,
    language text NOT NULL CHECK (language IN ('ko', 'en')),
    rrule text,
    occurrence integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reminders_by_due ON reminders (user_id, due_at);

CREATE TABLE reminder_changes (
    change_id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    reminder_id uuid NOT NULL REFERENCES reminders ON DELETE CASCADE,
    verb text NOT NULL CHECK (verb IN ('edit', 'snooze', 'cancel')),
    text text,
    due_at timestamptz,
    requested_at timestamptz NOT NULL DEFAULT now(),
    applied_at timestamptz
);
CREATE INDEX reminder_changes_by_reminder ON reminder_changes (reminder_id, requested_at);
COMMENT ON TABLE reminder_changes IS
    'What a person asked to change; the words stay here, the workflow sees the id.';

CREATE TABLE occurrences (
    reminder_id uuid NOT NULL REFERENCES reminders ON DELETE CASCADE,
    number integer NOT NULL,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    due_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN
        ('due', 'sending', 'delivered', 'undeliverable', 'skipped', 'held')),
    reason text,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    PRIMARY KEY (reminder_id, number)
);

CREATE TABLE deliveries (
    delivery_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('reply', 'reminder', 'notice')),
    owner_id uuid NOT NULL,
    occurrence integer NOT NULL DEFAULT 0,
    part integer NOT NULL DEFAULT 0,
    channel text NOT NULL CHECK (channel IN ('discord', 'local')),
    text text NOT NULL,
    state text NOT NULL DEFAULT 'sending' CHECK (state IN
        ('sending', 'delivered', 'undeliverable')),
    seq bigint,
    channel_message_id text,
    reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    delivered_at timestamptz,
    UNIQUE (kind, owner_id, occurrence, part),
    UNIQUE (user_id, seq),
    CHECK (state <> 'delivered' OR channel_message_id IS NOT NULL)
);
COMMENT ON COLUMN deliveries.owner_id IS 'The turn or the reminder that this message belongs to.';
"""

PROTECTED = (
    "users",
    "user_settings",
    "turns",
    "inbound_messages",
    "steps",
    "reminders",
    "reminder_changes",
    "occurrences",
    "deliveries",
)

EDGE = """
GRANT SELECT ON alembic_version TO panager_app;
GRANT SELECT, INSERT ON users, user_settings TO panager_edge;
GRANT SELECT (user_id, turn_id, received_at) ON inbound_messages TO panager_edge;
CREATE POLICY edge_reads ON users FOR SELECT TO panager_edge USING (true);
CREATE POLICY edge_inserts ON users FOR INSERT TO panager_edge WITH CHECK (true);
CREATE POLICY edge_reads ON user_settings FOR SELECT TO panager_edge USING (true);
CREATE POLICY edge_inserts ON user_settings FOR INSERT TO panager_edge WITH CHECK (true);
CREATE POLICY edge_reads ON inbound_messages FOR SELECT TO panager_edge USING (true);

CREATE FUNCTION ensure_user(p_channel text, p_channel_user_id text, p_language text, p_zone text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    found uuid;
BEGIN
    SELECT user_id INTO found FROM users
    WHERE channel = p_channel AND channel_user_id = p_channel_user_id;
    IF found IS NULL THEN
        INSERT INTO users (channel, channel_user_id) VALUES (p_channel, p_channel_user_id)
        ON CONFLICT DO NOTHING;
        SELECT user_id INTO STRICT found FROM users
        WHERE channel = p_channel AND channel_user_id = p_channel_user_id;
        INSERT INTO user_settings (user_id, language, zone) VALUES (found, p_language, p_zone)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION users_waiting(p_older_than interval)
RETURNS TABLE (user_id uuid, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT m.user_id, min(m.received_at) FROM inbound_messages m
    WHERE m.turn_id IS NULL AND m.received_at < now() - p_older_than
    GROUP BY m.user_id ORDER BY 2 LIMIT 500
$$;

ALTER FUNCTION ensure_user(text, text, text, text) OWNER TO panager_edge;
ALTER FUNCTION users_waiting(interval) OWNER TO panager_edge;
REVOKE CREATE ON SCHEMA public FROM panager_edge;
REVOKE ALL ON FUNCTION ensure_user(text, text, text, text), users_waiting(interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_user(text, text, text, text), users_waiting(interval)
    TO panager_app;
"""


def _protect(table: str) -> str:
    return f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_rows ON {table} TO panager_app
        USING (user_id = current_user_id()) WITH CHECK (user_id = current_user_id());
    GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO panager_app;
    """


def upgrade() -> None:
    for block in (ROLES, TABLES, *map(_protect, PROTECTED), EDGE):
        for statement in split_statements(block):
            op.execute(statement)
