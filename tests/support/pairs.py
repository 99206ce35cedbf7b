"""Two changes of a reminder at once, and what one after the other would make of it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from panager.contracts.reminder import Phase, Verb

FIRE: Final = "fire"
type Deed = Verb | Literal["fire"]
"""The due moment, beside what people do."""
type Base = Literal["waiting", "paused", "delivered"]
DEEDS: Final[tuple[Deed, ...]] = (*Verb, FIRE)
PAIRS: Final = [(one, other) for one in DEEDS for other in DEEDS]
KINDS: Final[list[tuple[bool, bool, Base]]] = list(
    itertools.product((False, True), (False, True), ("waiting", "paused", "delivered"))
)
MOVING: Final = (Verb.EDIT, Verb.SNOOZE, Verb.SKIP, Verb.RESUME)
"""Those that ask for a due time."""
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Model:
    """A reminder as it is meant to be."""

    phase: Phase
    due_at: datetime
    occurrence: int = 1
    nags: int | None = None
    """The occurrence that is said again."""
    came: tuple[tuple[int, datetime], ...] = ()
    """Number and due time of what reached the person."""


@dataclass(frozen=True, kw_only=True)
class Race:
    """Two deeds, and what they are done to."""

    deeds: tuple[Deed, Deed]
    base: Base
    is_series: bool
    nags: bool
    first_due: datetime
    passes: bool = True
    """Whether time passes; if not, nothing comes but by the deed "fire"."""

    @property
    def is_at_the_edge(self) -> bool:
        """Whether its own due moment is one of the two."""
        return FIRE in self.deeds and self.base == "waiting"

    @property
    def start(self) -> Model:
        """Before both."""
        waiting = Model(phase=Phase.WAITING, due_at=self.first_due)
        if self.base == "paused":
            return replace(waiting, phase=Phase.PAUSED)
        return self.fire(waiting) if self.base == "delivered" else waiting

    def outcomes(
        self, asked: tuple[datetime, datetime], *, until: datetime
    ) -> Iterator[tuple[Model, tuple[bool, bool]]]:
        """What each order makes of it by `until`, and what the two are told.

        `asked` are the due times that they ask for. What is due may come at any point.
        """
        for first, second in ((0, 1), (1, 0)):
            for begun in self._passing(self.start, until):
                changed, is_first_told = self._after(begun, first, asked)
                for between in self._passing(changed, until):
                    model, is_second_told = self._after(between, second, asked)
                    told = {first: is_first_told, second: is_second_told}
                    yield list(self._passing(model, until))[-1], (told[0], told[1])

    def _passing(self, model: Model, until: datetime) -> Iterator[Model]:
        """As it is, and as it will be while time passes."""
        yield model
        while self.passes and model.phase is Phase.WAITING and model.due_at <= until:
            model = self.fire(model)
            yield model

    def fire(self, model: Model) -> Model:
        """Its moment has come."""
        told = replace(
            model,
            came=(*model.came, (model.occurrence, model.due_at)),
            nags=model.occurrence if self.nags else None,
        )
        if not self.is_series:
            return replace(told, phase=Phase.DELIVERED)
        hours = (model.due_at - self.first_due) // HOUR + 1
        return replace(told, occurrence=model.occurrence + 1, due_at=self.first_due + hours * HOUR)

    def _when_due(self, model: Model) -> Model:
        """What a run makes of it that believes what was so before both."""
        awaited = Phase.WAITING, self.start.occurrence, self.start.due_at
        is_due = (model.phase, model.occurrence, model.due_at) == awaited
        return self.fire(model) if is_due and not self.passes else model

    def _after(
        self, model: Model, which: int, asked: tuple[datetime, datetime]
    ) -> tuple[Model, bool]:
        """What a deed makes of it, and whether it was possible."""
        deed, due_at = self.deeds[which], asked[which]
        is_open = model.phase in (Phase.WAITING, Phase.PAUSED)
        following = model.occurrence + 1
        match deed:
            case "fire":
                return self._when_due(model), True
            case Verb.SNOOZE if model.phase is Phase.DELIVERED:
                again = replace(model, phase=Phase.WAITING, occurrence=following)
                return replace(again, due_at=due_at, nags=None), True
            case Verb.SNOOZE if model.phase is Phase.WAITING:
                return replace(model, due_at=due_at, nags=None), True
            case Verb.EDIT if is_open:
                return replace(model, due_at=due_at), True
            case Verb.SKIP if is_open and model.occurrence == self.start.occurrence:
                return replace(model, occurrence=following, due_at=due_at, nags=None), True
            case Verb.PAUSE if is_open:
                return replace(model, phase=Phase.PAUSED, nags=None), True
            case Verb.RESUME if model.phase is Phase.PAUSED:
                return replace(model, phase=Phase.WAITING, due_at=due_at), True
            case Verb.CANCEL if is_open:
                return replace(model, phase=Phase.CANCELLED, nags=None), True
            case Verb.ACKNOWLEDGE:
                return replace(model, nags=None), True
        return model, False
