"""What a model reads in a turn, in as many tokens as it may take."""

from collections.abc import Sequence
from datetime import UTC, datetime

from langchain_core.messages import BaseMessage

from activities.asking import BuildPrompt
from panager.db.users import Person
from panager.llm import transcript
from panager.llm.tokens import count_tokens
from panager.llm.transcript import Exchange


def prompt_of(exchanges: Sequence[Exchange], person: Person) -> BuildPrompt:
    """The conversation; what does not fit is forgotten from its beginning."""
    setting = transcript.Setting(
        now=datetime.now(UTC),
        zone=person.zone,
        zone_confirmed=person.zone_confirmed_at is not None,
        language=person.language,
        name=person.persona_name,
    )

    def build(tokens: int) -> list[BaseMessage]:
        kept = list(exchanges)
        while True:
            messages = transcript.build(kept, setting)
            if len(kept) <= 1 or count_tokens(messages) <= tokens:
                return messages
            kept.pop(0)

    return build
