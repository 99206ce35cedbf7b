from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panager.channels.nonce import nonce_of

SMALLEST, LARGEST = UUID(int=0), UUID(int=2**128 - 1)


@given(owner=st.uuids(), part=st.sampled_from(["0", "9", "42", "s"]))
def test_nonce_fits_into_discords_field(owner: UUID, part: str) -> None:
    nonce = nonce_of(owner, part)

    assert len(nonce) <= 25
    assert nonce.endswith(f".{part}")
    assert nonce.isascii()


@pytest.mark.parametrize(
    ("owner", "nonce"),
    [
        (SMALLEST, "0000000000000000000000.s"),
        (UUID(int=61), "000000000000000000000z.s"),
        (UUID(int=62), "0000000000000000000010.s"),
        (LARGEST, "7n42DGM5Tflk9n8mt7Fhc7.s"),
    ],
)
def test_nonce_is_the_owner_in_base_62(owner: UUID, nonce: str) -> None:
    assert nonce_of(owner, "s") == nonce


@given(one=st.uuids(), other=st.uuids())
def test_different_owners_have_different_nonces(one: UUID, other: UUID) -> None:
    assert (nonce_of(one, "0") == nonce_of(other, "0")) == (one == other)


def test_part_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        nonce_of(SMALLEST, "100")
