"""Puts what the bot sends into messages: contents, flags, components, files."""

from datetime import UTC, datetime

from testing.fake_discord.context import Context, walk
from testing.fake_discord.model import Attachment, Channel, Json, Message
from testing.fake_discord.rest import errors, validation
from testing.fake_discord.rest.bodies import Body, Upload

VISIBLE = "content", "embeds", "components", "attachments"
SETTABLE_FLAGS = 1 << 2 | 1 << 6 | 1 << 12 | 1 << 15
"""Suppress embeds, ephemeral, silent, components version 2."""


class Composer:
    """Makes and changes messages of the bot; everything is checked before anything is done."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def create(self, channel: Channel, body: Body, interaction: Json | None = None) -> Message:
        payload = body.payload
        self._check(payload)
        reference = payload.get("message_reference") or {}
        details = {
            "nonce": str(payload["nonce"]) if payload.get("nonce") is not None else None,
            "allowed_mentions": payload.get("allowed_mentions"),
            "reply_to": int(reference["message_id"]) if "message_id" in reference else None,
            "interaction": interaction,
        }
        details |= self._changes(body, Message(0, channel.id, self._context.world.bot))
        return self._context.world.add_message(channel, self._context.world.bot, **details)

    def edit(self, message: Message, body: Body) -> None:
        """Only what the payload names is changed."""
        self._check(body.payload)
        for name, value in self._changes(body, message).items():
            setattr(message, name, value)
        message.edits += 1
        message.edited_at = datetime.now(UTC)

    def _check(self, payload: Json) -> None:
        validation.check_message(payload)
        for words, (status, code) in self._context.settings.refused_words.items():
            if words in (payload.get("content") or ""):
                raise errors.ApiError(status, code, "This message was refused")

    def _changes(self, body: Body, before: Message) -> Json:
        """New values by attribute; refused when nothing would be left to see."""
        payload = body.payload
        changes: Json = {}
        if "content" in payload:
            # As Discord does: what is around the words is lost.
            changes["content"] = (payload["content"] or "").strip()
        if "embeds" in payload:
            changes["embeds"] = payload["embeds"] or []
        if "components" in payload:
            changes["components"] = self._numbered(payload["components"] or [])
        if "flags" in payload:
            settable = int(payload["flags"] or 0) & SETTABLE_FLAGS
            changes["flags"] = before.flags & ~SETTABLE_FLAGS | settable
        if "attachments" in payload or body.files:
            changes["attachments"] = self._attachments(payload, body.files, before.attachments)
        if not any(changes.get(name, getattr(before, name)) for name in VISIBLE):
            raise errors.empty_message()
        return changes

    def _attachments(
        self, payload: Json, files: dict[str, Upload], before: list[Attachment]
    ) -> list[Attachment]:
        named = payload.get("attachments")
        if named is None:
            named = [{"id": number} for number in files]
        by_id = {str(file.id): file for file in before}
        made = (self._attachment(entry, files, by_id) for entry in named)
        return [file for file in made if file is not None]

    def _attachment(
        self, entry: Json, files: dict[str, Upload], before: dict[str, Attachment]
    ) -> Attachment | None:
        number = str(entry.get("id"))
        if number in before or number not in files:
            return before.get(number)
        file = files[number]
        if len(file.data) > self._context.settings.upload_limit:
            raise errors.too_large()
        return Attachment(
            self._context.world.ids.next(),
            entry.get("filename") or file.filename,
            file.data,
            file.content_type,
            entry.get("description"),
        )

    def _numbered(self, components: list[Json]) -> list[Json]:
        """Discord gives every component an id of its own within the message."""
        for number, component in enumerate(walk(components), start=1):
            component.setdefault("id", number)
        return components
