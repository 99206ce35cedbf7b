"""Sends a message that is written down, on the channel where its person talks."""

from temporalio import workflow
from temporalio.exceptions import FailureError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.delivery.ending import FaultyDeliveries, LocalDelivery
    from activities.delivery.send import DiscordDelivery
    from panager.contracts import limits
    from panager.contracts.delivery import Channel, GiveUpInput, SendInput
    from panager.contracts.names import Queue
    from workflows.database import FINAL, kind_of, on_database


async def deliver(send: SendInput, channel: Channel, *, queue: Queue) -> None:
    """Until it has arrived or never can; on Discord, `queue` keeps bursts apart from answers.

    What a fault of ours keeps from arriving ends as undeliverable, and the workflow goes on.
    """
    try:
        await _send(send, channel, queue)
    except FINAL as error:
        if is_cancelled_exception(error):
            raise
        await _give_up(send, error)


async def _send(send: SendInput, channel: Channel, queue: Queue) -> None:
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


async def _give_up(send: SendInput, error: FailureError) -> None:
    input = GiveUpInput(user_id=send.user_id, delivery_id=send.delivery_id, reason=kind_of(error))
    try:
        await on_database(FaultyDeliveries.give_up, input)
    except FINAL:
        # The row cannot even be written: the alarm is raised, and others must not wait for it.
        workflow.logger.error("delivery_left")
