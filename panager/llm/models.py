"""Which model answers."""

from langchain_core.language_models import BaseChatModel

from panager.llm.offline.model import OfflineModel
from panager.settings import Settings


def create_model(settings: Settings) -> BaseChatModel:
    """The model that the settings name; `offline` needs no key and no network."""
    return OfflineModel(delay_s=settings.offline_model_delay_s)
