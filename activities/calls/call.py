"""One tool call, as everything that works on it sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic
from uuid import UUID

from panager.db import users
from panager.llm.tool_declaration import Args
from panager.sentences import Language
from panager.when import Recurrence, Understanding, describe, for_reminder, render, understand


@dataclass(frozen=True, kw_only=True)
class Call(Generic[Args]):  # noqa: UP046 - Python 3.12 has no defaults of type parameters
    """One tool call with everything that a tool may rely on; a command or a button is one too."""

    id: UUID
    """Deterministic, so that doing it again is doing it once."""
    turn_id: UUID
    """The turn that it belongs to, or the interaction."""
    name: str
    args: Args
    """As the declaration of the tool says."""
    person: users.Person
    language: Language
    """Of the message that asked."""
    asked_at: datetime
    """When the person wrote it: "in a minute" counts from here, however late we are."""
    about: Sequence[UUID] = ()
    """The reminders of the message that the person replied to: they are "this"."""
    link: str = ""
    """To what the message that asked carries beside its words."""
    is_own: bool = False
    """Pressed or typed by the person and read by code, so that no model stands between."""

    def understand(
        self, phrase: str, *, now: datetime | None = None, about: str | None = None
    ) -> Understanding:
        """What the person's time phrase means where and when they wrote it, or at `now`.

        With `about`, what it is for, a bare hour is taken as the one that people mean by it.
        """
        now = now or self.asked_at
        return for_reminder(self.heard(phrase, now=now, about=about), now=now)

    def heard(
        self, phrase: str, *, now: datetime | None = None, about: str | None = None
    ) -> Understanding:
        """The general meaning, in which a day needs no time."""
        return understand(
            phrase,
            zone=self.person.zone,
            now=now or self.asked_at,
            habits=self.person.habits,
            about=about,
        )

    def render(self, at: datetime, *, whole: bool = False) -> str:
        """A moment, or a whole day, in full, in the person's words and zone."""
        return render(
            at, zone=self.person.zone, language=self.language, now=self.asked_at, whole=whole
        )

    def describe(self, recurrence: Recurrence | None) -> str:
        """A rule in the person's words; "" for none."""
        if recurrence is None:
            return ""
        return describe(
            recurrence, language=self.language, zone=self.person.zone, now=self.asked_at
        )
