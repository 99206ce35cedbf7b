"""Which models answer."""

from openai import DefaultAsyncHttpxClient, Timeout
from pydantic import HttpUrl, SecretStr

from panager.llm.dialects.stream import normalise
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.calls import Model
from panager.llm.providers.chain import ModelChain
from panager.llm.providers.openai import StreamingOpenAI
from panager.llm.providers.reports import Report
from panager.settings import OFFLINE, Fallback, Settings

CONNECT_TIMEOUT_S = 5.0
"""Who is not even reached has done nothing that could cost; who falls silent later, perhaps."""
NO_KEY = SecretStr("none")
"""For servers that want none (Ollama); the client insists on one."""


def create_models(settings: Settings, report: Report | None = None) -> ModelChain:
    """The chain that the settings name; `report` hears which models refuse their key."""
    # One of our own: the cached default of langchain-openai cannot be closed.
    http = DefaultAsyncHttpxClient(
        headers={"Accept-Encoding": "identity"}, event_hooks={"response": [normalise]}
    )
    return ModelChain(
        [_create(settings, http, one) for one in configured(settings)],
        timeout_s=settings.llm_timeout_s,
        report=report,
        close=http.aclose,
    )


def configured(settings: Settings) -> list[Fallback]:
    """The models in the order in which they are asked, each with its own address and key.

    A key goes to no other address than the one that it was set for.
    """
    first = Fallback(
        model=settings.llm_model, base_url=settings.llm_base_url, api_key=settings.llm_api_key
    )
    others = [
        Fallback(
            model=one.model,
            base_url=one.base_url or settings.llm_base_url,
            api_key=one.api_key or (settings.llm_api_key if one.base_url is None else None),
        )
        for one in settings.llm_fallbacks
    ]
    return [first, *others]


def _create(settings: Settings, http: DefaultAsyncHttpxClient, one: Fallback) -> Model:
    if one.model == OFFLINE:
        chat = OfflineModel(delay_s=settings.offline_model_delay_s)
        return Model(name=OFFLINE, chat=chat, is_metered=False)
    url = one.base_url or settings.llm_base_url
    return Model(
        name=one.model,
        host=host_of(url),
        chat=StreamingOpenAI(
            model=one.model,
            base_url=str(url),
            api_key=one.api_key or NO_KEY,
            http_async_client=http,
            max_retries=0,  # Temporal retries
            stream_usage=True,
            stream_chunk_timeout=None,  # the chain has one
            timeout=Timeout(
                settings.llm_timeout_s, connect=min(CONNECT_TIMEOUT_S, settings.llm_timeout_s)
            ),
            max_completion_tokens=settings.llm_output_tokens,
        ),
    )


def host_of(url: HttpUrl) -> str:
    """The host of an address, to be shown to people: an address may carry a password."""
    return f"{url.host}:{url.port}"
