"""The channels that there are, as far as workflows and rules must know them.

How one talks on a channel is its own affair (`panager/channels`). A channel that is not listed here
is one outside Panager, to which only text can be sent.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

LOCAL: Final = "local"
DISCORD: Final = "discord"


class Urgency(IntEnum):
    """Who is served first when there is more to send than a channel takes."""

    CONVERSATION = 0
    REMINDER = 1


@dataclass(frozen=True, kw_only=True)
class ChannelTraits:
    """What is the same for everybody on a channel; its names are durable."""

    name: str
    is_mailbox: bool = False
    """Whether our own database is where its people read: what is written down has arrived."""
    has_buttons: bool = False
    """Whether people can press something there; otherwise they are told which words to write."""

    @property
    def send_activity(self) -> str:
        """The activity type that delivers a message."""
        return f"{self.name}.send"

    @property
    def close_card_activity(self) -> str:
        """The activity type that takes the buttons from a card."""
        return f"{self.name}.close_card"

    def queue(self, urgency: Urgency) -> str:
        """The task queue of what leaves for it; a burst of reminders fills its own and no other."""
        suffix = "-reminders" if urgency is Urgency.REMINDER else ""
        return f"panager-{self.name}{suffix}"


KNOWN: Final = (
    ChannelTraits(name=LOCAL, is_mailbox=True),
    ChannelTraits(name=DISCORD, has_buttons=True),
)


def traits_of(channel: str) -> ChannelTraits:
    """Of the channel with this name."""
    known = (traits for traits in KNOWN if traits.name == channel)
    return next(known, ChannelTraits(name=channel))
