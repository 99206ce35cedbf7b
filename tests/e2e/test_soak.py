"""Messages aimed at the ends of turns, where a lost signal would hide."""

import asyncio
import random
import statistics

import pytest

from panager.client.models import Message
from testing.eventually import assert_eventually
from tests.e2e.mailbox import Mailbox, open_mailbox
from tests.e2e.stack import Stack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PEOPLE = 10
WARM_UP = 3


async def test_messages_at_the_end_of_turns_are_all_answered_once_in_order(
    stack: Stack, long: bool
) -> None:
    messages = 50 if long else 15
    await stack.start_and_wait()
    results = await asyncio.gather(
        *(converse(stack, f"person{n}", messages) for n in range(PEOPLE))
    )

    assert sum(len(written) for written, _ in results) == PEOPLE * messages
    for written, received in results:
        replies = [message for message in received if message.kind == "reply"]
        answered = [message_id for reply in replies for message_id in reply.answers]
        assert answered == [message.id for message in written]
        assert [m.seq for m in received] == list(range(1, len(received) + 1))


async def converse(stack: Stack, user: str, messages: int) -> tuple[list[Message], list[Message]]:
    """Each message is sent about when the turn of the one before ends."""
    chance, written, lengths = random.Random(user), [], []
    clock = asyncio.get_running_loop().time
    async with open_mailbox(stack.settings, user) as mailbox:
        for number in range(messages):
            started = clock()
            written.append(await mailbox.write("what time is it?", f"key-{number}"))
            if number < WARM_UP:
                await answered(mailbox, written[-1])
                lengths.append(clock() - started)
            else:
                await asyncio.sleep(chance.uniform(0.7, 1.1) * statistics.median(lengths))
        await answered(mailbox, written[-1])
        return written, list(mailbox.received)


async def answered(mailbox: Mailbox, message: Message) -> None:
    await assert_eventually(lambda: bool(mailbox.answers_to(message)), timeout_s=60)
