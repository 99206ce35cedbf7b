"""A turn that is told to stop: by the signal, or by a word while it runs."""

from langchain_core.messages import AIMessage, BaseMessage, ToolMessage

from panager.contracts.names import chat_workflow_id
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.sentences import say
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.models import ScriptedModel, calls_tool, says
from testing.people import Someone

ENDLESS = "word " * 2000
"""With a delay at each word nobody waits for the end of it."""


async def stop(someone: Someone) -> None:
    await someone.client.get_workflow_handle(chat_workflow_id(someone.user_id)).signal("stop")


async def thinking(model: ScriptedModel, *, calls: int = 1) -> None:
    await assert_eventually(lambda: len(model.calls) >= calls)


async def turn_states(someone: Someone) -> list[str]:
    async with someone.db.user(someone.user_id) as connection:
        rows = await connection.fetch("SELECT state FROM turns ORDER BY started_at")
    return [row["state"] for row in rows]


async def test_signal_ends_the_turn_in_the_middle_of_a_sentence(
    alice: Someone, minsu: Someone
) -> None:
    model = ScriptedModel(script=says(ENDLESS), word_delay_s=0.05)
    async with running_worker(alice.client, alice.db, ModelChain.of(model), isolated=True):
        asked = [(alice, await alice.write("hello")), (minsu, await minsu.write("안녕"))]
        await thinking(model, calls=2)
        for someone, _ in asked:
            await stop(someone)
        answers = [(await someone.answer_to(message)).text for someone, message in asked]

    assert answers == [say("en", "stopped.text"), say("ko", "stopped.text")]
    assert await turn_states(alice) == ["stopped"]
    assert len(model.calls) == 2


async def test_stopping_names_the_reminder_that_stands(alice: Someone) -> None:
    def script(messages: list[BaseMessage]) -> AIMessage:
        if isinstance(messages[-1], ToolMessage):
            return AIMessage(ENDLESS)
        return calls_tool("create_reminder", text="call mom", when="tomorrow at 3pm")

    model = ScriptedModel(script=script, word_delay_s=0.05)
    async with running_worker(alice.client, alice.db, ModelChain.of(model), isolated=True):
        asked = await alice.write("remind me to call mom tomorrow at 3pm, then tell me a story")
        await thinking(model, calls=2)
        await stop(alice)
        answer = (await alice.answer_to(asked)).text

    first, stands = answer.splitlines()
    assert first == say("en", "stopped.text")
    assert "call mom" in stands
    assert "3:00 PM KST" in stands
    assert [one.state for one in await alice.reminders()] == ["scheduled"]


async def test_word_typed_while_a_turn_runs_stops_it(alice: Someone) -> None:
    model = ScriptedModel(script=says(ENDLESS), word_delay_s=0.05)
    async with running_worker(alice.client, alice.db, ModelChain.of(model), isolated=True):
        first = await alice.write("tell me a story")
        await thinking(model)
        second = await alice.write("그만!")
        answer = await alice.answer_to(second)

    assert answer.text == say("en", "stopped.text")
    assert answer.answers == [first, second]
    assert len(model.calls) == 1


async def test_next_message_after_a_stop_is_answered(alice: Someone) -> None:
    model = ScriptedModel(
        script=lambda m: AIMessage(ENDLESS if m[-1].text == "story" else "Hello!"),
        word_delay_s=0.05,
    )
    async with running_worker(alice.client, alice.db, ModelChain.of(model), isolated=True):
        asked = await alice.write("story")
        await thinking(model)
        await stop(alice)
        await alice.answer_to(asked)
        answer = await alice.ask("hello")

    assert answer.strip() == "Hello!"
    assert await turn_states(alice) == ["stopped", "answered"]


async def test_word_alone_is_a_message_like_any_other(alice: Someone) -> None:
    async with running_worker(alice.client, alice.db, ModelChain.of(OfflineModel()), isolated=True):
        answer = await alice.ask("stop")

    assert answer == say("en", "talk.nothing")
