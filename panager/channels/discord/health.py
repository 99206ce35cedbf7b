"""The parts under which processes tell how Discord is (`service_health`)."""

from typing import Final

SENDING: Final = "discord"
"""What workers find out while they send."""
GATEWAY: Final = "discord-gateway"
"""What the bot finds out about its connection."""
