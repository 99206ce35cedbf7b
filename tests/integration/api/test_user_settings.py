import httpx
import pytest

from tests.integration.api.test_problems import assert_problem

DEFAULTS = {"language": "en", "zone": "Asia/Seoul", "quiet_from": None, "quiet_to": None}


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
    ],
)
async def test_what_cannot_be_is_refused(api: httpx.AsyncClient, body: dict[str, object]) -> None:
    before = (await api.get("/v1/settings")).json()

    assert_problem(await api.patch("/v1/settings", json=body), 422)

    assert (await api.get("/v1/settings")).json() == before
