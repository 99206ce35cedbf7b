"""Where an answer that is too long ends."""

import pytest

from panager.llm.providers.answers import cut, whole_signs


@pytest.mark.parametrize(
    ("text", "limit", "left"),
    [
        ("One two. Three four five", 16, "One two.…"),
        ("One two three four five", 14, "One two three…"),
        ("하나 둘 셋. 넷 다섯 여섯", 12, "하나 둘 셋.…"),
        ("A. " + "b" * 50, 20, "A. " + "b" * 16 + "…"),
        ("x" * 50, 10, "x" * 9 + "…"),
        ("short", 10, "short…"),
    ],
)
def test_cut(text: str, limit: int, left: str) -> None:
    assert cut(text, limit) == left
    assert len(left) <= limit


def test_halves_of_a_sign_become_one_sign() -> None:
    assert whole_signs("한글 \ud83d\ude00\n끝") == "한글 😀\n끝"
