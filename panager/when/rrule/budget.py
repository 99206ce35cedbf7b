"""How much work a rule may take: days and moments that are looked at, not seconds, so that the
same rule is followed or refused on every machine."""

from typing import Final

MOST_STEPS: Final = 16_000
"""The days of the 41 years in which every day of the calendar falls on every weekday, and some;
about 20 ms."""


class BudgetSpentError(Exception):
    """Looking further would take too long."""


class Budget:
    """Counts the steps of one search."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        """All of them are left."""
        self._most = self._left = steps

    def take(self, steps: int = 1) -> None:
        """Before so many steps are made; BudgetSpentError when they are too many."""
        self._left -= steps
        if self._left < 0:
            raise BudgetSpentError

    def renew(self) -> None:
        """All of them are left again, for the next search."""
        self._left = self._most
