"""A small console: write as a person, see what the bot says, press its buttons."""

import asyncio
import shlex
import sys
from collections.abc import Callable

from testing.fake_discord.context import buttons
from testing.fake_discord.interactions import Interaction
from testing.fake_discord.journal import Entry
from testing.fake_discord.model import Message, Person
from testing.fake_discord.options import OptionValue
from testing.fake_discord.server import FakeDiscord

HELP = """\
  any words            a direct message to the bot
  /name key=value …    a slash command
  !press N             presses button N of the last message that has any
  !fill key=value …    fills in and sends the modal that was shown
  !edit words          changes your last message        !delete   takes it back
  !as NAME             talk as somebody else            !commands lists the bot's commands
  !cut  !reconnect  !invalidate     the gateway         !outage on|off
  !help  !quit"""


class Console:
    """Reads lines until there are no more; what reaches people is printed as it comes."""

    def __init__(self, fake: FakeDiscord, write: Callable[[str], object] = print) -> None:
        self._fake = fake
        self._people = fake.people
        self._write = write
        self._me = self._person("you")
        self._acted: Interaction | None = None
        fake.journal.listen(self._show)

    async def run(self) -> None:
        self._write(HELP)
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := (await reader.readline()).decode():
            if line.strip() == "!quit":
                return
            self.obey(line.strip())

    def obey(self, line: str) -> None:
        """One line; what cannot be done is said, not raised."""
        try:
            self._obey(line)
        except (LookupError, ValueError) as error:
            self._write(f"  ? {error}")

    def _obey(self, line: str) -> None:
        if line.startswith("/"):
            words, options = _parse(line[1:])
            self._acted = self._people.run(self._me, " ".join(words), **options)
        elif line.startswith("!"):
            name, _, rest = line[1:].partition(" ")
            self._do(name, rest)
        elif line:
            self._people.write(self._me, line)

    def _do(self, name: str, rest: str) -> None:
        actions: dict[str, Callable[[], object]] = {
            "press": lambda: self._press(int(rest)),
            "fill": lambda: self._fill(rest),
            "edit": lambda: self._people.edit(self._my_last(), rest),
            "delete": lambda: self._people.delete(self._my_last()),
            "as": lambda: self._become(rest),
            "commands": self._list_commands,
            "cut": self._fake.gateway.cut,
            "reconnect": self._fake.gateway.reconnect,
            "invalidate": self._fake.gateway.invalidate,
            "outage": lambda: self._outage(rest),
            "help": lambda: self._write(HELP),
        }
        if name not in actions:
            raise LookupError(f"no !{name}; !help lists what there is")
        actions[name]()

    def _press(self, number: int) -> None:
        message = [m for m in self._people.received(self._me) if m.components][-1]
        offered = [button["custom_id"] for button in buttons(message.components)]
        self._acted = self._people.press(message, offered[number - 1])

    def _fill(self, rest: str) -> None:
        if self._acted is None:
            raise LookupError("no modal was shown")
        values = {key: str(value) for key, value in _parse(rest)[1].items()}
        self._acted = self._people.submit(self._acted, **values)

    def _my_last(self) -> Message:
        own = [m for m in self._people.messages(self._me) if m.author is self._me]
        return own[-1]

    def _become(self, name: str) -> None:
        self._me = self._person(name or "you")
        self._write(f"  you are {self._me.name}")

    def _person(self, name: str) -> Person:
        known = [p for p in self._fake.world.people.values() if p.name == name]
        return known[0] if known else self._people.join(name, locale="ko")

    def _list_commands(self) -> None:
        for command in self._fake.world.commands:
            self._write(f"  /{command['name']}  {command['description']}")

    def _outage(self, rest: str) -> None:
        self._fake.end_outage() if rest == "off" else self._fake.begin_outage()

    def _show(self, entry: Entry) -> None:
        text = describe(entry)
        if text is not None:
            self._write(text)


def describe(entry: Entry) -> str | None:
    """What a person would see of it; `None` for what they would not."""
    match entry["what"]:
        case "message" | "message_edited":
            sign = "<" if entry["what"] == "message" else "~"
            lines = [f"{sign} {entry['content']}"]
            lines += [f"    [{n}] {_label(b)}" for n, b in enumerate(entry["buttons"], start=1)]
            lines += [f"    file {name}" for name in entry["attachments"]]
            return "\n".join(lines)
        case "message_deleted":
            return f"x {entry['content']}"
        case "deferred":
            return "  … is thinking"
        case "modal":
            return f"  form: {entry['title']} (!fill {' '.join(f'{f}=…' for f in entry['fields'])})"
        case "interaction_failed":
            return "  ! The application did not respond"
        case "identified" | "resumed" | "disconnected":
            return f"  -- bot {entry['what']}"
        case _:
            return None


def _label(button: dict[str, object]) -> str:
    return str(button["label"] or button["custom_id"])


def _parse(text: str) -> tuple[list[str], dict[str, OptionValue]]:
    """Words, and `key=value` with numbers as numbers."""
    words: list[str] = []
    options: dict[str, OptionValue] = {}
    for part in shlex.split(text):
        key, equals, value = part.partition("=")
        if equals:
            options[key] = int(value) if value.isdecimal() else value
        else:
            words.append(key)
    return words, options
