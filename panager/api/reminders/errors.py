"""Why a request about a reminder is refused, each with what to send instead."""

from typing import Final

from activities.reminders.create import Refusal
from panager.contracts import limits
from panager.contracts.reminder import Verb
from panager.db.reminders import Reminder
from panager.errors import PanagerError


class NoSuchReminderError(PanagerError):
    """This person has no reminder with this id."""

    http_status = 404


class TooLateError(PanagerError):
    """The reminder is not in a state in which this can be done."""

    http_status = 409


class RefusedError(PanagerError):
    """A rule or a time that no reminder can have."""

    http_status = 422


class TooManyError(PanagerError):
    """This person has as many open reminders as anybody may have."""

    http_status = 409


class UnknownOutcomeError(PanagerError):
    """Nobody answered in time, so the change may or may not have taken effect."""

    http_status = 503
    retryable = True


REFUSALS: Final[dict[Refusal, tuple[type[PanagerError], str]]] = {
    Refusal.TOO_MANY: (
        TooManyError,
        f"There are {limits.MAX_OPEN_REMINDERS} open reminders, and that is the most;"
        " DELETE one first.",
    ),
    Refusal.TOO_FAR: (RefusedError, "That is more than five years away; send a nearer time."),
    Refusal.TOO_OFTEN: (
        RefusedError,
        "That is more often than once a minute; send a rule with longer gaps.",
    ),
    Refusal.PAST: (RefusedError, "That time lies in the past; send one that is still to come."),
    Refusal.COMES_ONCE: (
        RefusedError,
        "It comes only once; snooze it to another due_at instead.",
    ),
    Refusal.COMES_LATER: (
        RefusedError,
        "Its next occurrence is not before that; nothing would be left out.",
    ),
    Refusal.ENDS_BEFORE: (
        RefusedError,
        "Nothing of it follows that moment; DELETE cancels the reminder.",
    ),
    Refusal.LAST_OCCURRENCE: (
        TooLateError,
        "Nothing follows this occurrence; DELETE cancels the reminder.",
    ),
    Refusal.MISSED: (
        TooLateError,
        "Its moment passed while it was paused: PATCH gives it a new due_at; then resume it.",
    ),
}


def refused(refusal: Refusal) -> PanagerError:
    """What cannot be, and what to send instead; what its state forbids is `too_late`."""
    error, message = REFUSALS[refusal]
    return error(message)


def too_late(verb: Verb, row: Reminder) -> TooLateError:
    """What its state does not allow any more, and what it does."""
    remedies = {
        "delivered": "POST …/snooze brings it again.",
        "undeliverable": "POST …/snooze brings it again.",
        "cancelled": "POST /v1/reminders makes a new one.",
        "paused": "POST …/resume comes first.",
    }
    remedy = remedies.get(row.state, "Look at it again: its moment may just have come.")
    return TooLateError(
        f"It is too late to {verb} it, or too early. Its state is {row.state}. {remedy}"
    )
