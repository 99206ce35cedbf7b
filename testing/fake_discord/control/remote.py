"""The control API from another process: what `people` and `faults` are in-process."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import httpx

from testing.fake_discord.options import OptionValue
from testing.fake_discord.rest.errors import Json


class RemoteDiscord:
    """One fake Discord by its address. Ids are strings; answers as in `control_answers.py`."""

    def __init__(self, address: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{address}/control", trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def join(self, name: str, locale: str = "en-US") -> str:
        """A new person; returns the id."""
        person = await self._send("POST", "/people", {"name": name, "locale": locale})
        return str(person["id"])

    async def change_person(self, person_id: str, **changes: bool) -> None:
        await self._send("PATCH", f"/people/{person_id}", changes)

    async def write(
        self, person_id: str, content: str, files: Mapping[str, str] | None = None
    ) -> Json:
        body = {"content": content, "files": dict(files or {})}
        return await self._object("POST", f"/people/{person_id}/messages", body)

    async def edit(self, person_id: str, message_id: str, content: str) -> None:
        path = f"/people/{person_id}/messages/{message_id}"
        await self._send("PATCH", path, {"content": content})

    async def delete(self, person_id: str, message_id: str) -> None:
        await self._send("DELETE", f"/people/{person_id}/messages/{message_id}")

    async def messages(self, person_id: str) -> list[Json]:
        """All that the person sees now, oldest first."""
        return await self._list(f"/people/{person_id}/messages")

    async def received(self, person_id: str) -> list[Json]:
        return [message for message in await self.messages(person_id) if message["from_bot"]]

    async def press(
        self,
        person_id: str,
        message_id: str,
        custom_id: str,
        *,
        values: Sequence[str] = (),
        owner_id: str | None = None,
    ) -> Json:
        """With `owner_id`: on a message in somebody else's DM."""
        body = {"message_id": message_id, "custom_id": custom_id, "values": list(values)}
        body |= {"owner_id": owner_id} if owner_id else {}
        return await self._object("POST", f"/people/{person_id}/press", body)

    async def run(self, person_id: str, command: str, **options: OptionValue) -> Json:
        body = {"command": command, "options": options}
        return await self._object("POST", f"/people/{person_id}/run", body)

    async def complete(
        self, person_id: str, command: str, focused: str, **options: OptionValue
    ) -> Json:
        body = {"command": command, "focused": focused, "options": options}
        return await self._object("POST", f"/people/{person_id}/complete", body)

    async def submit(self, person_id: str, interaction_id: str, **values: str) -> Json:
        body = {"interaction_id": interaction_id, "values": values}
        return await self._object("POST", f"/people/{person_id}/submit", body)

    async def interaction(self, interaction_id: str) -> Json:
        return await self._object("GET", f"/interactions/{interaction_id}")

    async def journal(self, after: int = 0) -> list[Json]:
        return await self._list(f"/journal?after={after}")

    async def state(self) -> Json:
        return await self._object("GET", "/state")

    async def is_connected(self) -> bool:
        """Whether a bot listens to the gateway."""
        return bool((await self.state())["connected"])

    async def set_faults(self, **faults: Any) -> None:
        """`requests=[{…}]`, `events={…}`, `outage=True`; nothing given clears them all."""
        await self._send("PUT", "/faults", faults)

    async def change_settings(self, **settings: Any) -> None:
        await self._send("PATCH", "/settings", settings)

    async def do(self, action: str) -> None:
        """One of `control.ACTIONS`, such as `cut`."""
        await self._send("POST", f"/do/{action}")

    async def _object(self, method: str, path: str, body: Json | None = None) -> Json:
        found: Json = await self._send(method, path, body)
        return found

    async def _list(self, path: str) -> list[Json]:
        found: list[Json] = await self._send("GET", path)
        return found

    async def _send(self, method: str, path: str, body: Json | None = None) -> Any:
        response = await self._http.request(method, path, json=body)
        if response.is_error:
            raise LookupError(f"{method} {path}: {response.status_code} {response.text}")
        return response.json()
