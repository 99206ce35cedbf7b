"""The local channel (HTTP API, terminal): its mailbox is the conversation in our database."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from panager.channels.protocol import Editor, History, LostAnswer, Plan, Post
from panager.contracts.channels import LOCAL, Urgency, traits_of
from panager.db.pool import Connection
from panager.sentences import Language


class LocalChannel:
    """Nothing leaves: what is written down has arrived, whole and once."""

    traits = traits_of(LOCAL)
    slots: Mapping[Urgency, int] = {}
    remembers_for = timedelta.max
    lost_answer = LostAnswer.SEND_AGAIN
    history: History | None = None
    editor: Editor | None = None

    def plan(self, text: str) -> Plan:
        return Plan(pieces=[text])

    def beginning(self, text: str) -> str:
        return text

    def replacement(self, kind: str, reason: str, language: Language) -> str:
        """Never asked for: no words are refused here."""
        raise NotImplementedError

    async def find_address(self, connection: Connection, user_id: UUID) -> str:
        """The person, wherever they read."""
        del connection
        return str(user_id)

    async def open_address(self, user_id: UUID, account: str) -> str:
        del account
        return str(user_id)

    async def send(self, post: Post) -> str:
        """The proof is the row itself, so its id comes from the key."""
        return message_id_of(post.key)


def message_id_of(key: str) -> str:
    """The id of a message that is in the conversation."""
    return f"{LOCAL}:{key}"
