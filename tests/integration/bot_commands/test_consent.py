"""The button under the welcome."""

import pytest

from testing.fake_discord import Message, Person
from testing.people import Someone
from tests.integration.bot_commands.panager_on_discord import Stage, answer_of, custom_id

pytestmark = pytest.mark.usefixtures("worker")


async def welcome(stage: Stage, person: Person) -> tuple[Someone, Message]:
    """What somebody gets who writes for the first time."""
    someone = await stage.register(person)
    await someone.ask("안녕")
    return someone, stage.fake.people.received(person)[0]


async def has_consented(someone: Someone) -> bool:
    async with someone.db.user(someone.user_id) as connection:
        return bool(await connection.fetchval("SELECT consented_at IS NOT NULL FROM user_settings"))


async def test_consent_is_noted(stage: Stage, mina: Person) -> None:
    someone, message = await welcome(stage, mina)
    async with stage.bot():
        answer = await answer_of(stage.fake.people.press(message, custom_id(message, "동의해요")))

    assert answer.startswith("고마워요!")
    assert await has_consented(someone)


async def test_nobody_consents_for_another(stage: Stage, mina: Person, alice: Person) -> None:
    someone, message = await welcome(stage, mina)
    other = await stage.register(alice, "en")
    async with stage.bot():
        button = custom_id(message, "동의해요")
        answer = await answer_of(stage.fake.people.press(message, button, person=alice))

    assert answer == "I do not know this button any more."
    assert not await has_consented(someone)
    assert not await has_consented(other)
