"""Whatever a model says or does: one honest answer, and nothing that is not true."""

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from panager.db.conversation import turns
from panager.llm.providers.chain import ModelChain
from panager.llm.providers.failures import KeyRefusedError
from panager.sentences import say
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.models import ScriptedModel, calls_tool, says
from testing.people import Someone


async def test_promise_without_a_reminder_does_not_leave(alice: Someone, minsu: Someone) -> None:
    lies = {"en": "Sure, I'll remind you at 5!", "ko": "네, 5시에 알려드릴게요."}
    model = ScriptedModel(script=lambda m: AIMessage(lies["ko" if "물" in m[-1].text else "en"]))

    async with running_worker(alice.client, alice.db, ModelChain.of(model)):
        english = await alice.ask("remind me about water at 5pm")
        korean = await minsu.ask("오후 5시에 물 알려줘")

    assert english == say("en", "guard.no_reminder")
    assert korean == say("ko", "guard.no_reminder")


async def test_promise_is_not_even_shown_as_a_draft(alice: Someone) -> None:
    words = "Sure, I'll remind you " + "very " * 20 + "soon"
    model = ScriptedModel(script=says(words), word_delay_s=0.05)
    shown = []

    async with running_worker(alice.client, alice.db, ModelChain.of(model)):
        message_id = await alice.write("hello")

        async def answered() -> bool:
            async with alice.db.user(alice.user_id) as connection:
                draft = await turns.get_draft(connection, alice.user_id)
            shown.extend([draft[1]] if draft else [])
            return any(message_id in item.answers for item in await alice.received("reply"))

        await assert_eventually(answered)

    assert not any("remind" in text for text in shown)


async def test_draft_grows_while_the_model_speaks(alice: Someone) -> None:
    model = ScriptedModel(script=says("one two three " * 10), word_delay_s=0.05)
    shown = set()

    async with running_worker(alice.client, alice.db, ModelChain.of(model)):
        message_id = await alice.write("hello")

        async def answered() -> bool:
            async with alice.db.user(alice.user_id) as connection:
                draft = await turns.get_draft(connection, alice.user_id)
            shown.update([draft[1]] if draft else [])
            return any(message_id in item.answers for item in await alice.received("reply"))

        await assert_eventually(answered)

    assert len(shown) >= 2


async def test_unknown_tool_and_senseless_arguments_are_refused(alice: Someone) -> None:
    def script(messages: list[BaseMessage]) -> AIMessage:
        tools = sum(isinstance(message, ToolMessage) for message in messages)
        return [
            calls_tool("delete_everything"),
            calls_tool("create_reminder", sense="none"),
            AIMessage("That did not work."),
        ][tools]

    model = ScriptedModel(script=script)
    async with running_worker(alice.client, alice.db, ModelChain.of(model)):
        answer = await alice.ask("please")

    assert answer.strip() == "That did not work."
    assert await alice.reminders() == []


async def test_endless_tool_calls_end_with_an_apology(alice: Someone) -> None:
    model = ScriptedModel(script=lambda _: calls_tool("current_time"))

    async with running_worker(alice.client, alice.db, ModelChain.of(model)):
        answer = await alice.ask("what time is it?")

    assert answer == say("en", "turn.too_many_steps")


async def test_model_that_fails_once_is_asked_again(alice: Someone) -> None:
    attempts = []

    def script(messages: list[BaseMessage]) -> AIMessage:
        attempts.append(messages)
        if len(attempts) == 1:
            raise ConnectionError("the model is down")
        return AIMessage("Hello again.")

    async with running_worker(alice.client, alice.db, ModelChain.of(ScriptedModel(script=script))):
        answer = await alice.ask("hello")

    assert answer.strip() == "Hello again."


async def test_new_message_interrupts_thinking_and_is_taken_into_account(alice: Someone) -> None:
    def script(messages: list[BaseMessage]) -> AIMessage:
        asked = [message.text for message in messages if isinstance(message, HumanMessage)]
        return AIMessage(" and ".join(asked) + " ." * 40)

    model = ScriptedModel(script=script, word_delay_s=0.05)
    async with running_worker(alice.client, alice.db, ModelChain.of(model)):
        first = await alice.write("one")

        async def thinking() -> bool:
            return bool(model.calls)

        await assert_eventually(thinking)
        second = await alice.write("two")
        answer = await alice.answer_to(second)

    assert answer.text.startswith("one and two")
    assert answer.answers == [first, second]


async def test_model_that_fails_for_good_ends_with_an_apology(alice: Someone) -> None:
    def script(messages: list[BaseMessage]) -> AIMessage:
        raise KeyRefusedError("the key is wrong")

    async with running_worker(alice.client, alice.db, ModelChain.of(ScriptedModel(script=script))):
        answer = await alice.ask("hello")
        again = await alice.ask("hello again")

    assert answer == again == say("en", "turn.key_refused")
