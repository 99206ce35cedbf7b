"""The first answer to an interaction, within three seconds: every type of callback."""

import time

from testing.fake_discord.context import Context, walk
from testing.fake_discord.interactions import Callback, Interaction, Kind
from testing.fake_discord.model import EPHEMERAL, LOADING, Json, Message
from testing.fake_discord.rest import errors, validation
from testing.fake_discord.rest.bodies import Body
from testing.fake_discord.rest.composing import Composer

BY_MESSAGE = {Callback.UPDATE, Callback.DEFERRED_UPDATE}


class Callbacks:
    """Applies them; a second one is refused, a late one unknown."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._composer = Composer(context)

    def apply(self, interaction: Interaction, body: Body) -> Json:
        """Returns what `with_response` asks for."""
        callback = self._check(interaction, body)
        data = Body(body.payload.get("data") or {}, body.files)
        message = self._perform(interaction, callback, data)
        interaction.callback = callback
        interaction.answered_after_s = time.monotonic() - interaction.begun_at
        return self._response(interaction, callback, message)

    def send(self, interaction: Interaction, body: Body) -> Message:
        """A new message as an answer, the first or a later one."""
        message = self._composer.create(interaction.channel, body, interaction.metadata())
        self._context.reached("message", interaction.channel, message)
        self._context.announce("MESSAGE_CREATE", message)
        return message

    def edit(self, interaction: Interaction, message: Message, body: Body) -> None:
        """Also turns "… is thinking" into the answer, which is when it reaches the person."""
        loading = bool(message.flags & LOADING)
        self._composer.edit(message, body)
        if loading:
            message.flags &= ~LOADING
            message.edited_at, message.edits = None, 0
        self._context.reached(
            "message" if loading else "message_edited", interaction.channel, message
        )
        self._context.announce("MESSAGE_UPDATE", message)

    def _check(self, interaction: Interaction, body: Body) -> Callback:
        if interaction.acknowledged:
            raise errors.already_acknowledged()
        if interaction.failed:
            raise errors.unknown_interaction()
        number = body.payload.get("type")
        if number not in list(Callback):
            raise errors.invalid_form("type", "BASE_TYPE_CHOICES", "Unknown callback type")
        callback = Callback(number)
        if not _fits(interaction, callback):
            raise errors.invalid_form("type", "INTERACTION_TYPE", "Does not fit the interaction")
        return callback

    def _perform(self, interaction: Interaction, callback: Callback, data: Body) -> Message | None:
        match callback:
            case Callback.MESSAGE:
                interaction.original = self.send(interaction, data)
            case Callback.DEFERRED_MESSAGE:
                interaction.original = self._defer(interaction, data.payload)
            case Callback.UPDATE if interaction.message:
                self.edit(interaction, interaction.message, data)
                interaction.original = interaction.message
            case Callback.DEFERRED_UPDATE:
                interaction.original = interaction.message
            case Callback.MODAL:
                self._show(interaction, data.payload)
            case Callback.AUTOCOMPLETE:
                self._offer(interaction, data.payload)
            case _:
                pass
        return interaction.original

    def _defer(self, interaction: Interaction, data: Json) -> Message:
        message = self._context.world.add_message(
            interaction.channel,
            self._context.world.bot,
            flags=LOADING | int(data.get("flags") or 0) & EPHEMERAL,
            interaction=interaction.metadata(),
        )
        self._note("deferred", interaction, message_id=message.id)
        self._context.announce("MESSAGE_CREATE", message)
        return message

    def _show(self, interaction: Interaction, data: Json) -> None:
        validation.check_modal(data)
        interaction.modal = data
        fields = [field["custom_id"] for field in walk(data["components"]) if "custom_id" in field]
        self._note(
            "modal", interaction, title=data["title"], custom_id=data["custom_id"], fields=fields
        )

    def _offer(self, interaction: Interaction, data: Json) -> None:
        choices = data.get("choices") or []
        validation.check_choices(choices)
        interaction.choices = choices
        self._note("choices", interaction, choices=[choice["name"] for choice in choices])

    def _note(self, what: str, interaction: Interaction, **details: object) -> None:
        self._context.journal.write(
            what,
            person_id=interaction.person.id,
            interaction_id=interaction.id,
            **details,
        )

    def _response(
        self, interaction: Interaction, callback: Callback, message: Message | None
    ) -> Json:
        body: Json = {
            "interaction": {
                "id": str(interaction.id),
                "type": int(interaction.kind),
                "response_message_loading": interaction.loading,
                "response_message_ephemeral": bool(message and message.ephemeral),
            }
        }
        if message is not None:
            body["interaction"]["response_message_id"] = str(message.id)
        if message is not None and callback in (Callback.MESSAGE, Callback.UPDATE):
            body["resource"] = {"type": int(callback), "message": self._context.message(message)}
        return body


def _fits(interaction: Interaction, callback: Callback) -> bool:
    if interaction.kind is Kind.AUTOCOMPLETE:
        return callback is Callback.AUTOCOMPLETE
    if callback is Callback.AUTOCOMPLETE:
        return False
    if callback is Callback.MODAL:
        return interaction.kind is not Kind.MODAL_SUBMIT
    return callback not in BY_MESSAGE or interaction.message is not None
