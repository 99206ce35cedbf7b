"""What a message carries beside its words, or instead of any."""

import pytest

from panager.llm import carried
from panager.sentences import say
from testing.people import Someone

pytestmark = pytest.mark.usefixtures("worker")

LINK = "https://discord.com/channels/@me/1/2"


@pytest.mark.parametrize(
    "text",
    [
        carried.mark("attachment", "내일 3시[1].png", LINK),
        carried.mark("sticker", "Wave"),
        carried.EMPTY,
    ],
)
async def test_message_without_words_is_answered_in_the_language_of_the_person(
    minsu: Someone, alice: Someone, text: str
) -> None:
    assert await minsu.ask(text) == say("ko", "talk.attachment")
    assert await alice.ask(text) == say("en", "talk.attachment")
    assert await minsu.reminders() == []


async def test_words_beside_a_picture_are_done_and_it_is_said_that_it_was_not_looked_at(
    minsu: Someone,
) -> None:
    picture = carried.mark("attachment", "shelf.png", LINK)

    answer = await minsu.ask(f"내일 오후 3시에 이거 사라고 알려줘\n{picture}")

    [made] = await minsu.reminders()
    assert made.text.startswith("이거 사기")
    assert made.text.endswith(f" {LINK}")
    assert answer.endswith(say("ko", "turn.not_looked_at"))


async def test_nothing_is_said_of_pictures_where_there_are_none(alice: Someone) -> None:
    answer = await alice.ask("remind me tomorrow at 3 pm to buy milk")

    [made] = await alice.reminders()
    assert made.text == "buy milk"
    assert say("en", "turn.not_looked_at") not in answer
