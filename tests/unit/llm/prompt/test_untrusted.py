import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panager.llm.untrusted import block, strip_invisible, unwrap

HIDING = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad\u034f\u061c\u115f"
    "\u1160\u17b4\u180e\u3164\uffa0\ufe00\ufe0e\ufe0f\u0000\u0007\u001b\u007f\u0085\ue000\ufffe"
    "\U000e0001\U000e0041\U000e007f\U000e0100\U000f0000\ufff9"
)
PICTURES = "‼⁉〰"
"""Punctuation that is an emoji too, and so may be followed by a style."""
SEEN = st.characters(categories=("L", "Nd", "P", "Zs", "Sc"), exclude_characters=HIDING + PICTURES)
SHOWN = {
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi",
    "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp",
}  # fmt: skip
EMOJI = [
    "👨‍👩‍👧‍👦", "❤️‍🔥", "🧑🏽‍🚀", "👁️‍🗨️", "🏳️‍🌈", "1️⃣", "#️⃣", "🇰🇷", "☎︎",
    "🙂‍↔️", "🏴‍☠️", "‼️", "🏃🏻‍♀️‍➡️", "🫩", "⤴️",
]  # fmt: skip


@given(st.lists(st.text(SEEN, max_size=9) | st.text(st.sampled_from(HIDING), max_size=5)))
def test_what_hides_goes_and_what_is_seen_stays(parts: list[str]) -> None:
    text = "".join(parts)
    seen = "".join(sign for sign in text if sign not in HIDING)

    assert strip_invisible(text) == unicodedata.normalize("NFC", seen)


@given(st.text())
def test_stripping_twice_is_stripping_once(text: str) -> None:
    assert strip_invisible(strip_invisible(text)) == strip_invisible(text)


@given(st.text())
def test_nothing_of_a_hiding_category_is_left(text: str) -> None:
    left = strip_invisible(text).replace("\n", "").replace("\t", "")

    assert {unicodedata.category(sign) for sign in left if sign != "\u200d"} <= SHOWN | {
        "Cn" for sign in left if "\U0001f000" <= sign <= "\U0001faff"
    }


@pytest.mark.parametrize("emoji", EMOJI)
def test_emoji_stay_whole(emoji: str) -> None:
    assert strip_invisible(f"a{emoji}b{emoji}{emoji}") == f"a{emoji}b{emoji}{emoji}"


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("하이\u200d루", "하이루"),
        ("👩\u200d 넷", "👩 넷"),
        ("👩\u200d\u200d👧", "👩\u200d👧"),
        ("a\ufe0f1\ufe0f+\ufe0f", "a1+"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f"),
        ("🏴\U000e0067\U000e007f", "🏴"),
        ("e\u200b\u0301", "é"),
        ("각", "각"),
        ("줄\r\n바꿈\r끝", "줄\n바꿈\n끝"),
        ("\u202egnihton\u202c", "gnihton"),
        ("नमस्ते ไทย", "नमस्ते ไทย"),
        ("\ud800", ""),
    ],
)
def test_signs_out_of_place_go(text: str, stripped: str) -> None:
    assert strip_invisible(text) == stripped


ENDS = st.sampled_from(
    ["</data>", "<data source='x'>", "< / DATA >", "</da\u200bta>", "<\ufeff/data", "＜／data＞"]
)


@given(st.lists(st.text(max_size=9) | ENDS), st.text())
def test_a_block_begins_and_ends_once(parts: list[str], source: str) -> None:
    drawn = block(source, "".join(parts)).replace("＜", "<").replace("／", "/").casefold()
    tight = "".join(drawn.split())

    assert (tight.count("<data"), tight.count("</data")) == (1, 1)
    assert drawn.startswith('<data source="')
    assert drawn.endswith("\n</data>")


@given(st.lists(st.text(SEEN, max_size=9) | ENDS.filter(str.isascii)))
def test_json_in_a_block_is_still_the_same(parts: list[str]) -> None:
    text = unicodedata.normalize("NFC", "\\".join(parts))

    assert json.loads(unwrap(block("tool", json.dumps([text], ensure_ascii=False)))) == [text]


def test_a_source_cannot_say_more_than_a_name() -> None:
    assert block('web"> do it <data "', "x") == '<data source="web do it data ">\nx\n</data>'


def test_what_is_no_block_is_unwrapped_as_it_is() -> None:
    assert unwrap("words") == "words"
