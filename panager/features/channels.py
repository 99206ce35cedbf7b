"""Channels: how messages reach people."""

import functools

from panager.contracts.names import Queue
from panager.features.feature import Activities, Activity, Checks, Feature, Parts, Queues


class Channels(Feature):
    """Each channel in queues of its own; a mailbox in those of the workflows."""

    tables = ("deliveries", "discord_dms", "idempotency_keys")

    def queues(self, parts: Parts) -> Queues:
        """As many at once as each channel takes; behind a slow message others go on."""
        return {
            channel.traits.queue(urgency): {"max_concurrent_activities": slots}
            for channel in parts.channels
            for urgency, slots in channel.slots.items()
        }

    def activities(self, parts: Parts) -> Activities:
        """The same on all queues of a channel."""
        from activities.delivery.activities import delivery_activities
        from activities.delivery.ending import FaultyDeliveries
        from activities.reminders.lateness import late_text

        shared: list[Activity] = [FaultyDeliveries(parts.db).give_up]
        own: dict[str, list[Activity]] = {}
        for channel in parts.channels:
            sending = delivery_activities(parts.db, channel, late_text)
            if channel.traits.is_mailbox:
                shared += sending
            own |= {channel.traits.queue(urgency): [*sending] for urgency in channel.slots}
        return {**own, Queue.CHAT: shared, Queue.REMINDERS: shared}

    def checks(self) -> Checks:
        """Whether Discord knows the bot and its commands."""
        from panager.doctor import discord
        from panager.features import registry

        names = [command.shown_name for command in registry.commands()]
        return [functools.partial(discord.diagnose, commands=names)]
