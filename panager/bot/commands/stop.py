"""`/stop`: no more of the answer that is being made."""

from typing import Final

from temporalio.service import RPCError, RPCStatusCode

from panager.bot.answering import Answer
from panager.bot.commands.slash_command import plain
from panager.bot.visitors import Visitor
from panager.contracts.names import chat_workflow_id

SIGNAL = "stop"


async def stop(visitor: Visitor) -> Answer:
    """Tell the conversation, if one is going on."""
    handle = visitor.parts.temporal.get_workflow_handle(chat_workflow_id(visitor.user_id))
    try:
        await handle.signal(SIGNAL)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return Answer(text=visitor.say("stop.nothing"))
    return Answer(text=visitor.say("stop.sent"))


STOP: Final = plain("stop", stop)
