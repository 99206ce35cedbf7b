"""What goes before an answer on Discord: the welcome, what was undeliverable, an excuse."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from temporalio.client import Client

from activities.turn.reply import ReplyActivities
from panager.contracts.channels import DISCORD, LOCAL
from panager.contracts.chat import CommitInput, CommitResult, Failure
from panager.db import deliveries, occurrences, reminders, users
from panager.db.conversation import messages, turns
from panager.db.conversation.turns import Step
from panager.db.occurrences import Occurrence
from panager.db.pool import Database
from panager.db.users import Person
from panager.sentences import Language, say


@dataclass
class Talk:
    """A person and the turns that answer them, committed as the workflow does."""

    db: Database
    client: Client
    user_id: UUID
    channel: str
    turn_ids: list[UUID] = field(default_factory=list)

    async def write(self, text: str, *, ago: timedelta = timedelta()) -> None:
        async with self.db.user(self.user_id) as connection:
            await messages.insert_inbound(
                connection,
                self.user_id,
                channel=self.channel,
                channel_message_id=uuid4().hex,
                text=text,
                received_at=datetime.now(UTC) - ago,
            )

    async def answer(self, text: str, *, failure: Failure | None = None) -> CommitResult:
        """A turn of one model call over everything that waits."""
        turn_id = uuid4()
        self.turn_ids.append(turn_id)
        async with self.db.user(self.user_id) as connection:
            turn = await turns.get_current(connection, self.user_id, turn_id)
            read_upto = max(message.seq for message in turn.open)
            body = {"text": text, "calls": [], "read_upto": read_upto, "model": "offline"}
            step = Step(turn_id=turn_id, number=1, call_id="", kind="think", body=body)
            await turns.insert_step(connection, self.user_id, step)
        return await self.commit(turn_id, failure=failure)

    async def commit(self, turn_id: UUID, *, failure: Failure | None = None) -> CommitResult:
        wanted = CommitInput(user_id=self.user_id, turn_id=turn_id, step=1, failure=failure)
        return await ReplyActivities(self.db, self.client).commit(wanted)

    async def texts(self, result: CommitResult) -> list[tuple[str, str]]:
        """Kind and text of what is to be sent, in that order."""
        async with self.db.user(self.user_id) as connection:
            rows = await connection.fetch("SELECT delivery_id, kind, text FROM deliveries")
        known = {row["delivery_id"]: (row["kind"], row["text"]) for row in rows}
        return [known[delivery_id] for delivery_id in result.delivery_ids]

    async def sent(self, result: CommitResult, *, state: str = "delivered") -> None:
        """How the sending of these ended."""
        async with self.db.user(self.user_id) as connection:
            await connection.execute(
                "UPDATE deliveries SET state = $2, channel_message_id = 'm'"
                " WHERE delivery_id = ANY($1)",
                list(result.delivery_ids),
                state,
            )

    async def person(self) -> Person:
        async with self.db.user(self.user_id) as connection:
            return await users.get_person(connection, self.user_id)

    async def lose(self, text: str, due_at: datetime) -> None:
        """A reminder that could not be delivered."""
        reminder_id = uuid4()
        async with self.db.user(self.user_id) as connection:
            await reminders.insert_reminder(
                connection,
                self.user_id,
                reminder_id=reminder_id,
                text=text,
                due_at=due_at,
                zone="Asia/Seoul",
                language="ko",
            )
            delivery_id = await deliveries.insert_delivery(
                connection,
                self.user_id,
                kind="reminder",
                owner_id=reminder_id,
                occurrence=1,
                channel=self.channel,
                text=f"⏰ {text}",
            )
            occurrence = Occurrence(
                reminder_id=reminder_id,
                number=1,
                due_at=due_at,
                state="undeliverable",
                delivery_id=delivery_id,
            )
            await occurrences.put_occurrence(connection, self.user_id, occurrence)
        await self.sent(CommitResult(delivery_ids=(delivery_id,)), state="undeliverable")


async def register(
    db: Database, client: Client, channel: str, *, language: Language = "en"
) -> Talk:
    user_id = await users.ensure_user(
        db, channel=channel, channel_user_id="1", language=language, zone="Asia/Seoul"
    )
    return Talk(db, client, user_id, channel)


@pytest.fixture
async def stranger(database: Database, temporal_client: Client) -> Talk:
    return await register(database, temporal_client, DISCORD)


@pytest.fixture
async def friend(stranger: Talk) -> Talk:
    await stranger.write("안녕")
    await stranger.sent(await stranger.answer("안녕하세요"))
    return stranger


async def test_stranger_is_welcomed_before_the_answer_in_their_language(stranger: Talk) -> None:
    await stranger.write("내일 3시에 치과 알려줘")

    result = await stranger.answer("오전인가요, 오후인가요?")

    [(kind, welcome), answer] = await stranger.texts(result)
    assert (kind, answer) == ("notice", ("reply", "오전인가요, 오후인가요?"))
    assert result.channel == DISCORD
    assert "Panager예요" in welcome
    assert "Asia/Seoul (KST)" in welcome
    assert "UTC+9" in welcome
    assert "저장해요" in welcome
    assert "/help" in welcome
    assert (await stranger.person()).language == "ko"


async def test_welcome_comes_once_for_ever(friend: Talk) -> None:
    await friend.write("hello")

    result = await friend.answer("Hello!")

    assert await friend.texts(result) == [("reply", "Hello!")]


async def test_repeated_commit_sends_the_same_in_the_same_order(stranger: Talk) -> None:
    await stranger.write("hello")
    await stranger.lose("치과", datetime.now(UTC))

    first = await stranger.answer("Hello!")
    again = await stranger.commit(stranger.turn_ids[0])

    assert [kind for kind, _ in await stranger.texts(first)] == ["notice", "notice", "reply"]
    assert again == first


async def test_welcome_that_could_not_be_delivered_comes_again(stranger: Talk) -> None:
    await stranger.write("hello")
    first = await stranger.answer("Hello!")
    await stranger.sent(first, state="undeliverable")
    await stranger.write("hello?")

    second = await stranger.answer("Hello again!")

    welcome, missed, answer = await stranger.texts(second)
    earlier = (await stranger.texts(first))[0]
    assert welcome[0] == earlier[0] == "notice"
    assert welcome[1].splitlines()[0] == earlier[1].splitlines()[0]
    assert missed[1].splitlines()[0] == say("en", "notice.missed")
    assert missed[1].endswith(": Hello!")
    assert answer == ("reply", "Hello again!")
    assert first.delivery_ids[0] not in second.delivery_ids


async def test_chosen_language_is_not_taken_back_by_the_words_that_chose_it(
    stranger: Talk,
) -> None:
    await stranger.write("speak Korean")
    async with stranger.db.user(stranger.user_id) as connection:
        await users.set_language(connection, stranger.user_id, "ko")
        step = Step(
            turn_id=(turn_id := uuid4()),
            number=1,
            call_id="a",
            kind="tool",
            body={"status": "language_set", "language": "ko"},
        )
        await turns.insert_step(connection, stranger.user_id, step)

    result = await stranger.commit(turn_id, failure=Failure.FAILED)

    assert "Panager예요" in (await stranger.texts(result))[0][1]
    assert (await stranger.person()).language == "ko"


async def test_local_person_gets_the_answer_only(
    database: Database, temporal_client: Client
) -> None:
    talk = await register(database, temporal_client, LOCAL)
    await talk.write("hello")

    result = await talk.answer("Hello!")

    assert await talk.texts(result) == [("reply", "Hello!")]


async def test_undelivered_is_told_once_at_the_next_contact(friend: Talk) -> None:
    await friend.lose("치과", datetime(2026, 3, 5, 5, 0, tzinfo=UTC))
    await friend.lose("약 먹기", datetime(2026, 3, 4, 5, 0, tzinfo=UTC))
    await friend.write("나 왔어")

    told = await friend.answer("어서 오세요")
    await friend.sent(told)
    await friend.write("고마워")
    later = await friend.answer("천만에요")

    [(kind, text), reply] = await friend.texts(told)
    assert (kind, reply) == ("notice", ("reply", "어서 오세요"))
    head, first, second = text.splitlines()
    assert head == say("ko", "notice.missed")
    assert "3월 4일" in first
    assert first.endswith("오후 2:00 KST: 약 먹기")
    assert second.endswith("오후 2:00 KST: 치과")
    assert await friend.texts(later) == [("reply", "천만에요")]


async def test_long_list_of_undelivered_is_cut_and_counted(friend: Talk) -> None:
    now = datetime.now(UTC)
    for minute in range(13):
        await friend.lose(f"reminder {minute}", now - timedelta(minutes=60 - minute))
    await friend.write("hello")

    result = await friend.answer("Hello!")

    lines = (await friend.texts(result))[0][1].splitlines()
    assert [line.rpartition(": ")[2] for line in lines[1:-1]] == [
        f"reminder {minute}" for minute in range(10)
    ]
    assert lines[-1] == say("en", "notice.more", n=3)


async def test_notice_that_was_lost_itself_is_told_again(friend: Talk) -> None:
    await friend.lose("치과", datetime(2026, 3, 5, 5, 0, tzinfo=UTC))
    await friend.write("나 왔어")
    await friend.sent(await friend.answer("어서 오세요"), state="undeliverable")
    await friend.write("나 또 왔어")

    result = await friend.answer("어서 오세요")

    notice = (await friend.texts(result))[0][1]
    assert notice.count("치과") == 1
    assert notice.count("어서 오세요") == 1


@pytest.mark.parametrize(
    ("ago", "excuses"),
    [(timedelta(minutes=9), False), (timedelta(minutes=11), True), (timedelta(days=3), True)],
)
async def test_answer_to_a_long_missed_message_says_so_first(
    friend: Talk, ago: timedelta, *, excuses: bool
) -> None:
    await friend.write("지금 몇 시야?", ago=ago)
    await friend.write("여보세요")

    [(_, text)] = await friend.texts(await friend.answer("3시예요"))

    head, _, rest = text.rpartition("\n")
    assert rest == "3시예요"
    assert ("오래 기다리게" in head) is excuses
    assert ("KST" in head) is excuses


async def test_apology_is_not_excused_as_well(friend: Talk) -> None:
    await friend.write("hello", ago=timedelta(hours=1))

    result = await friend.answer("", failure=Failure.FAILED)

    assert await friend.texts(result) == [("reply", say("en", "turn.failed"))]


async def test_nobody_is_told_of_what_others_missed(
    friend: Talk, database: Database, admin_url: str
) -> None:
    await friend.lose("치과", datetime.now(UTC))
    user_id = await users.ensure_user(
        database, channel="discord", channel_user_id="2", language="en", zone="UTC"
    )
    other = Talk(database, friend.client, user_id, DISCORD)
    await other.write("hello")

    kinds = [kind for kind, _ in await other.texts(await other.answer("Hello!"))]

    connection = await asyncpg.connect(admin_url)
    untold = await connection.fetchval(
        "SELECT count(*) FROM deliveries WHERE told_at IS NULL AND state = 'undeliverable'"
    )
    await connection.close()
    assert (kinds, untold) == (["notice", "reply"], 1)
