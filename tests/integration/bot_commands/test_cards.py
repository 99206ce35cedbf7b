"""Cards on Discord: what is under them, what a press does, and after any restart."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from panager.contracts.action import ActionState
from panager.db import reminders
from testing.eventually import assert_eventually
from testing.fake_discord import Interaction, Message, Person
from testing.people import Someone
from testing.scheduling import schedule
from tests.integration.bot_commands.panager_on_discord import (
    Stage,
    answer_of,
    custom_id,
    labels,
)
from tests.support.cards import propose, the_action, wait_for

pytestmark = pytest.mark.usefixtures("worker")


async def states(person: Someone) -> dict[str, str]:
    return {reminder.text: reminder.state for reminder in await person.reminders()}


async def with_card(stage: Stage, person: Person, *texts: str) -> tuple[Someone, Message]:
    someone = await stage.register(person)
    for days, text in enumerate(texts, start=1):
        await schedule(someone, datetime.now(UTC) + timedelta(days=days), text)
    await propose(someone)
    await wait_for(someone, "card")
    return someone, stage.fake.people.received(person)[-1]


async def press(stage: Stage, card: Message, label: str) -> str:
    return await answer_of(stage.fake.people.press(card, custom_id(card, label)))


async def open_form(stage: Stage, card: Message) -> Interaction:
    pressed = stage.fake.people.press(card, custom_id(card, "고치기"))
    await assert_eventually(lambda: pressed.modal is not None)
    return pressed


async def test_card_has_buttons_and_says_how_to_answer(stage: Stage, mina: Person) -> None:
    _, card = await with_card(stage, mina, "치과", "약 먹기")

    assert labels(card) == [["할게요", "고치기", "그대로 둘게요"]]
    assert "치과" in card.content
    assert "약 먹기" in card.content
    assert "버튼을 누르거나" in card.content


async def test_press_after_a_restart_does_what_is_shown(stage: Stage, mina: Person) -> None:
    someone, card = await with_card(stage, mina, "치과")
    async with stage.bot():
        """One that saw nothing and is gone."""
    async with stage.bot():
        answer = await press(stage, card, "할게요")

    await wait_for(someone, "outcome")
    assert answer == "네, 카드에 적힌 대로 할게요."
    assert await states(someone) == {"치과": "cancelled"}
    assert stage.fake.people.received(mina)[-1].content.startswith("취소했어요: 1개")


async def test_second_press_says_what_was_decided(stage: Stage, mina: Person) -> None:
    someone, card = await with_card(stage, mina, "치과")
    async with stage.bot():
        await press(stage, card, "그대로 둘게요")
        await wait_for(someone, "outcome")
        again = await press(stage, card, "할게요")

    assert again.startswith("이미 하지 않기로 하셨어요.")
    assert await states(someone) == {"치과": "scheduled"}


async def test_form_changes_the_card(stage: Stage, mina: Person) -> None:
    someone, card = await with_card(stage, mina, "치과", "약 먹기")
    async with stage.bot():
        answer = await answer_of(stage.fake.people.submit(await open_form(stage, card), keep="1"))
        await wait_for(someone, "card", 2)
        new = stage.fake.people.received(mina)[-1]
        old = await press(stage, card, "할게요")
        untouched = await states(someone)
        await press(stage, new, "할게요")
        await wait_for(someone, "outcome")

    assert answer.startswith("카드를 고쳤어요.")
    assert "치과" not in new.content
    assert old.startswith("고쳐진 카드예요.")
    assert untouched == {"치과": "scheduled", "약 먹기": "scheduled"}
    assert await states(someone) == {"치과": "scheduled", "약 먹기": "cancelled"}


async def test_unclear_form_is_asked_again(stage: Stage, mina: Person) -> None:
    someone, card = await with_card(stage, mina, "치과", "약 먹기")
    async with stage.bot():
        submitted = stage.fake.people.submit(await open_form(stage, card), keep="보라색")
        answer = await answer_of(submitted)

    assert answer.startswith("무엇을 남길지 알아듣지 못했어요.")
    assert submitted.original is not None
    assert labels(submitted.original) == [["고치기"]]
    assert (await the_action(someone)).revision == 1


async def test_somebody_else_decides_nothing(stage: Stage, mina: Person, alice: Person) -> None:
    someone, card = await with_card(stage, mina, "치과")
    other, hers = await with_card(stage, alice, "dentist")
    async with stage.bot():
        hers.components[0]["components"][0]["custom_id"] = custom_id(card, "할게요")
        answer = await press(stage, hers, "할게요")

    assert answer.startswith(("그런 카드는", "I know no such card"))
    assert (await the_action(someone)).state is ActionState.WAITING
    assert (await the_action(other)).state is ActionState.WAITING


async def test_form_of_what_is_over_says_so(stage: Stage, mina: Person) -> None:
    someone, card = await with_card(stage, mina, "치과")
    async with stage.bot():
        await press(stage, card, "그대로 둘게요")
        await wait_for(someone, "outcome")
        pressed = stage.fake.people.press(card, custom_id(card, "고치기"))
        answer = await answer_of(pressed)

    assert answer.startswith("이미 하지 않기로 하셨어요.")
    assert pressed.modal is None


async def test_status_counts_what_waits(stage: Stage, mina: Person) -> None:
    await with_card(stage, mina, "치과")
    async with stage.bot():
        answer = await answer_of(stage.fake.people.run(mina, "status"))

    assert "확인을 기다리는 일: 1개" in answer


async def test_replaced_card_loses_its_buttons_and_says_so(stage: Stage, mina: Person) -> None:
    someone, old = await with_card(stage, mina, "치과")
    await propose(someone)
    await wait_for(someone, "card", 2)

    def newest(message: Message) -> Message:
        received = stage.fake.people.received(mina)
        return next(one for one in received if one.id == message.id)

    await assert_eventually(lambda: newest(old).content.startswith("(새 카드로 바뀌어서"))
    assert "치과" in newest(old).content
    assert labels(newest(old)) == []
    assert labels(stage.fake.people.received(mina)[-1]) == [["할게요", "고치기", "그대로 둘게요"]]
    assert await states(someone) == {"치과": "scheduled"}


async def test_card_about_very_many_shows_them_all_in_a_file(stage: Stage, mina: Person) -> None:
    someone = await stage.register(mina)
    texts = [f"할 일 {number:03} {'아주 긴 이름 ' * 8}".strip() for number in range(150)]
    async with someone.db.user(someone.user_id) as connection:
        for number, text in enumerate(texts, start=1):
            await reminders.insert_reminder(
                connection,
                someone.user_id,
                reminder_id=uuid4(),
                text=text,
                due_at=datetime.now(UTC) + timedelta(days=number),
                zone="Asia/Seoul",
                language="ko",
            )
    await propose(someone)
    await wait_for(someone, "card")

    card = stage.fake.people.received(mina)[-1]
    [file] = card.attachments
    shown = file.data.decode()
    assert [text for text in texts if text not in shown] == []
    assert labels(card) == [["할게요", "고치기", "그대로 둘게요"]]
