"""The gateway's websocket: hello, heartbeats, identify, resume, reconnect, invalid session.

After https://discord.com/developers/docs/events/gateway, version 10, JSON encoding.
"""

import asyncio
import json

from aiohttp import WSMsgType, web

from testing.fake_discord import payloads
from testing.fake_discord.context import Context
from testing.fake_discord.gateway.compression import Encode, encoder
from testing.fake_discord.gateway.identifies import Identifies
from testing.fake_discord.gateway.sessions import Session
from testing.fake_discord.rest.errors import Json

HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 1, 2, 6, 7, 9, 10, 11
IGNORED = {3: "presence", 4: "voice state", 8: "request members", 31: "soundboard"}

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, INVALID_SEQ, SESSION_TIMED_OUT, INVALID_INTENTS = 4005, 4007, 4009, 4013
ALL_INTENTS = (1 << 26) - 1


class Socket:
    """One websocket with an outbox, so that a compressed stream keeps its order."""

    def __init__(self, request: web.Request, ws: web.WebSocketResponse, encode: Encode) -> None:
        self._request = request
        self._ws = ws
        self._encode = encode
        self._outbox: asyncio.Queue[Json] = asyncio.Queue()
        self.session: Session | None = None
        self.refused = False

    def send(self, payload: Json) -> None:
        self._outbox.put_nowait(payload)

    def cut(self) -> None:
        """As when a network breaks: no close frame."""
        if self._request.transport:
            self._request.transport.abort()

    async def write_forever(self) -> None:
        """Ends with the connection."""
        while not self._ws.closed:
            text = json.dumps({"t": None, "s": None, "d": None} | await self._outbox.get())
            frame = self._encode(text)
            try:
                if isinstance(frame, bytes):
                    await self._ws.send_bytes(frame)
                else:
                    await self._ws.send_str(frame)
            except ConnectionError:
                return

    async def close(self, code: int, reason: str) -> None:
        self.refused = True
        await self._ws.close(code=code, message=reason.encode())


class Gateway:
    """Accepts websockets and speaks the protocol with each."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._sockets: set[Socket] = set()
        self.identifies = Identifies(context.settings)

    def cut(self) -> None:
        """Every connection breaks; sessions can be resumed."""
        for socket in list(self._sockets):
            socket.cut()

    def reconnect(self) -> None:
        """Asks every client to come back and resume (op 7)."""
        for socket in list(self._sockets):
            socket.send({"op": RECONNECT})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tells every client that its session is invalid (op 9)."""
        if not resumable:
            self._context.sessions.end_all()
        for socket in list(self._sockets):
            socket.session = socket.session if resumable else None
            socket.send({"op": INVALID_SESSION, "d": resumable})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        ws = web.WebSocketResponse(max_msg_size=4096, compress=False)
        await ws.prepare(request)
        socket = Socket(request, ws, encoder(request.query.get("compress")))
        self._sockets.add(socket)
        interval = int(self._settings.heartbeat_interval_s * 1000)
        socket.send({"op": HELLO, "d": {"heartbeat_interval": interval, "_trace": []}})
        writer = asyncio.create_task(socket.write_forever())
        try:
            await self._read(ws, socket)
        except TimeoutError:
            await socket.close(SESSION_TIMED_OUT, "Session timed out.")
        finally:
            writer.cancel()
            self._sockets.discard(socket)
            self._left(ws, socket)
        return ws

    async def _read(self, ws: web.WebSocketResponse, socket: Socket) -> None:
        # A client that sends nothing for two heartbeats is gone without a word.
        while not ws.closed:
            message = await ws.receive(timeout=2 * self._settings.heartbeat_interval_s)
            if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED):
                return None
            if message.type is not WSMsgType.TEXT:
                return await socket.close(DECODE_ERROR, "Error while decoding payload.")
            try:
                payload = json.loads(message.data)
                op, data = int(payload["op"]), payload.get("d")
            except (ValueError, KeyError, TypeError):
                return await socket.close(DECODE_ERROR, "Error while decoding payload.")
            await self._receive(socket, op, data)
        return None

    async def _receive(self, socket: Socket, op: int, data: object) -> None:
        if op == HEARTBEAT:
            if not self._context.faults.events.silent_heartbeats:
                socket.send({"op": ACK})
        elif op == IDENTIFY and isinstance(data, dict):
            await self._identify(socket, data)
        elif op == RESUME and isinstance(data, dict):
            await self._resume(socket, data)
        elif op not in IGNORED:
            await socket.close(UNKNOWN_OPCODE, "Unknown opcode.")
        elif socket.session is None:
            await socket.close(NOT_AUTHENTICATED, "Not authenticated.")

    async def _identify(self, socket: Socket, data: Json) -> None:
        intents = data.get("intents")
        if socket.session is not None:
            return await socket.close(ALREADY_AUTHENTICATED, "Already authenticated.")
        if not self._is_token(data) or not self.identifies.take():
            return await socket.close(AUTHENTICATION_FAILED, "Authentication failed.")
        if not isinstance(intents, int) or intents & ~ALL_INTENTS:
            return await socket.close(INVALID_INTENTS, "Invalid intent(s).")
        if self.identifies.too_early():
            return socket.send({"op": INVALID_SESSION, "d": False})
        shard, shards = data.get("shard") or (0, 1)
        session = self._context.sessions.start(intents, (int(shard), int(shards)))
        self._attach(socket, session)
        self._context.journal.write("identified", session=session.id, intents=intents)
        return session.dispatch("READY", self._ready(session))

    async def _resume(self, socket: Socket, data: Json) -> None:
        if not self._is_token(data):
            return await socket.close(AUTHENTICATION_FAILED, "Authentication failed.")
        session = self._context.sessions.find(data.get("session_id"))
        faults = self._context.faults.events
        if session is None or faults.refuse_resume:
            return socket.send({"op": INVALID_SESSION, "d": False})
        seen = int(data.get("seq") or 0)
        if seen > session.seq:
            return await socket.close(INVALID_SEQ, "Invalid seq.")
        self._attach(socket, session)
        missed = session.seq - seen
        # A client that has not seen READY starts with it; nobody gets it again.
        session.replay(max(seen - faults.replay_extra, min(seen, 1)))
        self._context.journal.write("resumed", session=session.id, missed=missed)
        return session.dispatch("RESUMED", {"_trace": []})

    def _attach(self, socket: Socket, session: Session) -> None:
        session.connection = socket
        socket.session = session

    def _is_token(self, data: Json) -> bool:
        return str(data.get("token")).removeprefix("Bot ") == self._settings.token

    def _ready(self, session: Session) -> Json:
        world = self._context.world
        return {
            "v": 10,
            "user": payloads.me(world.bot),
            "guilds": [],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._context.gateway_url,
            "shard": list(session.shard),
            "application": {"id": str(world.application_id), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
        }

    def _left(self, ws: web.WebSocketResponse, socket: Socket) -> None:
        session = socket.session
        if session is None:
            return
        session.leave(socket)
        if ws.close_code in (1000, 1001) and not socket.refused:
            # A client that says goodbye cannot resume.
            self._context.sessions.end(session)
        self._context.journal.write("disconnected", session=session.id, code=ws.close_code)
