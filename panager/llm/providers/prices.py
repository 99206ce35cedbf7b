"""What tokens cost, in millionths of a US dollar."""

import math
from collections.abc import Mapping

from panager.settings import OFFLINE, Price, Settings

type Prices = Mapping[str, Price]

NO_PRICE = "PANAGER_BUDGET_DAY_USD is set, but PANAGER_LLM_PRICES has no price for it"


def cost_micros(prices: Prices, model: str, *, input_tokens: int, output_tokens: int) -> int:
    """The cost of one call, rounded up; 0 for a model without a price."""
    price = find_price(prices, model)
    if price is None:
        return 0
    return math.ceil(price.input * input_tokens + price.output * output_tokens)


def find_price(prices: Prices, model: str) -> Price | None:
    """Prices may leave out who provides the model: "gpt-4o" for "openai/gpt-4o"."""
    return prices.get(model) or prices.get(model.rpartition("/")[2])


def is_unpriced(settings: Settings, model: str) -> bool:
    """Whether a budget in dollars would not hold for this model, so that it must not be asked."""
    if model == OFFLINE or not settings.budget_day_usd:
        return False
    return find_price(settings.llm_prices, model) is None
