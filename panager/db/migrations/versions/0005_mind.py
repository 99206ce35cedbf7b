"""The mind: what models cost, summaries of old turns, actions that wait for a press, undo."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE usage (
    usage_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    turn_id uuid,
    purpose text NOT NULL CHECK (purpose IN ('turn', 'summary')),
    model text NOT NULL DEFAULT '',
    input_tokens integer NOT NULL DEFAULT 0,
    output_tokens integer NOT NULL DEFAULT 0,
    cost_micros bigint NOT NULL DEFAULT 0,
    is_estimate boolean NOT NULL DEFAULT true,
    day date NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE INDEX usage_by_day ON usage (user_id, day);
CREATE INDEX usage_by_turn ON usage (turn_id);
COMMENT ON TABLE usage IS
    'One model call each: written before it with what it may cost, then with what it did.';
COMMENT ON COLUMN usage.day IS
    'The date where the person was, which counts for budgets whatever zone they name later.';
COMMENT ON COLUMN usage.cost_micros IS 'Millionths of a US dollar.';

CREATE TABLE summaries (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    text text NOT NULL,
    upto timestamptz NOT NULL,
    turns integer NOT NULL,
    prompt text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN summaries.upto IS 'started_at of the last turn that the text covers.';

CREATE TABLE actions (
    action_id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    turn_id uuid NOT NULL,
    tool text NOT NULL,
    language text NOT NULL CHECK (language IN ('ko', 'en')),
    revision integer NOT NULL DEFAULT 1,
    args jsonb NOT NULL,
    card text NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN
        ('waiting', 'approved', 'rejected', 'expired', 'done', 'failed')),
    edits jsonb NOT NULL DEFAULT '{}',
    decision_id uuid,
    result jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    decided_at timestamptz,
    ended_at timestamptz
);
CREATE INDEX actions_by_user ON actions (user_id, created_at);
COMMENT ON TABLE actions IS
    'What a person must press a button for: card is what was shown, args is what is executed.';
COMMENT ON COLUMN actions.edits IS
    'Cards and args that were asked for instead, by the id of the request.';
COMMENT ON COLUMN actions.decision_id IS 'The press or the message that decided it.';

CREATE TABLE effects (
    effect_id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    turn_id uuid NOT NULL,
    tool text NOT NULL,
    compensation jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    undone_by uuid
);
CREATE INDEX effects_by_user ON effects (user_id, created_at);
COMMENT ON TABLE effects IS 'What a tool changed and how that is taken back.';
COMMENT ON COLUMN effects.undone_by IS 'The call of the tool undo that took it back, or tried to.';

CREATE INDEX steps_offered ON steps (user_id, created_at)
    WHERE kind = 'tool' AND body ? 'offered';
CREATE INDEX reminders_open ON reminders (user_id, due_at, reminder_id)
    WHERE state IN ('creating', 'scheduled', 'paused');
CREATE INDEX reminders_delivered ON reminders (user_id, updated_at) WHERE state = 'delivered';

ALTER TABLE user_settings ADD COLUMN persona_tone text
    CHECK (persona_tone IN ('friendly', 'brief', 'formal'));
ALTER TABLE user_settings ADD COLUMN persona_emoji boolean;

ALTER TABLE deliveries DROP CONSTRAINT deliveries_kind_check;
ALTER TABLE deliveries ADD CONSTRAINT deliveries_kind_check CHECK (kind IN
    ('reply', 'reminder', 'notice', 'card', 'outcome'));
COMMENT ON COLUMN deliveries.owner_id IS
    'The turn, the reminder or the action that this message belongs to.';
"""

PROTECTED = ("usage", "summaries", "actions", "effects")

EDGE = """
GRANT SELECT (action_id, user_id, created_at, ended_at) ON actions TO panager_edge;
CREATE POLICY edge_reads ON actions FOR SELECT TO panager_edge USING (true);
GRANT CREATE ON SCHEMA public TO panager_edge;
CREATE FUNCTION open_actions(p_after uuid, p_limit integer)
RETURNS TABLE (action_id uuid, user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT a.action_id, a.user_id FROM actions a
    WHERE a.ended_at IS NULL AND a.created_at < now() - interval '1 minute'
      AND (p_after IS NULL OR a.action_id > p_after)
    ORDER BY a.action_id LIMIT p_limit
$$;
ALTER FUNCTION open_actions(uuid, integer) OWNER TO panager_edge;
REVOKE ALL ON FUNCTION open_actions(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_actions(uuid, integer) TO panager_app;
CREATE FUNCTION find_user(p_channel text, p_channel_user_id text)
RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT user_id FROM users
    WHERE channel = p_channel AND channel_user_id = p_channel_user_id
$$;
ALTER FUNCTION find_user(text, text) OWNER TO panager_edge;
REVOKE CREATE ON SCHEMA public FROM panager_edge;
REVOKE ALL ON FUNCTION find_user(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_user(text, text) TO panager_app;
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
    for block in (TABLES, *map(_protect, PROTECTED), EDGE):
        for statement in split_statements(block):
            op.execute(statement)
