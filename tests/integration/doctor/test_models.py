"""What doctor finds out about the models, from an OpenAI on loopback."""

from decimal import Decimal

from pydantic import HttpUrl, SecretStr

from panager.doctor.models import diagnose
from panager.settings import Fallback
from testing.fake_openai import FakeOpenAI, running
from testing.openai_models import settings_for


async def test_offline_needs_no_key(openai: FakeOpenAI) -> None:
    [finding] = await diagnose(settings_for(openai, llm_model="offline", llm_api_key=None))

    assert finding.ok
    assert "needs no key" in finding.detail


async def test_listed_model_is_well(openai: FakeOpenAI) -> None:
    [finding] = await diagnose(settings_for(openai))

    assert finding.ok
    assert finding.detail.startswith("fake-model at 127.0.0.1:")


async def test_latest_is_the_tag_that_ollama_means(openai: FakeOpenAI) -> None:
    openai.models = ["gpt-oss:latest"]

    [finding] = await diagnose(settings_for(openai, llm_model="gpt-oss"))

    assert finding.ok


async def test_model_without_a_price_under_a_budget_in_dollars_is_told(openai: FakeOpenAI) -> None:
    [finding] = await diagnose(settings_for(openai, budget_day_usd=Decimal(1)))

    assert not finding.ok
    assert "PANAGER_LLM_PRICES" in finding.detail
    assert "price" in finding.remedy


async def test_unknown_model_is_told_with_those_that_there_are(openai: FakeOpenAI) -> None:
    [finding] = await diagnose(settings_for(openai, llm_model="fake-modle"))

    assert not finding.ok
    assert finding.remedy == "Correct LLM_MODEL, e.g. fake-model."


async def test_refused_key_is_told_and_not_shown() -> None:
    async with running(api_key="the-right-key") as fake:
        [finding] = await diagnose(settings_for(fake, llm_api_key=SecretStr("a-wrong-key")))
        [well] = await diagnose(settings_for(fake, llm_api_key=SecretStr("the-right-key")))

    assert not finding.ok
    assert "401" in finding.detail
    assert finding.remedy == "Correct LLM_API_KEY."
    assert "a-wrong-key" not in repr(finding)
    assert well.ok


async def test_wrong_address_is_told(openai: FakeOpenAI) -> None:
    address = HttpUrl(f"{openai.base_url}/v2")

    [finding] = await diagnose(settings_for(openai, llm_base_url=address))

    assert not finding.ok
    assert "LLM_BASE_URL" in finding.remedy


async def test_fallback_that_does_not_answer_is_told_apart(openai: FakeOpenAI) -> None:
    async with running() as other:
        away = HttpUrl(other.base_url)

    first, second = await diagnose(
        settings_for(openai, llm_fallbacks=[Fallback(model="second", base_url=away)])
    )

    assert first.ok
    assert second.part == "model, fallback 1"
    assert not second.ok
    assert "LLM_FALLBACKS" in second.remedy
