"""A chat model without a network: rules in Korean and English, real tool calls, no randomness."""

from panager.llm.offline.model import OfflineModel

__all__ = ["OfflineModel"]
