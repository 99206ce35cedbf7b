"""Sends a message that is written down, on the channel where its person talks."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.delivery import LocalDelivery
    from activities.discord_delivery import DiscordDelivery
    from panager.contracts import limits
    from panager.contracts.delivery import Channel, SendInput
    from panager.contracts.names import Queue
    from workflows.database import on_database


async def deliver(send: SendInput, channel: Channel, *, queue: Queue) -> None:
    """Until it has arrived or never can; on Discord, `queue` keeps bursts apart from answers."""
    if channel is Channel.LOCAL:
        await on_database(LocalDelivery.send, send)
        return
    await workflow.execute_activity_method(
        DiscordDelivery.send,
        send,
        task_queue=queue,
        start_to_close_timeout=limits.SEND_TIMEOUT,
        heartbeat_timeout=limits.HEARTBEAT_TIMEOUT,
        retry_policy=limits.FOREVER,
    )
