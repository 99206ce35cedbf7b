"""The button under the welcome."""

from uuid import UUID

from panager.contracts.delivery import SendInput
from panager.db import deliveries
from tests.integration.bot_commands.panager_on_discord import (
    Sender,
    Stage,
    answer_of,
    custom_id,
    labels,
)
from tests.support.fake_discord import Message, Person
from tests.support.people import Someone


async def welcome(
    stage: Stage, person: Person, owner_id: UUID | None = None
) -> tuple[Someone, Message]:
    someone = await stage.register(person)
    async with stage.db.user(someone.user_id) as connection:
        delivery_id = await deliveries.insert_delivery(
            connection,
            someone.user_id,
            kind="notice",
            owner_id=owner_id or someone.user_id,
            channel="discord",
            text="Welcome!",
        )
    send = SendInput(user_id=someone.user_id, delivery_id=delivery_id)
    await Sender(stage.db, stage.fake).send(send)
    return someone, stage.fake.people.received(person)[-1]


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


async def test_other_notices_have_no_button(stage: Stage, mina: Person) -> None:
    _, message = await welcome(stage, mina, owner_id=UUID(int=7))

    assert labels(message) == []
