"""What a proof is good for, and what not."""

from uuid import UUID

import pytest
from pydantic import SecretStr

from panager.contracts.action import DecideInput, Verdict
from panager.proof import Prover, UpdateKeyError

APPROVAL = DecideInput(
    user_id=UUID(int=1), decision_id=UUID(int=2), verdict=Verdict.APPROVE, revision=1
)
REJECTION = DecideInput(
    user_id=UUID(int=1), decision_id=UUID(int=2), verdict=Verdict.REJECT, revision=1
)
OURS = Prover(SecretStr("ours"))


def test_proof_is_good_for_what_was_signed() -> None:
    proof = OURS.sign("action:1", "decide", [APPROVAL], "an id")

    assert OURS.is_signed(proof, "action:1", "decide", [APPROVAL], "an id")


@pytest.mark.parametrize(
    ("workflow_id", "asked", "payload", "id"),
    [
        ("action:2", "decide", APPROVAL, "an id"),
        ("action:1", "edit", APPROVAL, "an id"),
        ("action:1", "decide", REJECTION, "an id"),
        ("action:1", "decide", APPROVAL, "another id"),
    ],
)
def test_proof_is_good_for_nothing_else(
    workflow_id: str, asked: str, payload: DecideInput, id: str
) -> None:
    proof = OURS.sign("action:1", "decide", [APPROVAL], "an id")

    assert not OURS.is_signed(proof, workflow_id, asked, [payload], id)


def test_proof_of_another_key_or_none_is_no_proof() -> None:
    proof = Prover(SecretStr("theirs")).sign("chat:1", "stop", [])

    assert not OURS.is_signed(proof, "chat:1", "stop", [])
    assert not OURS.is_signed({}, "chat:1", "stop", [])


def test_key_can_be_replaced() -> None:
    proof = OURS.sign("reminder:1", "ReminderWorkflow", [])
    both = Prover(SecretStr("new, ours"))

    assert both.is_signed(proof, "reminder:1", "ReminderWorkflow", [])
    assert both.sign("chat:1", "stop", []) == Prover(SecretStr("new")).sign("chat:1", "stop", [])


@pytest.mark.parametrize("keys", ["", "a,", " "])
def test_empty_key_is_no_key(keys: str) -> None:
    with pytest.raises(UpdateKeyError):
        Prover(SecretStr(keys))
