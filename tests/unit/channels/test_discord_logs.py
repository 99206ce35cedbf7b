"""What discord.py puts into our logs."""

import logging

import discord
import pytest

from panager.channels.discord.base import DISCORD, use_api_base


def test_lost_connection_is_one_line_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    use_api_base(DISCORD)
    lost = ConnectionResetError("peer")
    logging.getLogger("discord.client").error("Attempting a reconnect in %.2fs", 1.5, exc_info=lost)

    [record] = caplog.records
    assert record.getMessage() == "Attempting a reconnect in 1.50s (ConnectionResetError)"
    assert (record.levelname, record.exc_info) == ("WARNING", None)


def test_nothing_is_said_about_voice(caplog: pytest.LogCaptureFixture) -> None:
    use_api_base(DISCORD)

    discord.Client(intents=discord.Intents.none())

    assert caplog.records == []
