from dataclasses import replace
from uuid import UUID, uuid4

import discord
import pytest

from panager.channels.discord.components import buttons_of
from panager.channels.protocol import Subject
from panager.contracts.buttons import MAX_LENGTH
from panager.sentences import LANGUAGES, Language

USER, OTHER = uuid4(), uuid4()


def ids(view: discord.ui.View | None) -> list[str]:
    rows = [] if view is None else view.to_components()
    return [button["custom_id"] for row in rows for button in row["components"]]


def sent(kind: str, *, is_series: bool = False, owner_id: UUID = OTHER) -> Subject:
    return Subject(
        kind=kind,
        owner_id=owner_id,
        occurrence=3,
        language="en",
        is_editable=True,
        is_series=is_series,
        user_id=USER,
    )


async def test_reminder_has_buttons_that_name_it() -> None:
    verbs = ["done", "snooze10m", "snooze1h", "tomorrow", "edit"]

    assert ids(buttons_of(sent("reminder"))) == [f"reminder:{OTHER}:{verb}:3" for verb in verbs]
    assert ids(buttons_of(sent("reminder", is_series=True)))[-1] == f"reminder:{OTHER}:cancel:3"


async def test_card_has_buttons_that_name_it_and_its_revision() -> None:
    verbs = ["approve", "edit", "reject"]
    fixed = replace(sent("card"), is_editable=False)

    assert ids(buttons_of(sent("card"))) == [f"action:{OTHER}:3:{verb}" for verb in verbs]
    assert ids(buttons_of(fixed)) == [f"action:{OTHER}:3:{verb}" for verb in ("approve", "reject")]
    assert buttons_of(sent("outcome")) is None


async def test_only_the_welcome_asks_for_consent() -> None:
    assert ids(buttons_of(sent("notice", owner_id=USER))) == [f"consent:{USER}"]
    assert buttons_of(sent("notice")) is None
    assert buttons_of(sent("reply")) is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_buttons_keep_the_bounds_of_discord(language: Language) -> None:
    view = buttons_of(
        Subject(
            kind="reminder",
            owner_id=OTHER,
            occurrence=999_999_999,
            language=language,
            is_editable=True,
            is_series=True,
            user_id=USER,
        )
    )

    assert view is not None
    rows = view.to_components()
    assert all(1 <= len(row["components"]) <= 5 for row in rows)
    assert all(len(button["label"]) <= 80 for row in rows for button in row["components"])
    assert all(len(custom_id) <= MAX_LENGTH for custom_id in ids(view))
