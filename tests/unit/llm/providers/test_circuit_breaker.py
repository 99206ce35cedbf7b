"""When a model is passed over."""

from datetime import timedelta

from panager.llm.providers.circuit_breaker import FIRST_OPEN, CircuitBreaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_failures_of_calls_that_ran_together_count_once() -> None:
    clock = Clock()
    together, once = CircuitBreaker(clock=clock), CircuitBreaker(clock=clock)
    clock.now = 5
    for _ in range(20):
        together.fail(began_at=0)
    once.fail(began_at=0)

    clock.now += FIRST_OPEN.total_seconds() + 1

    assert not together.is_open
    assert not once.is_open


def test_half_open_one_call_tries_it_out() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock=clock)
    breaker.fail(began_at=0)
    clock.now = 11

    seen = [breaker.is_open]
    breaker.begin()
    seen.append(breaker.is_open)
    breaker.succeed()
    seen.append(breaker.is_open)

    assert seen == [False, True, False]


def test_call_that_was_abandoned_half_open_does_not_open_it_for_good() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock=clock)
    breaker.fail(began_at=0)
    clock.now = 11
    breaker.begin()

    clock.now += FIRST_OPEN.total_seconds() + 1

    assert not breaker.is_open


def test_shorter_retry_after_does_not_undo_a_longer_one() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock=clock)
    breaker.fail(began_at=0, retry_after=timedelta(seconds=100))
    breaker.fail(began_at=0, retry_after=timedelta(seconds=1))

    assert breaker.retry_after == timedelta(seconds=100)
