"""A Discord for tests: REST and gateway over sockets, for the unmodified discord.py.

    async with running() as discord:            # or: python -m testing.fake_discord
        mina = discord.people.join("Mina", locale="ko")
        …point a bot at discord.api_base with discord.settings.token…
        discord.people.write(mina, "내일 3시에 알려줘")
        await assert_eventually(lambda: discord.people.received(mina))

`settings.py` has its numbers, `faults.py` what can go wrong, `control.py` the same from other
processes, `journal.py` the log of everything that reached people.
"""

from testing.fake_discord.faults import EventFaults, Faults, RequestFault
from testing.fake_discord.interactions import Callback, Interaction
from testing.fake_discord.model import Message, Person
from testing.fake_discord.server import FakeDiscord, running
from testing.fake_discord.settings import RouteLimit, Settings

__all__ = [
    "Callback",
    "EventFaults",
    "FakeDiscord",
    "Faults",
    "Interaction",
    "Message",
    "Person",
    "RequestFault",
    "RouteLimit",
    "Settings",
    "running",
]
