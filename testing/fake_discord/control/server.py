"""Control from other processes: `/control/…`, JSON in and out. `remote.py` is its other side.

POST   /control/people                       {"name", "locale"?, "id"?}
GET    /control/people
PATCH  /control/people/{id}                  {"accepts_dms"?, "shares_guild"?}
POST   /control/people/{id}/messages         {"content", "files"?: {name: text}}
GET    /control/people/{id}/messages         what the person sees now
PATCH  /control/people/{id}/messages/{id}    {"content"}
DELETE /control/people/{id}/messages/{id}
POST   /control/people/{id}/press            {"message_id", "custom_id", "values"?}
POST   /control/people/{id}/run              {"command", "options"?}
POST   /control/people/{id}/complete         {"command", "focused", "options"?}
POST   /control/people/{id}/submit           {"interaction_id", "values"}
GET    /control/interactions/{id}            what the bot answered
GET    /control/journal?after=N
GET    /control/state
PUT    /control/faults                       {"requests"?: […], "events"?: {…}, "outage"?}
PATCH  /control/settings                     any field of Settings
POST   /control/do/{action}                  see ACTIONS
"""

import dataclasses
import json
from typing import TYPE_CHECKING

from aiohttp import web

from testing.fake_discord.control import answers
from testing.fake_discord.faults import EventFaults, RequestFault
from testing.fake_discord.model import Message, Person
from testing.fake_discord.rest.door import Handler
from testing.fake_discord.rest.errors import Json
from testing.fake_discord.settings import RouteLimit

if TYPE_CHECKING:
    from testing.fake_discord.server import FakeDiscord

ACTIONS = "cut", "reconnect", "invalidate", "lose-sessions", "forget-nonces", "revoke-token"
NOT_SETTABLE = {"host", "port", "seed", "bot_name"}


