"""Bounds: cards that a newer one replaces, and how much of what was promised a turn bears upon."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0010"
down_revision = "0009"

ACTIONS = """
ALTER TABLE actions DROP CONSTRAINT actions_state_check;
ALTER TABLE actions ADD CONSTRAINT actions_state_check CHECK (state IN
    ('waiting', 'approved', 'rejected', 'expired', 'done', 'failed', 'replaced'));
CREATE INDEX actions_by_turn ON actions (turn_id);
CREATE INDEX deliveries_sending ON deliveries (user_id) WHERE state = 'sending';
"""
EFFECTS = """
ALTER TABLE effects ADD COLUMN touches integer NOT NULL DEFAULT 1;
ALTER TABLE effects ADD COLUMN undone_in uuid;
CREATE INDEX effects_by_turn ON effects (turn_id);
CREATE INDEX effects_by_undoing ON effects (undone_in) WHERE undone_in IS NOT NULL;
COMMENT ON COLUMN effects.touches IS 'How many reminders it bears upon; 1 for a setting.';
COMMENT ON COLUMN effects.undone_in IS 'The turn in which it was taken back, or tried to be.';
"""


def upgrade() -> None:
    for block in (ACTIONS, EFFECTS):
        for statement in split_statements(block):
            op.execute(statement)
