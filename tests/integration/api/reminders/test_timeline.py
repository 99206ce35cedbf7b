from datetime import timedelta

import httpx
import pytest

from testing.eventually import assert_eventually
from tests.integration.api.test_problems import assert_problem
from tests.support.requests import ahead, change, made


async def test_timeline_tells_what_happened_and_what_comes(
    api: httpx.AsyncClient, other: httpx.AsyncClient, worker: None
) -> None:
    reminder = await made(api, due_at=ahead(timedelta(seconds=2)), rrule="FREQ=DAILY")
    path = f"/v1/reminders/{reminder['id']}/timeline"

    async def delivered() -> bool:
        return "delivered" in [item["kind"] for item in (await api.get(path)).json()["items"]]

    await assert_eventually(delivered, timeout_s=20)
    await change(api, reminder, "pause")
    page = (await api.get(path)).json()

    assert [item["kind"] for item in page["items"]] == [
        "made", "due", "sending", "delivered", "paused", "next",
    ]  # fmt: skip
    assert "local:" in page["items"][3]["sentence"]
    assert page["previous"] is None
    assert_problem(await other.get(path), 404)


async def test_timeline_goes_back_page_by_page(api: httpx.AsyncClient, worker: None) -> None:
    reminder = await made(api)
    path = f"/v1/reminders/{reminder['id']}/timeline"
    for text in ("bread", "butter", "jam"):
        await change(api, reminder, "edit", text=text)

    last = (await api.get(path, params={"limit": 2})).json()
    first = (await api.get(path, params={"limit": 2, "before": last["previous"]})).json()

    assert [item["kind"] for item in first["items"] + last["items"]] == [
        "made", "changed", "changed", "changed", "next",
    ]  # fmt: skip
    assert "Buy milk" in first["items"][0]["sentence"]
    assert "jam" in last["items"][1]["sentence"]
    assert first["previous"] is None


async def test_timeline_is_in_the_language_of_the_person(api: httpx.AsyncClient) -> None:
    reminder = await made(api)
    path = f"/v1/reminders/{reminder['id']}/timeline"
    await api.patch("/v1/settings", json={"language": "ko"})

    [first, last] = (await api.get(path)).json()["items"]

    assert first["sentence"].startswith("만들었어요")
    assert last["sentence"].startswith("다음")


@pytest.mark.parametrize("cursor", ["x", "", "AAAA", "MXwyfDM="])
async def test_place_that_we_never_gave_is_refused(api: httpx.AsyncClient, cursor: str) -> None:
    reminder = await made(api)
    path = f"/v1/reminders/{reminder['id']}/timeline"

    assert_problem(await api.get(path, params={"before": cursor}), 422)
