import httpx
import pytest

from tests.integration.api.test_problems import assert_problem

HABITS = {
    "dawn": "05:00:00",
    "morning": "09:00:00",
    "lunch": "12:00:00",
    "afternoon": "15:00:00",
    "evening": "19:00:00",
    "night": "21:00:00",
    "close": "17:00:00",
    "week_start": "monday",
}
DEFAULTS = {
    "language": "en",
    "zone": "Asia/Seoul",
    "quiet_from": None,
    "quiet_to": None,
    "habits": HABITS,
}


async def test_what_is_left_out_stays(api: httpx.AsyncClient, other: httpx.AsyncClient) -> None:
    before = (await api.get("/v1/settings")).json()
    quiet = {"quiet_from": "23:00", "quiet_to": "07:30"}

    await api.patch("/v1/settings", json=quiet)
    answer = await api.patch("/v1/settings", json={"zone": "europe/berlin", "language": "ko"})

    assert before.keys() == DEFAULTS.keys()
    assert answer.json() == {
        "language": "ko",
        "zone": "Europe/Berlin",
        "quiet_from": "23:00:00",
        "quiet_to": "07:30:00",
        "habits": HABITS,
    }
    assert (await api.get("/v1/settings")).json() == answer.json()
    assert (await other.get("/v1/settings")).json() == before


async def test_null_for_both_ends_quiet_hours(api: httpx.AsyncClient) -> None:
    await api.patch("/v1/settings", json={"quiet_from": "23:00", "quiet_to": "07:00"})

    answer = await api.patch("/v1/settings", json={"quiet_from": None, "quiet_to": None})

    assert (answer.json()["quiet_from"], answer.json()["quiet_to"]) == (None, None)


@pytest.mark.parametrize(
    "body",
    [
        {"quiet_from": "23:00"},
        {"quiet_from": "23:00", "quiet_to": "23:00"},
        {"quiet_from": "23:00+09:00", "quiet_to": "07:00"},
        {"quiet_from": "25:00", "quiet_to": "07:00"},
        {"zone": "Middle/Earth"},
        {"zone": None},
        {"language": "fr"},
        {"colour": "red"},
        {"habits": {"brunch": "11:00"}},
        {"habits": {"morning": "25:00"}},
        {"habits": {"morning": "07:00+09:00"}},
        {"habits": {"morning": "13:00"}},
        {"habits": {"week_start": "someday"}},
        {"habits": {"week_start": 0}},
        {"habits": "morning=07:30"},
    ],
)
async def test_what_cannot_be_is_refused(api: httpx.AsyncClient, body: dict[str, object]) -> None:
    before = (await api.get("/v1/settings")).json()

    assert_problem(await api.patch("/v1/settings", json=body), 422)

    assert (await api.get("/v1/settings")).json() == before


async def test_habits_that_are_left_out_stay_and_null_is_the_usual_one(
    api: httpx.AsyncClient, other: httpx.AsyncClient
) -> None:
    changed = {"morning": "07:30", "week_start": "sunday"}

    await api.patch("/v1/settings", json={"habits": changed})
    both = await api.patch("/v1/settings", json={"habits": {"evening": "18:00"}})
    back = await api.patch("/v1/settings", json={"habits": {"morning": None}, "language": "ko"})

    assert both.json()["habits"] == HABITS | {
        "morning": "07:30:00",
        "week_start": "sunday",
        "evening": "18:00:00",
    }
    assert back.json()["habits"]["morning"] == "09:00:00"
    assert back.json()["habits"]["evening"] == "18:00:00"
    assert (await other.get("/v1/settings")).json()["habits"] == HABITS


async def test_refusal_says_which_habits_are_in_each_others_way(api: httpx.AsyncClient) -> None:
    answer = await api.patch("/v1/settings", json={"habits": {"afternoon": "11:00"}})

    assert "lunch (12:00) must come before afternoon (11:00)" in answer.json()["detail"]
