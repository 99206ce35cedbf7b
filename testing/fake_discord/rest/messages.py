"""REST: the direct-message channels and the messages in them."""

from aiohttp import web

from testing.fake_discord import payloads
from testing.fake_discord.context import Context
from testing.fake_discord.model import Channel, Json, Message, Person
from testing.fake_discord.rest import bodies, errors
from testing.fake_discord.rest.composing import Composer
from testing.fake_discord.rest.door import answer, nothing
from testing.fake_discord.rest.limits import Limits

HISTORY = 50


class MessageRoutes:
    def __init__(self, context: Context, limits: Limits) -> None:
        self._context = context
        self._limits = limits
        self._composer = Composer(context)

    def routes(self) -> list[web.RouteDef]:
        channel = "/channels/{channel_id}"
        message = channel + "/messages/{message_id}"
        return [
            web.post("/users/@me/channels", self.open_channel),
            web.get("/users/@me/channels", self.list_channels),
            web.get(channel, self.get_channel),
            web.post(channel + "/typing", self.typing),
            web.get(channel + "/messages", self.history),
            web.post(channel + "/messages", self.create),
            web.get(message, self.get),
            web.patch(message, self.edit),
            web.delete(message, self.delete),
        ]

    async def open_channel(self, request: web.Request) -> web.Response:
        body = await bodies.read(request)
        person = self._context.world.people.get(int(body.payload.get("recipient_id") or 0))
        if person is None:
            raise errors.invalid_form("recipient_id", "SNOWFLAKE_UNKNOWN", "Unknown user")
        known = self._context.world.channel_of(person)
        if known is None and not self._limits.may_open_channel():
            raise errors.opening_too_fast()
        return answer(payloads.channel(known or self._context.world.open_channel(person)))

    async def list_channels(self, _: web.Request) -> web.Response:
        """Always empty for bots, as in Discord: a bot has to remember its channels."""
        return answer([])

    async def get_channel(self, request: web.Request) -> web.Response:
        return answer(payloads.channel(self._channel(request)))

    async def typing(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        _refuse_unreachable(channel.person)
        self._context.journal.write("typing", person_id=channel.person.id, channel_id=channel.id)
        return nothing()

    async def create(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        body = await bodies.read(request)
        _refuse_unreachable(channel.person)
        nonce = body.payload.get("nonce")
        enforced = nonce is not None and bool(body.payload.get("enforce_nonce"))
        known = self._context.nonces.find(str(nonce)) if enforced else None
        if known is not None:
            return self._again(known)
        message = self._composer.create(channel, body)
        if message.nonce is not None:
            self._context.nonces.keep(message.nonce, message)
        self._context.reached("message", channel, message)
        self._context.announce("MESSAGE_CREATE", message)
        return answer(self._context.message(message, fresh=True))

    async def get(self, request: web.Request) -> web.Response:
        return answer(self._context.message(self._message(request)))

    async def edit(self, request: web.Request) -> web.Response:
        channel, message = self._channel(request), self._own_message(request)
        body = await bodies.read(request)
        _refuse_unreachable(channel.person)
        self._composer.edit(message, body)
        self._context.reached("message_edited", channel, message)
        self._context.announce("MESSAGE_UPDATE", message)
        return answer(self._context.message(message))

    async def delete(self, request: web.Request) -> web.Response:
        channel, message = self._channel(request), self._own_message(request)
        del channel.messages[message.id]
        self._context.reached("message_deleted", channel, message)
        self._context.announce_deleted(message)
        return nothing()

    async def history(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        page = _page([m for m in channel.messages.values() if not m.ephemeral], request)
        return answer([self._context.message(message) for message in reversed(page)])

    def _again(self, known: Message) -> web.Response:
        """A nonce that is remembered, also when its message was deleted meanwhile."""
        channel = self._context.world.channels[known.channel_id]
        self._context.journal.write(
            "deduplicated", person_id=channel.person.id, message_id=known.id, nonce=known.nonce
        )
        if known.id not in channel.messages:
            raise errors.unknown_message()
        return answer(self._context.message(known, fresh=True))

    def _channel(self, request: web.Request) -> Channel:
        channel = self._context.world.channels.get(_snowflake(request, "channel_id"))
        if channel is None:
            raise errors.unknown_channel()
        return channel

    def _message(self, request: web.Request) -> Message:
        message = self._channel(request).messages.get(_snowflake(request, "message_id"))
        if message is None or message.ephemeral:
            raise errors.unknown_message()
        return message

    def _own_message(self, request: web.Request) -> Message:
        message = self._message(request)
        if message.author is not self._context.world.bot:
            wants_edit = request.method == "PATCH"
            raise errors.not_the_author() if wants_edit else errors.missing_permissions()
        return message


def _refuse_unreachable(person: Person) -> None:
    if not person.accepts_dms:
        raise errors.cannot_send()
    if not person.shares_guild:
        raise errors.no_mutual_guilds()


def _snowflake(request: web.Request, name: str) -> int:
    text = request.match_info[name]
    if not text.isdecimal():
        raise errors.invalid_form(name, "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
    return int(text)


def _page(messages: list[Message], request: web.Request) -> list[Message]:
    """Oldest first. `after` gives those that follow at once, not the newest."""
    query: Json = dict(request.query)
    limit = int(query.get("limit", HISTORY))
    if not 1 <= limit <= 100:
        raise errors.invalid_form("limit", "NUMBER_TYPE_MAX", "int value should be 1 to 100.")
    if "after" in query:
        return [m for m in messages if m.id > int(query["after"])][:limit]
    if "around" in query:
        middle = int(query["around"])
        older = [m for m in messages if m.id <= middle][-(limit // 2 + 1) :]
        return (older + [m for m in messages if m.id > middle])[: max(limit, 1)]
    if "before" in query:
        messages = [m for m in messages if m.id < int(query["before"])]
    return messages[-limit:]
