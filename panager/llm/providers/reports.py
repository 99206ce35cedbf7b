"""Tells the operator which models refuse their key."""

from typing import Protocol


class Report(Protocol):
    """Hears how the models are whenever that changes."""

    async def __call__(self, *, ok: bool, detail: str) -> None:
        """`detail` says what is wrong and what to do about it; empty when nothing is."""
        ...


class KeyReports:
    """What the models of one chain refuse; each thing is said once."""

    def __init__(self, report: Report | None, models: int) -> None:
        """As long as one of so many `models` is let in, people get answers."""
        self._report = report
        self._models = models
        self._refusals: dict[int, str] = {}

    async def refuse(self, model: int, detail: str) -> None:
        """The model at this place of the chain refuses."""
        if model not in self._refusals:
            await self._change({**self._refusals, model: detail})

    async def accept(self, model: int) -> None:
        """The model at this place of the chain has answered."""
        if model in self._refusals:
            await self._change({n: d for n, d in self._refusals.items() if n != model})

    async def _change(self, refusals: dict[int, str]) -> None:
        before, self._refusals = self._refusals, refusals
        try:
            if self._report is not None:
                detail = "; ".join(detail for _, detail in sorted(refusals.items()))
                await self._report(ok=len(refusals) < self._models, detail=detail)
        except BaseException:
            self._refusals = before  # said at the next occasion
            raise
