"""Who pressed or typed, with everything that answering them relies on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

import discord
from pydantic import BaseModel
from temporalio.client import Client

from activities.calls.call import Call
from activities.tools.reminder_changes import ReminderChangeTools
from activities.tools.reminders import ReminderTools
from panager.contracts.channels import DISCORD
from panager.db import users
from panager.db.discord import dms
from panager.db.pool import Database
from panager.db.users import Person
from panager.sentences import Language, say
from panager.settings import DayBudget
from panager.when import render


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What answers are made with."""

    db: Database
    temporal: Client
    zone: str
    """IANA name, for people whose zone is not known yet."""
    budget: DayBudget | None = None
    """What a day of each person may take; None when no model costs anything."""
    patience_s: float = 20.0
    """How long an answer may take before the person is told that it did not work."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """A person and one thing that they want done."""

    parts: Parts
    person: Person
    interaction_id: int
    at: datetime
    """When they pressed or sent it."""

    @property
    def user_id(self) -> UUID:
        return self.person.user_id

    @property
    def request_id(self) -> UUID:
        """The same whenever the same interaction comes, so that doing it again is doing it once."""
        return uuid5(NAMESPACE_URL, f"panager:discord:{self.interaction_id}")

    @property
    def reminder_tools(self) -> ReminderTools:
        """What a model would use to make a reminder."""
        return ReminderTools(self.parts.db, self.parts.temporal)

    @property
    def change_tools(self) -> ReminderChangeTools:
        """What a model would use to change one."""
        return ReminderChangeTools(self.parts.db, self.parts.temporal)

    def call[A: BaseModel](self, tool: str, args: A) -> Call[A]:
        """What they want, as the call of a tool."""
        return Call(
            id=self.request_id,
            turn_id=self.request_id,
            name=tool,
            args=args,
            person=self.person,
            language=self.person.language,
            asked_at=self.at,
            is_own=True,
        )

    def render(self, at: datetime) -> str:
        """A moment in full, in their language and zone."""
        return render(at, zone=self.person.zone, language=self.person.language, now=self.at)

    def say(self, key: str, **values: object) -> str:
        """A sentence in their language."""
        return say(self.person.language, key, **values)


async def receive(parts: Parts, interaction: discord.Interaction) -> Visitor:
    """The person behind an interaction, registered when they are new."""
    user_id = await users.ensure_user(
        parts.db,
        channel=DISCORD,
        channel_user_id=str(interaction.user.id),
        language=language_of_locale(interaction),
        zone=parts.zone,
    )
    async with parts.db.user(user_id) as connection:
        if interaction.context.dm_channel and interaction.channel_id is not None:
            await dms.keep(connection, user_id, channel_id=interaction.channel_id)
        person = await users.get_person(connection, user_id)
    return Visitor(
        parts=parts, person=person, interaction_id=interaction.id, at=interaction.created_at
    )


def language_of_locale(interaction: discord.Interaction) -> Language:
    """What we speak of the language that their Discord is in."""
    return "ko" if interaction.locale is discord.Locale.korean else "en"
