"""Nonces by which Discord knows a message that it was sent before."""

import string
from uuid import UUID

LONGEST = 25
"""Characters of a nonce that Discord takes."""
DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
UUID_DIGITS = 22
"""So many digits of base 62 hold 128 bits."""


def nonce_of(owner: UUID, part: str) -> str:
    """The same for the same part of the same owner; at most 25 characters.

    ValueError: `part` has more than 2 characters.
    """
    nonce = f"{_base62(owner.int)}.{part}"
    if len(nonce) > LONGEST:
        raise ValueError(f"too long for a nonce: {part!r}")
    return nonce


def _base62(number: int) -> str:
    digits = ""
    for _ in range(UUID_DIGITS):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits
