"""REST: callbacks of interactions, and their later messages by webhook routes."""

import time

from aiohttp import web

from testing.fake_discord.context import Context
from testing.fake_discord.interactions import Interaction, Interactions
from testing.fake_discord.model import EPHEMERAL, Message
from testing.fake_discord.rest import bodies, errors
from testing.fake_discord.rest.bodies import Body
from testing.fake_discord.rest.callbacks import Callbacks
from testing.fake_discord.rest.door import answer, nothing

ORIGINAL = "@original"


class InteractionRoutes:
    def __init__(self, context: Context, interactions: Interactions) -> None:
        self._context = context
        self._interactions = interactions
        self._callbacks = Callbacks(context)

    def routes(self) -> list[web.RouteDef]:
        webhook = "/webhooks/{application_id}/{token}"
        message = webhook + "/messages/{message_id}"
        return [
            web.post("/interactions/{interaction_id}/{token}/callback", self.callback),
            web.post(webhook, self.follow_up),
            web.get(message, self.get),
            web.patch(message, self.edit),
            web.delete(message, self.delete),
        ]

    async def callback(self, request: web.Request) -> web.Response:
        body = await bodies.read(request)
        found = self._interactions.by_token(request.match_info["token"])
        if found is None or str(found.id) != request.match_info["interaction_id"]:
            raise errors.unknown_interaction()
        response = self._callbacks.apply(found, body)
        wanted = request.query.get("with_response", "").lower() in ("1", "true")
        return answer(response) if wanted else nothing()

    async def follow_up(self, request: web.Request) -> web.Response:
        """The first one after a deferred answer becomes that answer."""
        body = await bodies.read(request)
        interaction = self._interaction(request)
        if interaction.loading and interaction.original is not None:
            self._callbacks.edit(interaction, interaction.original, _first(body))
            return answer(self._context.message(interaction.original))
        message = self._callbacks.send(interaction, body)
        interaction.followups.append(message)
        return answer(self._context.message(message))

    async def get(self, request: web.Request) -> web.Response:
        return answer(self._context.message(self._message(request)))

    async def edit(self, request: web.Request) -> web.Response:
        body = await bodies.read(request)
        message = self._message(request)
        self._callbacks.edit(self._interaction(request), message, body)
        return answer(self._context.message(message))

    async def delete(self, request: web.Request) -> web.Response:
        interaction, message = self._interaction(request), self._message(request)
        del interaction.channel.messages[message.id]
        self._context.reached("message_deleted", interaction.channel, message)
        self._context.announce_deleted(message)
        return nothing()

    def _interaction(self, request: web.Request) -> Interaction:
        interaction = self._interactions.by_token(request.match_info["token"])
        if interaction is None or not interaction.acknowledged:
            raise errors.unknown_webhook()
        age = time.monotonic() - interaction.begun_at
        if age > self._context.settings.interaction_lifetime_s:
            raise errors.expired_token()
        return interaction

    def _message(self, request: web.Request) -> Message:
        interaction = self._interaction(request)
        wanted = request.match_info["message_id"]
        own = [m for m in (interaction.original, *interaction.followups) if m is not None]
        if wanted == ORIGINAL:
            own = own[:1] if interaction.original is not None else []
        else:
            own = [message for message in own if str(message.id) == wanted]
        if not own or own[0].id not in interaction.channel.messages:
            raise errors.unknown_message()
        return own[0]


def _first(body: Body) -> Body:
    """Whether a deferred answer is ephemeral was decided when it was deferred."""
    payload = dict(body.payload)
    if "flags" in payload:
        payload["flags"] = int(payload["flags"] or 0) & ~EPHEMERAL
    return Body(payload, body.files)