class Control:
    def __init__(self, fake: "FakeDiscord") -> None:
        self._fake = fake
        self._people = fake.people

    def routes(self) -> list[web.RouteDef]:
        person = "/control/people/{person_id}"
        message = person + "/messages/{message_id}"
        return [
            web.post("/control/people", self.join),
            web.get("/control/people", self.everybody),
            web.patch(person, self.change_person),
            web.post(person + "/messages", self.write),
            web.get(person + "/messages", self.messages),
            web.patch(message, self.edit),
            web.delete(message, self.delete),
            web.post(person + "/press", self.press),
            web.post(person + "/run", self.run),
            web.post(person + "/complete", self.complete),
            web.post(person + "/submit", self.submit),
            web.get("/control/interactions/{interaction_id}", self.interaction),
            web.get("/control/journal", self.journal),
            web.get("/control/state", self.state),
            web.put("/control/faults", self.set_faults),
            web.patch("/control/settings", self.change_settings),
            web.post("/control/do/{action}", self.act),
        ]

    @web.middleware
    async def explain(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What cannot be done is a 400 that says why."""
        if not request.path.startswith("/control/"):
            return await handler(request)
        try:
            return await handler(request)
        except (LookupError, TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=repr(error)) from error

    async def join(self, request: web.Request) -> web.Response:
        body = await _body(request)
        wanted = body.get("id")
        locale = body.get("locale", "en-US")
        person = self._people.join(body["name"], locale, int(wanted) if wanted else None)
        return web.json_response(answers.person(person))

    async def everybody(self, _: web.Request) -> web.Response:
        people = self._fake.world.people.values()
        return web.json_response([answers.person(person) for person in people])

    async def change_person(self, request: web.Request) -> web.Response:
        person, body = self._person(request), await _body(request)
        person.accepts_dms = body.get("accepts_dms", person.accepts_dms)
        person.shares_guild = body.get("shares_guild", person.shares_guild)
        return web.json_response(answers.person(person))

    async def write(self, request: web.Request) -> web.Response:
        body = await _body(request)
        files = {name: text.encode() for name, text in body.get("files", {}).items()}
        message = self._people.write(self._person(request), body["content"], files=files)
        return web.json_response(answers.message(message))

    async def messages(self, request: web.Request) -> web.Response:
        seen = self._people.messages(self._person(request))
        return web.json_response([answers.message(message) for message in seen])

    async def edit(self, request: web.Request) -> web.Response:
        message = self._message(request, request.match_info["message_id"])
        self._people.edit(message, (await _body(request))["content"])
        return web.json_response(answers.message(message))

    async def delete(self, request: web.Request) -> web.Response:
        self._people.delete(self._message(request, request.match_info["message_id"]))
        return web.json_response({})

    async def press(self, request: web.Request) -> web.Response:
        """On a message of one's own DM, or with `owner_id` on somebody else's."""
        body = await _body(request)
        owner = str(body.get("owner_id") or request.match_info["person_id"])
        message = self._message(request, str(body["message_id"]), owner)
        person, values = self._person(request), body.get("values", ())
        pressed = self._people.press(message, body["custom_id"], values, person=person)
        return web.json_response(answers.interaction(pressed))

    async def run(self, request: web.Request) -> web.Response:
        body = await _body(request)
        options = body.get("options", {})
        started = self._people.run(self._person(request), body["command"], **options)
        return web.json_response(answers.interaction(started))

    async def complete(self, request: web.Request) -> web.Response:
        body = await _body(request)
        person, options = self._person(request), body.get("options", {})
        started = self._people.complete(person, body["command"], body["focused"], **options)
        return web.json_response(answers.interaction(started))

    async def submit(self, request: web.Request) -> web.Response:
        body = await _body(request)
        shown = self._fake.interactions.get(int(body["interaction_id"]))
        if shown is None:
            raise web.HTTPNotFound
        return web.json_response(answers.interaction(self._people.submit(shown, **body["values"])))

    async def interaction(self, request: web.Request) -> web.Response:
        found = self._fake.interactions.get(int(request.match_info["interaction_id"]))
        if found is None:
            raise web.HTTPNotFound
        return web.json_response(answers.interaction(found))

    async def journal(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", 0))
        return web.json_response(self._fake.journal.entries[after:])

    async def state(self, _: web.Request) -> web.Response:
        return web.json_response(answers.state(self._fake))

    async def set_faults(self, request: web.Request) -> web.Response:
        body = await _body(request)
        outage = bool(body.get("outage", False))
        requests = [RequestFault(**fault) for fault in body.get("requests", [])]
        self._fake.faults.replace(requests, EventFaults(**body.get("events", {})), outage=outage)
        if outage:
            self._fake.begin_outage()
        return web.json_response(self._fake.faults.as_json())

    async def change_settings(self, request: web.Request) -> web.Response:
        body = await _body(request)
        known = {field.name for field in dataclasses.fields(self._fake.settings)} - NOT_SETTABLE
        for name in body.keys() & known:
            setattr(self._fake.settings, name, _setting(name, body[name]))
        if body.keys() - known:
            raise web.HTTPBadRequest(text=f"not settable: {sorted(body.keys() - known)}")
        return web.json_response(dataclasses.asdict(self._fake.settings))

    async def act(self, request: web.Request) -> web.Response:
        fake = self._fake
        actions = {
            "cut": fake.gateway.cut,
            "reconnect": fake.gateway.reconnect,
            "invalidate": fake.gateway.invalidate,
            "lose-sessions": fake.sessions.end_all,
            "forget-nonces": fake.context.nonces.forget,
            "revoke-token": fake.revoke_token,
        }
        action = actions.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound(text=f"one of {', '.join(ACTIONS)}")
        action()
        return web.json_response({})

    def _person(self, request: web.Request) -> Person:
        person = self._fake.world.people.get(int(request.match_info["person_id"]))
        if person is None:
            raise web.HTTPNotFound(text="no such person")
        return person

    def _message(
        self, request: web.Request, message_id: str, owner_id: str | None = None
    ) -> Message:
        owner = self._people.find(int(owner_id)) if owner_id else self._person(request)
        for message in self._people.messages(owner):
            if str(message.id) == message_id:
                return message
        raise web.HTTPNotFound(text="no such message")


async def _body(request: web.Request) -> Json:
    body: Json = json.loads(await request.text() or "{}")
    return body


def _setting(name: str, value: object) -> object:
    """Limits are written `[requests, seconds]`, `route_limits` with one for each route."""
    if name == "route_limits" and isinstance(value, dict):
        return {route: RouteLimit(*limit) for route, limit in value.items()}
    return RouteLimit(*value) if isinstance(value, list) else value
