"""Real models of langchain-openai that talk to the fake OpenAI server."""

from typing import Any

from pydantic import HttpUrl, SecretStr

from panager.llm.providers.chain import ModelChain
from panager.llm.providers.models import create_models
from panager.settings import Settings
from testing.fake_openai import FakeOpenAI

FIRST = "fake-model"
"""What `FakeOpenAI` lists."""


def settings_for(openai: FakeOpenAI, **settings: Any) -> Settings:
    """The defaults and nothing of the environment, with the model at the fake server."""
    return Settings.model_construct(
        **{
            "llm_model": FIRST,
            "llm_base_url": HttpUrl(openai.base_url),
            "llm_api_key": SecretStr("a-key"),
            "budget_messages_per_minute": 0,  # tests write faster than people
            **settings,
        }
    )


def chain_to(openai: FakeOpenAI, **settings: Any) -> ModelChain:
    """The chain that these settings make, e.g. `llm_fallbacks=[Fallback(model="second")]`.

    Close it with `contextlib.aclosing` where the server goes on without it.
    """
    return create_models(settings_for(openai, **settings))
