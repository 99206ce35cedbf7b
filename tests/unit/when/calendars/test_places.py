import pytest

from panager.when.calendars.places import places_like


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("서", ("서부", "America/Los_Angeles")),
        ("서울", ("서울", "Asia/Seoul")),
        ("berl", ("berlin", "Europe/Berlin")),
        ("New Y", ("new york", "America/New_York")),
        ("america/new_y", ("America/New_York", "America/New_York")),
    ],
)
def test_places_that_begin_with_what_is_typed_come_first(
    typed: str, first: tuple[str, str]
) -> None:
    assert places_like(typed, limit=25)[0] == first


def test_zone_comes_once_and_the_list_is_short() -> None:
    found = places_like("o", limit=25)

    assert len(found) == 25
    assert len({key for _, key in found}) == 25


def test_unknown_letters_find_nothing() -> None:
    assert places_like("xyzzy", limit=25) == []
