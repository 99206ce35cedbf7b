"""What a person must hear before an answer: the welcome, and what could not reach them.

In a mailbox of our own there is neither: whoever reads there has set it up, and a message that is
written down has arrived.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from panager.contracts.channels import traits_of
from panager.db import deliveries, users
from panager.db.conversation import notices
from panager.db.conversation.notices import Notice, Untold
from panager.db.conversation.turns import CurrentTurn
from panager.db.pool import Connection
from panager.db.users import Person
from panager.replies.results import Status
from panager.sentences import Language, language_of, say
from panager.when import render, zone_label

MOST_LINES: Final = 10
"""Of what could not be delivered; the rest is only counted."""
LONGEST_LINE: Final = 200
"""Characters of a message in such a list."""


async def write_notices(connection: Connection, turn_id: UUID, turn: CurrentTurn) -> list[UUID]:
    """Write down the notices that go before this turn's answer; those to be sent, in order."""
    person = turn.person
    if traits_of(person.channel).is_mailbox:
        return []
    known = await notices.list_notices(connection, person.user_id, turn_id)
    ids = [one.delivery_id for one in known if one.state == "sending"]
    part = _next_welcome([one for one in known if one.owner_id == person.user_id])
    if part is not None:
        ids.insert(0, await _welcome(connection, turn, part))
    if untold := await notices.take_untold(connection, person.user_id):
        text = missed_text(untold, person, _language(turn), now=datetime.now(UTC))
        if text:
            ids.append(await _insert(connection, person, turn_id, text))
    return ids


def welcome_text(person: Person, language: Language) -> str:
    """Who we are, which zone we take theirs to be, what we store, and where there is more."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)  # nobody checks the zone by seconds
    return say(
        language,
        "welcome.text",
        zone=zone_label(person.zone, now),
        now=render(now, zone=person.zone, language=language),
    )


def missed_text(
    untold: Sequence[Untold], person: Person, language: Language, *, now: datetime
) -> str:
    """What they missed, oldest first; "" when that was only the welcome, which comes again."""
    earlier = [
        one.text for one in untold if one.kind == "notice" and one.owner_id != person.user_id
    ]
    missed = [one for one in untold if one.kind != "notice"]
    lines = [_line(one, person, language, now) for one in missed[:MOST_LINES]]
    if more := len(missed) - len(lines):
        lines.append(say(language, "notice.more", n=more))
    head = [say(language, "notice.missed")] if lines else []
    return "\n".join([*earlier, *head, *lines])


def _next_welcome(written: Sequence[Notice]) -> int | None:
    """The part to write it as; None when it was, unless it could not be delivered."""
    if not written:
        return 0
    return written[-1].part + 1 if written[-1].state == "undeliverable" else None


async def _welcome(connection: Connection, turn: CurrentTurn, part: int) -> UUID:
    """In the language that they write in, which from now on is theirs."""
    person, language = turn.person, _language(turn)
    if language != person.language:
        await users.set_language(connection, person.user_id, language)
    text = welcome_text(person, language)
    return await _insert(connection, person, person.user_id, text, part=part)


def _language(turn: CurrentTurn) -> Language:
    """The language of their last words, unless they have just chosen another."""
    statuses = {step.body.get("status") for step in turn.results}
    if Status.LANGUAGE_SET in statuses or not turn.open:
        return turn.person.language
    return language_of(turn.open[-1].text, turn.person.language)


async def _insert(
    connection: Connection, person: Person, owner_id: UUID, text: str, *, part: int = 0
) -> UUID:
    return await deliveries.insert_delivery(
        connection,
        person.user_id,
        kind="notice",
        owner_id=owner_id,
        part=part,
        channel=person.channel,
        text=text,
    )


def _line(one: Untold, person: Person, language: Language, now: datetime) -> str:
    at = render(one.at, zone=person.zone, language=language, now=now)
    text = " ".join(one.text.split())
    short = text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
    return say(language, f"notice.{one.kind}", at=at, text=short)
