"""What happened to a reminder and what comes next, in sentences that a person can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from panager.contracts import limits
from panager.db.occurrences import Occurrence
from panager.db.reminders import RECURRENCE, Reminder
from panager.db.timeline import ENDED_SERIES, Entry
from panager.sentences import Language, interval, say
from panager.when import describe, render

type StoryKind = Literal[
    "made",
    "changed",
    "snoozed",
    "paused",
    "paused_until",
    "resumed",
    "cancelled",
    "acknowledged",
    "due",
    "held",
    "sending",
    "delivered",
    "nagged",
    "undeliverable",
    "skipped",
    "next",
]
KINDS: dict[str, StoryKind] = {
    "edit": "changed",
    "snooze": "snoozed",
    "pause": "paused",
    "resume": "resumed",
    "cancel": "cancelled",
    "acknowledge": "acknowledged",
}
SKIPPED = "asked", "late", "missed", "quiet", "cancel", "pause"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of the story."""

    at: datetime
    kind: StoryKind
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Tells it in a person's language and zone."""

    language: Language
    zone: ZoneInfo

    def tell(self, entry: Entry) -> Told:
        kind: StoryKind = KINDS.get(entry.kind) or entry.kind  # type: ignore[assignment]
        return Told(at=entry.at, kind=kind, sentence=" ".join(self._sentences(kind, entry)))

    def tell_next(self, reminder: Reminder, current: Occurrence | None, now: datetime) -> Told:
        held = current.held_until if current is not None and current.state == "held" else None
        at = held or reminder.due_at
        if reminder.state in ("creating", "scheduled"):
            is_overdue = now - at > limits.LATE_AFTER
            key = "next_overdue" if is_overdue else "next_held" if held else "next"
            return Told(at=at, kind="next", sentence=self._say(key, due=self._when(at, now)))
        key = "next_paused" if reminder.state == "paused" else "next_none"
        return Told(at=now, kind="next", sentence=self._say(key))

    def _sentences(self, kind: StoryKind, entry: Entry) -> Iterator[str]:
        if kind == "changed":
            yield from self._changed(entry)
        elif kind == "delivered":
            yield self._delivered(entry)
            if entry.reason is not None:
                yield self._say("refused", reason=entry.reason)
        elif kind == "skipped":
            reason = entry.reason if entry.reason in SKIPPED else "asked"
            yield self._say(f"skipped_{reason}", due=self._when(entry.due_at))
        else:
            yield self._say(
                kind,
                text=entry.text,
                due=self._when(entry.due_at),
                until=self._when(entry.until),
                reason=entry.reason or self._say("reason_unknown"),
                number=entry.number,
                proof=entry.proof,
            )

    def _changed(self, entry: Entry) -> Iterator[str]:
        if entry.text is not None:
            yield self._say("changed_text", text=entry.text)
        if entry.recurrence is not None:
            rule = RECURRENCE.validate_python(entry.recurrence)
            repeats = describe(rule, language=self.language, zone=self.zone)
            yield self._say("changed_rule", repeats=repeats)
        if entry.reason == ENDED_SERIES:
            yield self._say("changed_once")
        if entry.due_at is not None:
            yield self._say("changed_due", due=self._when(entry.due_at))
        if entry.terms is not None:
            yield self._say("changed_terms")

    def _delivered(self, entry: Entry) -> str:
        late = entry.at - (entry.due_at or entry.at)
        if late < limits.LATE_AFTER:
            return self._say("delivered", proof=entry.proof)
        length = interval(self.language, late.total_seconds())
        return self._say("delivered_late", late=length, proof=entry.proof)

    def _say(self, key: str, **values: object) -> str:
        return say(self.language, f"timeline.{key}", **values)

    def _when(self, at: datetime | None, now: datetime | None = None) -> str:
        if at is None:
            return ""
        return render(at, zone=self.zone, language=self.language, now=now)
