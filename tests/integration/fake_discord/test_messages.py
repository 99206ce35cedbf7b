"""Direct messages through the unmodified discord.py."""

import io

import discord
import pytest

from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Person
from tests.integration.fake_discord.bot import Bot


async def dm(bot: Bot, person: Person) -> discord.DMChannel:
    return await bot.create_dm(discord.Object(person.id))


async def test_bot_knows_who_it_is(bot: Bot, fake: FakeDiscord) -> None:
    assert bot.user is not None
    assert bot.user.id == bot.application_id == fake.world.bot.id
    assert bot.user.name == "panager"


async def test_dm_reaches_the_bot_and_the_answer_the_person(
    bot: Bot, fake: FakeDiscord, mina: Person
) -> None:
    fake.people.write(mina, "내일 3시에 알려줘")
    await assert_eventually(lambda: bot.texts == ["내일 3시에 알려줘"])

    await bot.seen[0].channel.send("네, 알려드릴게요.")

    assert [m.content for m in fake.people.received(mina)] == ["네, 알려드릴게요."]
    assert bot.seen[0].author.id == mina.id
    assert isinstance(bot.seen[0].channel, discord.DMChannel)
    assert [e["content"] for e in fake.journal.of("message", mina.id)] == ["네, 알려드릴게요."]


async def test_people_edit_delete_and_type(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    message = fake.people.write(mina, "at three")

    fake.people.edit(message, "at four")
    fake.people.type(mina)
    fake.people.delete(message)

    await assert_eventually(lambda: bot.deleted == [message.id])
    assert [event.message.content for event in bot.edits] == ["at four"]
    assert bot.typing == [mina.id]


async def test_reply_and_attachment_of_a_person(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    first = fake.people.write(mina, "look")
    fake.people.write(mina, "this", files={"list.txt": "우유".encode()}, reply_to=first)
    await assert_eventually(lambda: len(bot.seen) == 2)

    data = await bot.seen[1].attachments[0].read()

    assert data.decode() == "우유"
    assert bot.seen[1].reference is not None
    assert bot.seen[1].reference.message_id == first.id


async def test_streaming_edits_one_message(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    channel = await dm(bot, mina)
    async with channel.typing():
        message = await channel.send("I")

    await message.edit(content="I will")
    await message.edit(content="I will remind you.", suppress=True)

    received = fake.people.received(mina)
    assert [(m.content, m.edits) for m in received] == [("I will remind you.", 2)]
    assert received[0].flags == 1 << 2
    assert len(fake.journal.of("typing", mina.id)) == 1
    assert len(fake.journal.of("message_edited", mina.id)) == 2


async def test_files_embeds_and_deletion(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    channel = await dm(bot, mina)
    file = discord.File(io.BytesIO("긴 글".encode()), filename="answer.md")

    message = await channel.send("see the file", file=file, embed=discord.Embed(title="answer"))

    sent = fake.people.received(mina)[0]
    assert [(a.filename, a.data.decode()) for a in sent.attachments] == [("answer.md", "긴 글")]
    assert sent.embeds[0]["title"] == "answer"
    assert (await message.attachments[0].read()).decode() == "긴 글"
    await message.edit(content="no file any more", attachments=[])
    assert sent.attachments == []
    await message.delete()
    assert fake.people.received(mina) == []


async def test_history_in_every_direction(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    written = [fake.people.write(mina, str(number)) for number in range(130)]
    channel = await dm(bot, mina)
    after, before = discord.Object(written[10].id), discord.Object(written[20].id)

    following = [m.content async for m in channel.history(after=after, limit=None)]
    newest = [m.content async for m in channel.history(limit=3)]
    between = [m.content async for m in channel.history(after=after, before=before, limit=None)]
    around = [m.content async for m in channel.history(around=before, limit=5)]

    assert following == [str(n) for n in range(11, 130)]
    assert newest == ["129", "128", "127"]
    assert between == [str(n) for n in range(11, 20)]
    assert sorted(around) == ["18", "19", "20", "21", "22"]
    assert (await channel.fetch_message(written[5].id)).content == "5"


async def test_missing_things_are_errors_with_their_codes(
    bot: Bot, fake: FakeDiscord, mina: Person
) -> None:
    channel = await dm(bot, mina)
    theirs = fake.people.write(mina, "mine")

    with pytest.raises(discord.NotFound) as unknown:
        await channel.fetch_message(1)
    with pytest.raises(discord.Forbidden) as foreign:
        await channel.get_partial_message(theirs.id).edit(content="yours")
    with pytest.raises(discord.HTTPException) as empty:
        await channel.send("")
    with pytest.raises(discord.HTTPException) as long:
        await channel.send("x" * 2001)

    codes = [error.value.code for error in (unknown, foreign, empty, long)]
    assert codes == [10008, 50005, 50006, 50035]
    assert "content" in str(long.value)
    assert fake.people.received(mina) == []


async def test_what_is_around_the_words_is_lost(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    channel = await dm(bot, mina)

    message = await channel.send("\n  hello \n")
    with pytest.raises(discord.HTTPException) as blank:
        await message.edit(content=" \n ")

    assert message.content == "hello"
    assert blank.value.code == 50006
    assert [m.content for m in fake.people.received(mina)] == ["hello"]


async def test_too_large_file_is_refused(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    fake.settings.upload_limit = 10
    channel = await dm(bot, mina)

    with pytest.raises(discord.HTTPException) as error:
        await channel.send(file=discord.File(io.BytesIO(b"x" * 11), filename="long.txt"))

    assert (error.value.status, error.value.code) == (413, 40005)
    assert fake.people.received(mina) == []


async def test_people_who_cannot_be_reached(bot: Bot, fake: FakeDiscord, mina: Person) -> None:
    channel = await dm(bot, mina)

    mina.accepts_dms = False
    with pytest.raises(discord.Forbidden) as closed:
        await channel.send("hello")
    mina.accepts_dms, mina.shares_guild = True, False
    with pytest.raises(discord.Forbidden) as stranger:
        await channel.send("hello")

    assert (closed.value.code, stranger.value.code) == (50007, 50278)
    assert [e["code"] for e in fake.journal.of("refused", mina.id)] == [50007, 50278]
    assert fake.journal.of("message") == []
