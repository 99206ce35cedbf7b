"""Reading which of a list a person wants to keep."""

import pytest

from activities.actions.selection import numbers_to_keep

TEXTS = ["치과 예약", "약 먹기", "water the plants"]


@pytest.mark.parametrize(
    ("wish", "kept"),
    [
        ("1", {1}),
        ("1, 3", {1, 3}),
        ("1 3", {1, 3}),
        ("1번 3번", {1, 3}),
        ("1번이랑 3번은 빼고", {1, 3}),
        ("첫 번째", {1}),
        ("keep 2 and 3", {2, 3}),
        ("all but the plants", {3}),
        ("치과", {1}),
        ("치과는 남겨줘", {1}),
        ("치과, 약", {1, 2}),
        ("2, 2", {2}),
    ],
)
def test_what_is_kept(wish: str, kept: set[int]) -> None:
    assert numbers_to_keep(wish, TEXTS) == kept


@pytest.mark.parametrize("wish", ["", " ", "0", "4", "1, 9", "1, the purple one", "hm", ","])
def test_what_is_not_clear_keeps_nothing(wish: str) -> None:
    assert numbers_to_keep(wish, TEXTS) == set()
