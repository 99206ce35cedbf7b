"""Sends a message that is written down, on the channel where its person talks."""

from temporalio import workflow
from temporalio.exceptions import ActivityError, FailureError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.delivery.ending import FaultyDeliveries
    from panager.contracts import limits
    from panager.contracts.channels import Urgency, traits_of
    from panager.contracts.delivery import GiveUpInput, SendInput
    from workflows.database import FINAL, kind_of, on_database


async def deliver(
    send: SendInput, channel: str, *, urgency: Urgency = Urgency.CONVERSATION
) -> None:
    """Until it has arrived or never can.

    What a fault of ours keeps from arriving ends as undeliverable, and the workflow goes on.
    """
    try:
        await _send(send, channel, urgency)
    except FINAL as error:
        if is_cancelled_exception(error):
            raise
        await _give_up(send, error)


async def close_card(card: SendInput, channel: str) -> None:
    """Take the buttons from a card that was delivered; whoever sees them still is told so."""
    traits = traits_of(channel)
    if not traits.has_buttons:
        return
    try:
        await workflow.execute_activity(
            traits.close_card_activity,
            card,
            task_queue=traits.queue(Urgency.CONVERSATION),
            start_to_close_timeout=limits.SEND_TIMEOUT,
            schedule_to_close_timeout=limits.ACTION_PATIENCE,
            retry_policy=limits.FOREVER,
        )
    except ActivityError:
        workflow.logger.warning("card_not_closed")


async def _send(send: SendInput, channel: str, urgency: Urgency) -> None:
    traits = traits_of(channel)
    if traits.is_mailbox:
        await workflow.execute_local_activity(
            traits.send_activity,
            send,
            start_to_close_timeout=limits.DATABASE_TIMEOUT,
            retry_policy=limits.FOREVER,
            local_retry_threshold=limits.LONGEST_LOCAL_PAUSE,
        )
        return
    await workflow.execute_activity(
        traits.send_activity,
        send,
        task_queue=traits.queue(urgency),
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
