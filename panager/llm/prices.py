"""What tokens cost, in millionths of a US dollar."""

import math
from collections.abc import Iterable, Mapping

from panager.settings import Price

type Prices = Mapping[str, Price]


def cost_micros(prices: Prices, model: str, *, input_tokens: int, output_tokens: int) -> int:
    """Of one call, rounded up; 0 for a model without a price.

    Prices may leave out who provides the model: "gpt-4o" for "openai/gpt-4o".
    """
    price = prices.get(model) or prices.get(model.rpartition("/")[2])
    if price is None:
        return 0
    return math.ceil(price.input * input_tokens + price.output * output_tokens)


def dearest_micros(
    prices: Prices, models: Iterable[str], *, input_tokens: int, output_tokens: int
) -> int:
    """Of one call, whichever of the models answers."""
    return max(
        (
            cost_micros(prices, model, input_tokens=input_tokens, output_tokens=output_tokens)
            for model in models
        ),
        default=0,
    )
