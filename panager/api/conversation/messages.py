"""Taking messages in, and the conversation so far."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, Field, StringConstraints

from panager.api.conversation.schemas import MAX_SEQ, Message, MessagePage, SentMessage, VisibleText
from panager.api.dependencies import IDEMPOTENCY_KEY, IdempotencyKey, Running, User
from panager.api.http.idempotency import KeyReusedError
from panager.channels.wake import wake_soon
from panager.db.conversation import messages, reply_targets
from panager.db.conversation.messages import Inbound, Item
from panager.db.pool import Connection, Database
from panager.errors import PanagerError

router = APIRouter(prefix="/v1/messages", tags=["messages"])


class KeyMissingError(PanagerError):
    """A message without an idempotency key."""

    http_status = 422


class NoSuchMessageError(PanagerError):
    """A reply to what was never sent to this person."""

    http_status = 422


class NewMessage(BaseModel):
    """What somebody says."""

    text: Annotated[
        VisibleText,
        StringConstraints(min_length=1),
    ]
    key: str | None = Field(default=None, pattern=IDEMPOTENCY_KEY)
    """Instead of the header Idempotency-Key."""
    reply_to: UUID | None = None
    """The message to the person that this is a reply to: "this" is what that was about."""


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    responses={200: {"model": SentMessage, "description": "It was there already."}},
)
async def send(
    parts: Running,
    user_id: User,
    body: NewMessage,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> SentMessage:
    """Store a message; the answer comes as an event. The same key again changes nothing."""
    key = idempotency_key or body.key
    if key is None:
        raise KeyMissingError("Send a header Idempotency-Key, e.g. a random UUID, or a field key.")
    inbound, new = await _store(parts.db, user_id, key, body)
    if inbound.text != body.text:
        raise KeyReusedError(
            "This Idempotency-Key was used for a message with another text; nothing was changed."
            " Send this text with a new key."
        )
    if inbound.turn_id is None:
        await wake_soon(parts.temporal, user_id)
    response.status_code = status.HTTP_202_ACCEPTED if new else status.HTTP_200_OK
    return _sent(inbound, new)


async def _store(db: Database, user_id: UUID, key: str, body: NewMessage) -> tuple[Inbound, bool]:
    async with db.user(user_id) as connection:
        if body.reply_to and not await reply_targets.is_known(connection, user_id, body.reply_to):
            raise NoSuchMessageError("Send as reply_to the id of a message to this person.")
        inbound, new = await messages.insert_inbound(
            connection,
            user_id,
            channel="local",
            channel_message_id=key,
            text=body.text,
            reply_to=body.reply_to,
        )
        if new:
            await messages.notify(connection, user_id)
    return inbound, new


def _sent(inbound: Inbound, new: bool) -> SentMessage:
    return SentMessage(
        id=inbound.message_id,
        direction="in",
        kind="message",
        text=inbound.text,
        at=inbound.received_at,
        reply_to=None,
        reminder_id=None,
        reminder_ids=[],
        answers=[],
        seq=inbound.seq,
        new=new,
    )


@router.get("")
async def list_messages(
    parts: Running,
    user_id: User,
    after: Annotated[int, Query(ge=0, le=MAX_SEQ)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    latest: Annotated[
        int | None, Query(ge=1, le=200, description="The last so many, instead of a page.")
    ] = None,
) -> MessagePage:
    """The conversation, oldest first: a page after a cursor, or its end."""
    async with parts.db.user(user_id) as connection:
        if latest is not None:
            items = await _list_latest(connection, user_id, latest)
            return MessagePage(items=[Message.of(item) for item in items], next=None)
        items = await messages.list_conversation(connection, user_id, after=after, limit=limit + 1)
    page = [Message.of(item) for item in items[:limit]]
    return MessagePage(items=page, next=page[-1].seq if len(items) > limit else None)


async def _list_latest(connection: Connection, user_id: UUID, count: int) -> list[Item]:
    """Numbers have gaps where a message came twice, so look further back until it is enough."""
    last = await messages.last_seq(connection, user_id)
    span = count
    while True:
        after = max(0, last - span)
        items = await messages.list_conversation(connection, user_id, after=after, limit=span)
        if len(items) >= count or after == 0:
            return items[-count:]
        span *= 2
