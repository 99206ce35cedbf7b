"""What `/status` says of the thinking."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from panager.db import usage
from panager.db.usage import Purpose, Taken
from panager.settings import DayBudget
from testing.fake_discord import Person
from tests.integration.bot_commands.panager_on_discord import ZONE, Stage, answer_of

TAKEN = Taken(input_tokens=1_200, output_tokens=34, cost_micros=5_600, is_estimate=False)


async def test_status_tells_tokens_and_money_of_the_day_and_their_limits(
    stage: Stage, mina: Person
) -> None:
    someone = await stage.register(mina)
    async with someone.db.user(someone.user_id) as connection:
        await usage.insert_usage(
            connection,
            someone.user_id,
            turn_id=None,
            purpose=Purpose.TURN,
            day=datetime.now(ZoneInfo(ZONE)).date(),
            model="some-model",
            most=TAKEN,
        )

    async with stage.bot(budget=DayBudget(tokens=2_000_000, usd=Decimal(1))):
        limited = await answer_of(stage.fake.people.run(mina, "status"))
    async with stage.bot(budget=DayBudget(tokens=0, usd=Decimal(0))):
        unlimited = await answer_of(stage.fake.people.run(mina, "status"))

    assert limited.splitlines()[-2:] == [
        "오늘 생각한 양: 모델 호출 1번, 토큰 2,000,000개 중 1,234개",
        "오늘 쓴 돈: $1 중 $0.0056",
    ]
    assert unlimited.splitlines()[-2:] == [
        "오늘 생각한 양: 모델 호출 1번, 토큰 1,234개",
        "오늘 쓴 돈: $0.0056",
    ]


async def test_status_says_nothing_of_thinking_that_is_free(stage: Stage, mina: Person) -> None:
    async with stage.bot():
        answer = await answer_of(stage.fake.people.run(mina, "status"))

    assert "토큰" not in answer


async def test_name_of_the_persona_hides_nothing(stage: Stage, mina: Person) -> None:
    async with stage.bot():
        answer = await answer_of(
            stage.fake.people.run(mina, "settings", name="Jar\u200bvis\U000e0041\u202e")
        )

    assert answer.endswith("Jarvis")
