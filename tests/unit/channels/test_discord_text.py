import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from panager.channels.discord.text import LIMIT, beginning, length, plan, split

FENCE = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,16}(?!`)|~{3,16}(?!~))(.*)")
BLANK = re.compile(r"\s*")


def open_fence(piece: str) -> str | None:
    """The marker that is still open at the end, read line by line."""
    marker: str | None = None
    for line in piece.split("\n"):
        match = FENCE.fullmatch(line)
        if match is None:
            continue
        found, info = match.groups()
        if marker is None:
            marker = found if found[0] == "~" or "`" not in info else None
        elif line.strip() == found and found.startswith(marker):
            marker = None
    return marker


def is_whole(text: str, pieces: list[str]) -> bool:
    """Whether the pieces, some without a first or last line that is a fence, are the text.

    Word for word; only white space at the cuts may be missing.
    """
    ends = {0}
    for number, piece in enumerate(pieces):
        ends = {
            end
            for begin in ends
            for parts in readings(piece, is_first=number == 0)
            if (end := find_in_order(text, parts, begin)) is not None
        }
    return any(not text[end:].strip() for end in ends)


def readings(piece: str, *, is_first: bool) -> list[list[str]]:
    """What of the piece may be of the text: a fence at its edges is, or was added."""
    first, _, rest = piece.partition("\n")
    starts = [piece, rest] if FENCE.fullmatch(first) and not is_first else [piece]
    found = []
    for start in starts:
        body, _, last = start.rpartition("\n")
        found += [[start]] if FENCE.fullmatch(last) is None else [[body], [body, last]]
    return found


def find_in_order(text: str, parts: list[str], begin: int) -> int | None:
    for part in map(str.strip, parts):
        match = BLANK.match(text, begin)
        begin = match.end() if match else begin
        if not text.startswith(part, begin):
            return None
        begin += len(part)
    return begin


LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
FENCES = st.sampled_from(
    [
        "```",
        "```python",
        "  ```js",
        "~~~",
        "~~~ text",
        "````md",
        "    ```",
        "- ```sh",
        "``` `",
        "```a```",
    ]
)
BITS = st.one_of(
    LETTERS,
    st.builds(str.__mul__, LETTERS, st.integers(1, 200)),
    st.builds("\n{}\n".format, FENCES),
    FENCES,
    st.sampled_from(
        [
            "안녕하세요. 내일 오후 3시에 알려 드릴게요! ",
            "A sentence, and another one. ",
            "👩‍👩‍👧‍👦🇰🇷👍🏽",
            "\n\n",
            " " * 2500,
            "\n" * 2500,
            "가" * 2500,
            "x" * 4100,
            "🎉" * 1500,
            "    indented = True\n",
        ]
    ),
)  # fmt: skip
REPEATED = st.builds(str.__mul__, BITS, st.integers(1, 60))
TEXTS = st.lists(st.one_of(BITS, REPEATED), max_size=12).map(lambda bits: "".join(bits)[:20_000])


@settings(max_examples=1000, deadline=None)
@given(TEXTS)
@example("```\n" + "\n" * 5000 + "x")
@example("```" + "x" * 5000)
@example("~~~ " + "x " * 3000 + "\n~~~")
@example("a " * 990 + "```x``` " + "b " * 1000)
def test_any_text_is_split_without_loss(text: str) -> None:
    pieces = split(text)

    assert is_whole(text, pieces)
    assert all(0 < length(piece) <= LIMIT < 2000 for piece in pieces)
    assert all(piece == piece.strip() for piece in pieces)
    assert [open_fence(piece) for piece in pieces] == [None] * len(pieces)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_has_a_plan_that_loses_nothing(text: str) -> None:
    planned = plan(text)

    if planned.attachment is None:
        assert planned.pieces == split(text)
        assert len(planned.pieces) <= 5
    else:
        assert planned.attachment == text
        assert planned.pieces == [beginning(text)]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_beginning_of_any_text_is_one_message(text: str) -> None:
    begun = beginning(text)

    assert length(begun) <= LIMIT
    assert begun.endswith("\n…") == (len(split(text)) > 1)
    assert open_fence(begun) is None


def paragraph(words: int) -> str:
    return " ".join(f"word{n}" for n in range(words)) + "."


CODE = "```python\n" + "\n".join(f"    value_{n} = compute({n})" for n in range(60)) + "\n```"


def test_six_thousand_characters_with_code_arrive_whole() -> None:
    text = "\n\n".join(
        [paragraph(150), CODE, paragraph(60), CODE, paragraph(90), CODE, "That's it."]
    )

    pieces = split(text)

    assert 6000 < len(text) < 8000
    assert is_whole(text, pieces)
    assert all(len(piece) <= 2000 and open_fence(piece) is None for piece in pieces)
    assert sum(CODE in piece for piece in pieces) == 3


def test_cut_code_block_goes_on_with_its_language_and_indentation() -> None:
    lines = [f"    value_{n} = compute({n})" for n in range(120)]
    text = "Look:\n\n```python\n" + "\n".join(lines) + "\n```"

    first, second = split(text)

    code = first.removeprefix("Look:\n\n```python\n").removesuffix("\n```").split("\n")
    more = second.removeprefix("```python\n").removesuffix("\n```").split("\n")
    assert code + more == lines


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("\n" * 5000, []),
        ("hello", ["hello"]),
        ("x" * LIMIT, ["x" * LIMIT]),
        ("x" * (LIMIT + 1), ["x" * LIMIT, "x"]),
        ("😀" * 1000, ["😀" * 995, "😀" * 5]),
        ("```py\nx = 1", ["```py\nx = 1\n```"]),
        ("a" * 999 + "\n\n" + "b\n" * 900 + "c", ["a" * 999, "b\n" * 900 + "c"]),
        ("a" * 1000 + "\n" + "b c. d " * 200, ["a" * 1000, ("b c. d " * 200).strip()]),
        ("a b. " * 398 + "c d", [("a b. " * 398).strip(), "c d"]),
        ("a" * 1800 + " " + "b" * 300, ["a" * 1800, "b" * 300]),
        ("a " + "b" * 2500, ["a " + "b" * 1988, "b" * 512]),
    ],
)  # fmt: skip
def test_text_is_cut_where_it_hurts_least(text: str, pieces: list[str]) -> None:
    assert split(text) == pieces


@pytest.mark.parametrize(
    "character", ["e\u0301", "👍🏽", "👩\u200d👩\u200d👧", "\u1112\u1161\u11ab", "☀\ufe0f"]
)
@pytest.mark.parametrize("shift", range(8))
def test_nothing_that_looks_like_one_character_is_cut(character: str, shift: int) -> None:
    first, second = split("x" * shift + character * 400 + "y" * 1800)[:2]

    assert re.fullmatch(f"x*({character})+", first) or re.fullmatch(f"x*({character})+y+", first)
    assert re.fullmatch(f"({character})*y+", second)


def test_text_that_needs_many_messages_becomes_a_file() -> None:
    short, long = paragraph(1000), "\n\n".join([paragraph(150)] * 12)

    assert plan(short).attachment is None
    assert plan(long).attachment == long
    [piece] = plan(long).pieces
    assert piece.startswith("word0 word1")
    assert piece.endswith("\n…")
