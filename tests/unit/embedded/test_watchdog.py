"""When silence is a frozen part, and when it is not."""

from itertools import accumulate

from panager.embedded.liveness import Patience, Silence

USUAL = Patience()
LOOK_S = USUAL.every_s + USUAL.limit_s
"""What passes between two looks at a part that does not answer."""


def looks(*answers: tuple[float, bool]) -> list[bool]:
    """What `Silence` says after each: seconds since the look before, and whether it answered."""
    silence = Silence(0.0, USUAL)
    times = accumulate(passed for passed, _ in answers)
    return [
        silence.is_too_long(now, alive=alive)
        for now, (_, alive) in zip(times, answers, strict=True)
    ]


def test_part_that_stays_silent_is_frozen_within_half_a_minute() -> None:
    found = looks(*[(LOOK_S, False)] * 5)

    assert True in found
    assert (found.index(True) + 1) * LOOK_S < 30 - 10  # and ten seconds to start again


def test_one_answer_begins_anew() -> None:
    assert (
        looks((LOOK_S, False), (LOOK_S, False), (USUAL.every_s, True), (LOOK_S, False))
        == [False] * 4
    )


def test_machine_that_slept_has_no_frozen_parts() -> None:
    asleep = 8 * 3600.0

    assert looks((asleep, False), (USUAL.every_s, True)) == [False, False]
    assert looks((LOOK_S, False), (asleep, False), (USUAL.every_s, True)) == [False] * 3


def test_part_that_slept_through_the_waking_up_is_frozen_all_the_same() -> None:
    assert looks(*[(3600.0, False)] * 4)[-1]


def test_one_probe_is_never_enough() -> None:
    assert USUAL.frozen_after_s > 2 * LOOK_S
