"""Talking: turns, their model calls, the answers, and the summary of what was said."""

from panager.contracts.names import Queue
from panager.features.feature import (
    Activities,
    Checks,
    Commands,
    Feature,
    Parts,
    Queues,
    Routers,
    Sweepers,
    Workflows,
)


class Conversation(Feature):
    """Everything from a message to its answer."""

    tables = ("inbound_messages", "turns", "steps", "summaries")

    def queues(self, parts: Parts) -> Queues:
        """Who has just written waits at the normal queue, so it is polled more than the sticky."""
        return {
            Queue.CHAT: {"max_concurrent_workflow_tasks": 6, "nonsticky_to_sticky_poll_ratio": 0.6}
        }

    def workflows(self) -> Workflows:
        """One for each conversation, one for each summary."""
        from workflows.chat import ChatWorkflow
        from workflows.summary import SummaryWorkflow

        return {Queue.CHAT: [ChatWorkflow, SummaryWorkflow]}

    def activities(self, parts: Parts) -> Activities:
        """All on the queue of their workflows, so that the server may start them at once."""
        from activities.turn.budget import Budget
        from activities.turn.confirmation_reply import ConfirmationReplies
        from activities.turn.draft import Drafts
        from activities.turn.model_call import ModelCaller
        from activities.turn.prompt import PromptReader
        from activities.turn.reply import ReplyActivities
        from activities.turn.summary import SummaryActivities
        from activities.turn.think import AgentActivities
        from panager.channels.protocol import by_name

        db, client, models, settings = parts.db, parts.client, parts.models, parts.settings
        drafts, budget = Drafts(db, by_name(parts.channels)), Budget(db, models, settings)
        prompt_reader = PromptReader(parts.tools, is_metered=models.is_metered)
        model_caller = ModelCaller(
            models,
            drafts,
            budget,
            parts.tools,
            patience_s=settings.llm_patience_s,
            context_tokens=settings.llm_context_tokens,
        )
        replies = ConfirmationReplies(db, client, parts.action_kinds)
        agent = AgentActivities(db, prompt_reader, model_caller, drafts, replies)
        reply = ReplyActivities(db, client, sums_up=models.is_metered)
        summary = SummaryActivities(db, models, budget, context_tokens=settings.llm_context_tokens)
        return {Queue.CHAT: [agent.think, reply.commit, reply.abandon, summary.summarise]}

    def sweepers(self, parts: Parts) -> Sweepers:
        """Wakes the conversations of people who have waited for a while."""
        from panager.channels.sweeper import Sweeper

        return {"sweeper": Sweeper(parts.db, parts.client).run}

    def routers(self) -> Routers:
        """Messages and what comes of them."""
        from panager.api.conversation import events, messages

        return [messages.router, events.router]

    def commands(self) -> Commands:
        """What people ask about Panager itself."""
        from panager.bot.commands.help import HELP
        from panager.bot.commands.status import STATUS
        from panager.bot.commands.stop import STOP
        from panager.bot.commands.why import WHY

        return [STATUS, WHY, STOP, HELP]

    def checks(self) -> Checks:
        """Whether each model can be asked."""
        from panager.doctor import models

        return [models.diagnose]
