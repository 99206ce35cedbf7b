"""REST: the bot itself, its application, its commands, and the way to the gateway."""

from typing import Any

from aiohttp import web

from testing.fake_discord import payloads
from testing.fake_discord.context import Context
from testing.fake_discord.gateway.identifies import Identifies
from testing.fake_discord.rest import bodies, errors, validation
from testing.fake_discord.rest.door import answer, nothing
from testing.fake_discord.rest.errors import Json

COMMANDS_AT_MOST = 100


class ApplicationRoutes:
    def __init__(self, context: Context, identifies: Identifies) -> None:
        self._context = context
        self._identifies = identifies

    def routes(self) -> list[web.RouteDef]:
        commands = "/applications/{application_id}/commands"
        return [
            web.get("/gateway", self.gateway),
            web.get("/gateway/bot", self.gateway_bot),
            web.get("/users/@me", self.me),
            web.get("/users/{user_id}", self.user),
            web.get("/users/@me/guilds", self.guilds),
            web.get("/applications/@me", self.application),
            web.get("/oauth2/applications/@me", self.application),
            web.get(commands, self.list_commands),
            web.put(commands, self.overwrite_commands),
            web.post(commands, self.create_command),
            web.get(commands + "/{command_id}", self.get_command),
            web.patch(commands + "/{command_id}", self.edit_command),
            web.delete(commands + "/{command_id}", self.delete_command),
        ]

    async def gateway(self, _: web.Request) -> web.Response:
        return answer({"url": self._context.gateway_url})

    async def gateway_bot(self, _: web.Request) -> web.Response:
        limit = self._identifies.limit()
        url = self._context.gateway_url
        return answer({"url": url, "shards": 1, "session_start_limit": limit})

    async def me(self, _: web.Request) -> web.Response:
        return answer(payloads.me(self._context.world.bot))

    async def user(self, request: web.Request) -> web.Response:
        world = self._context.world
        everybody = {str(p.id): p for p in [world.bot, world.owner, *world.people.values()]}
        person = everybody.get(request.match_info["user_id"])
        if person is None:
            raise errors.unknown_user()
        return answer(payloads.user(person))

    async def guilds(self, _: web.Request) -> web.Response:
        return answer([])

    async def application(self, _: web.Request) -> web.Response:
        return answer(payloads.application(self._context.world))

    async def list_commands(self, request: web.Request) -> web.Response:
        self._check_application(request)
        commands = self._context.world.commands
        translated = request.query.get("with_localizations", "").lower() in ("1", "true")
        return answer(commands if translated else _without_translations(commands))

    async def overwrite_commands(self, request: web.Request) -> web.Response:
        self._check_application(request)
        wanted = await bodies.read_list(request)
        if len(wanted) > COMMANDS_AT_MOST:
            raise errors.ApiError(400, 30032, "Maximum number of application commands reached")
        for index, command in enumerate(wanted):
            validation.check_command(command, index)
        self._context.world.commands = [self._registered(command) for command in wanted]
        self._synced()
        return answer(self._context.world.commands)

    async def create_command(self, request: web.Request) -> web.Response:
        self._check_application(request)
        command = self._registered((await bodies.read(request)).payload)
        others = [c for c in self._context.world.commands if c["id"] != command["id"]]
        existed = len(others) < len(self._context.world.commands)
        self._context.world.commands = [*others, command]
        self._synced()
        return answer(command, 200 if existed else 201)

    async def get_command(self, request: web.Request) -> web.Response:
        return answer(self._command(request))

    async def edit_command(self, request: web.Request) -> web.Response:
        command = self._command(request)
        command.update((await bodies.read(request)).payload)
        command["version"] = str(self._context.world.ids.next())
        self._synced()
        return answer(command)

    async def delete_command(self, request: web.Request) -> web.Response:
        self._context.world.commands.remove(self._command(request))
        self._synced()
        return nothing()

    def _registered(self, command: Json) -> Json:
        """A command of the same name and type keeps its id."""
        world = self._context.world
        same = (command["name"], command.get("type", 1))
        before = next((c for c in world.commands if (c["name"], c["type"]) == same), None)
        return {
            "description": "",
            "options": [],
            "default_member_permissions": None,
            "nsfw": False,
            "contexts": None,
            "integration_types": [0],
            **command,
            "id": before["id"] if before else str(world.ids.next()),
            "type": same[1],
            "application_id": str(world.application_id),
            "version": str(world.ids.next()),
        }

    def _check_application(self, request: web.Request) -> None:
        if request.match_info["application_id"] != str(self._context.world.application_id):
            raise errors.ApiError(403, 20012, "You are not authorized to perform this action")

    def _command(self, request: web.Request) -> Json:
        self._check_application(request)
        wanted = request.match_info["command_id"]
        for command in self._context.world.commands:
            if command["id"] == wanted:
                return command
        raise errors.unknown_command()

    def _synced(self) -> None:
        names = [command["name"] for command in self._context.world.commands]
        self._context.journal.write("commands_synced", names=names)


def _without_translations(value: Any) -> Any:
    """As Discord answers when nobody asks for them."""
    if isinstance(value, list):
        return [_without_translations(inner) for inner in value]
    if isinstance(value, dict):
        return {
            key: _without_translations(inner)
            for key, inner in value.items()
            if key not in ("name_localizations", "description_localizations")
        }
    return value
