"""One model call of a turn: what it reads, what it shows meanwhile, what it may take."""

import functools
from collections.abc import Sequence
from datetime import UTC, datetime

from temporalio import activity

from activities.drafts import Drafts
from activities.evidence import touched_reminders
from activities.spending import Prompt, Spending
from panager.contracts.chat import ThinkInput
from panager.db.turns import CurrentTurn
from panager.db.users import Person
from panager.llm import transcript
from panager.llm.chain import Completion, ModelChain, OnText
from panager.llm.failures import ModelUnavailableError, NoModelError
from panager.llm.promises import promises_reminder
from panager.llm.registry import tool_schemas
from panager.llm.transcript import Exchange

SHORTEST_PATIENCE_S = 1.0


class Asker:
    """Asks the models what to do next."""

    def __init__(
        self, models: ModelChain, drafts: Drafts, spending: Spending, *, patience_s: float = 45.0
    ) -> None:
        """`patience_s`: how long a person waits for a model that does not answer."""
        self._models = models
        self._drafts = drafts
        self._spending = spending
        self._patience_s = patience_s

    async def ask(
        self, input: ThinkInput, turn: CurrentTurn, exchanges: Sequence[Exchange]
    ) -> Completion:
        """The next thing that a model wants; shows it as it comes.

        Raises ModelUnavailableError to be tried again, NoModelError when it was for long enough.
        """
        prompt = Prompt(
            messages=transcript.build(exchanges, _setting(turn.person)),
            tools=tool_schemas(),
            turn_id=input.turn_id,
            is_first=not turn.steps,
        )
        has_evidence = bool(touched_reminders(turn.results))
        async with self._drafts.opened(input, turn.person.channel) as draft:

            async def show(text: str) -> None:
                is_honest = has_evidence or not promises_reminder(text)
                if is_honest and not turn.has_notice and draft.is_due():
                    await draft.show(text)

            ask = functools.partial(self._complete, prompt)
            return await self._spending.run(turn.person, prompt, ask, on_text=show)

    async def _complete(self, prompt: Prompt, show: OnText) -> Completion:
        patience_s = self._patience_s - _waited_s()
        try:
            return await self._models.complete(
                prompt.messages,
                prompt.tools,
                on_text=show,
                patience_s=max(SHORTEST_PATIENCE_S, patience_s),
            )
        except ModelUnavailableError as error:
            pause = error.retry_after.total_seconds() if error.retry_after else 0.0
            if _waited_s() + pause + SHORTEST_PATIENCE_S >= self._patience_s:
                raise NoModelError(str(error)) from error
            raise


def _waited_s() -> float:
    """Since the first attempt of this call."""
    return (datetime.now(UTC) - activity.info().scheduled_time).total_seconds()


def _setting(person: Person) -> transcript.Setting:
    return transcript.Setting(
        now=datetime.now(UTC),
        zone=person.zone,
        zone_confirmed=person.zone_confirmed_at is not None,
        language=person.language,
        name=person.persona_name,
    )
