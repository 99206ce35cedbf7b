"""What everybody says in `benchmarks.fifty`, and how an answer to it is known."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """One message."""

    text: str
    model_calls: int
    """How often the model is asked until it is answered."""
    answer: str
    """What an answer to this, and to nothing else that is said, begins with."""


TIME = Said("what time is it?", 2, "It is")
CONVERSATION = (Said("hello", 1, "Hello"), TIME, Said("thanks", 1, "You are welcome"), TIME)
