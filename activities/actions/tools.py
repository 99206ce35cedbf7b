"""Destructive tools: a call shows a card and does nothing else, whatever a model says."""

from datetime import UTC, datetime, timedelta

from temporalio import activity
from temporalio.client import Client

from activities.actions.cards import card_text
from activities.actions.registry import action_kinds
from activities.actions.start import start_action
from activities.actions.voice import voice_for
from activities.tools import Call, run_tool
from panager.contracts import limits
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db import actions
from panager.db.pool import Database
from panager.llm.results import Status, ToolResult


class ActionTools:
    """Every tool with the policy `destructive`."""

    def __init__(
        self, db: Database, client: Client, *, expires_after: timedelta = limits.ACTION_EXPIRY
    ) -> None:
        """The client starts the workflow that waits for the person."""
        self._db = db
        self._client = client
        self._kinds = action_kinds(db, client)
        self._expires_after = expires_after

    @activity.defn(name=tool_activity("cancel_all_reminders"))
    async def cancel_all_reminders(self, input: ToolInput) -> None:
        """All that are open now."""
        await run_tool(self._db, input, self.propose)

    async def propose(self, call: Call) -> ToolResult:
        """Freeze what would be done and have it shown; once per id of the call."""
        kind = self._kinds[call.name]
        args = await kind.freeze(call)
        if isinstance(args, ToolResult):
            return args
        expires_at = (datetime.now(UTC) + self._expires_after).replace(microsecond=0)
        voice = voice_for(call.person, call.language)
        async with self._db.user(call.person.user_id) as connection:
            action = await actions.insert_action(
                connection,
                call.person.user_id,
                action_id=call.id,
                turn_id=call.turn_id,
                tool=call.name,
                language=call.language,
                args=args,
                card=card_text(kind, args, voice, expires_at),
                expires_at=expires_at,
            )
        await start_action(self._client, action)
        return ToolResult(status=Status.WAITING)
