"""What people do from outside: write, edit, delete, press, choose, run commands, fill in modals."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from testing.fake_discord.context import DIRECT_MESSAGE_TYPING, Context, walk
from testing.fake_discord.interactions import Interaction, Interactions, Kind
from testing.fake_discord.model import Attachment, Json, Message, Person
from testing.fake_discord.options import OptionValue, command_data

NO_BUTTON = "no button or menu {custom_id!r} that can be pressed on message {message_id}"


class People:
    """Everybody but the bot. Errors are `LookupError`: a person cannot do what is not there."""

    def __init__(self, context: Context, interactions: Interactions) -> None:
        self._context = context
        self._interactions = interactions
        self._world = context.world

    def join(self, name: str, locale: str = "en-US", person_id: int | None = None) -> Person:
        return self._world.add_person(name, locale, person_id)

    def find(self, person_id: int) -> Person:
        return self._world.people[person_id]

    def write(
        self,
        person: Person,
        content: str,
        *,
        files: Mapping[str, bytes] | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        channel = self._world.open_channel(person)
        attachments = [
            Attachment(self._world.ids.next(), name, data) for name, data in (files or {}).items()
        ]
        message = self._world.add_message(
            channel,
            person,
            content=content.strip(),
            attachments=attachments,
            reply_to=reply_to.id if reply_to else None,
        )
        self._note("person_wrote", message)
        self._context.announce("MESSAGE_CREATE", message)
        return message

    def edit(self, message: Message, content: str) -> None:
        message.content = content.strip()
        message.edited_at = datetime.now(UTC)
        self._note("person_edited", message)
        self._context.announce("MESSAGE_UPDATE", message)

    def delete(self, message: Message) -> None:
        del self._world.channels[message.channel_id].messages[message.id]
        self._note("person_deleted", message)
        self._context.announce_deleted(message)

    def type(self, person: Person) -> None:
        channel = self._world.open_channel(person)
        body = {
            "channel_id": str(channel.id),
            "user_id": str(person.id),
            "timestamp": int(datetime.now(UTC).timestamp()),
        }
        self._context.sessions.dispatch("TYPING_START", body, DIRECT_MESSAGE_TYPING)

    def messages(self, person: Person) -> list[Message]:
        """All that the person sees now, oldest first, own messages too."""
        channel = self._world.channel_of(person)
        return list(channel.messages.values()) if channel else []

    def received(self, person: Person) -> list[Message]:
        """What the bot has said, oldest first."""
        return [m for m in self.messages(person) if m.author is self._world.bot]

    def press(
        self,
        message: Message,
        custom_id: str,
        values: Sequence[str] = (),
        *,
        person: Person | None = None,
    ) -> Interaction:
        """A button, or a choice in a menu; by somebody else than the owner of the DM if given."""
        component = _pressable(message, custom_id)
        data: Json = {"custom_id": custom_id, "component_type": component["type"]}
        if "id" in component:
            data["id"] = component["id"]
        if component["type"] != 2:
            data["values"] = list(values)
        presser = person or self._world.channels[message.channel_id].person
        return self._interactions.start(Kind.COMPONENT, presser, data, message)

    def run(self, person: Person, command: str, **options: OptionValue) -> Interaction:
        """`run(mina, "reminders list", page=2)`; the command must have been registered."""
        data = command_data(self._world.commands, command, options)
        return self._interactions.start(Kind.COMMAND, person, data)

    def complete(
        self, person: Person, command: str, focused: str, **options: OptionValue
    ) -> Interaction:
        """What is offered while the option `focused` is being typed."""
        data = command_data(self._world.commands, command, options, focused=focused)
        return self._interactions.start(Kind.AUTOCOMPLETE, person, data)

    def submit(self, shown: Interaction, **values: str) -> Interaction:
        """Fills in the modal that answered `shown`; fields not named keep what they had."""
        if shown.modal is None:
            raise LookupError("no modal was shown")
        components = [_filled(component, values) for component in shown.modal["components"]]
        data = {"custom_id": shown.modal["custom_id"], "components": components, "resolved": {}}
        return self._interactions.start(Kind.MODAL_SUBMIT, shown.person, data, shown.message)

    def _note(self, what: str, message: Message) -> None:
        self._context.journal.write(
            what,
            person_id=self._world.channels[message.channel_id].person.id,
            channel_id=message.channel_id,
            message_id=message.id,
            content=message.content,
        )


def _pressable(message: Message, custom_id: str) -> Json:
    for component in walk(message.components):
        if component.get("custom_id") == custom_id and not component.get("disabled"):
            return component
    raise LookupError(NO_BUTTON.format(custom_id=custom_id, message_id=message.id))


def _filled(component: Json, values: Mapping[str, str]) -> Json:
    """The component as the client sends it back: its custom id and its value."""
    filled: Json = {key: component[key] for key in ("type", "id", "custom_id") if key in component}
    if "components" in component:
        filled["components"] = [_filled(inner, values) for inner in component["components"]]
    if "component" in component:
        filled["component"] = _filled(component["component"], values)
    if component["type"] == 4:
        filled["value"] = values.get(component["custom_id"], component.get("value") or "")
    elif "custom_id" in component:
        chosen = values.get(component["custom_id"])
        filled["values"] = [] if chosen is None else [chosen]
    return filled
