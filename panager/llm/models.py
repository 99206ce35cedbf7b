"""Which models answer."""

from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient
from pydantic import HttpUrl, SecretStr

from panager.llm.chain import Model, ModelChain
from panager.llm.offline.model import OfflineModel
from panager.settings import OFFLINE, Settings

NO_KEY = SecretStr("none")
"""For servers that want none (Ollama); the client insists on one."""


def create_models(settings: Settings) -> ModelChain:
    """The chain that the settings name; `offline` needs no key and no network."""
    # One of our own: the cached default of langchain-openai cannot be closed.
    http = DefaultAsyncHttpxClient()
    first = _create(settings, http, settings.llm_model, settings.llm_base_url, settings.llm_api_key)
    fallbacks = [
        _create(
            settings,
            http,
            one.model,
            one.base_url or settings.llm_base_url,
            one.api_key or (settings.llm_api_key if one.base_url is None else None),
        )
        for one in settings.llm_fallbacks
    ]
    return ModelChain([first, *fallbacks], timeout_s=settings.llm_timeout_s, close=http.aclose)


def _create(
    settings: Settings,
    http: DefaultAsyncHttpxClient,
    name: str,
    base_url: HttpUrl,
    key: SecretStr | None,
) -> Model:
    if name == OFFLINE:
        chat = OfflineModel(delay_s=settings.offline_model_delay_s)
        return Model(name=OFFLINE, chat=chat, is_metered=False)
    return Model(
        name=name,
        chat=ChatOpenAI(
            model=name,
            base_url=str(base_url),
            api_key=key or NO_KEY,
            http_async_client=http,
            max_retries=0,  # Temporal retries
            stream_usage=True,
            timeout=settings.llm_timeout_s,
            max_completion_tokens=settings.llm_output_tokens,
        ),
    )
