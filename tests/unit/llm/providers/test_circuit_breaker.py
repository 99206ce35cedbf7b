"""When a model is passed over."""

from datetime import timedelta

from panager.llm.providers.circuit_breaker import FIRST_REST, Health


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_failures_of_calls_that_ran_together_count_once() -> None:
    clock = Clock()
    together, once = Health(clock=clock), Health(clock=clock)
    clock.now = 5
    for _ in range(20):
        together.fail(began_at=0)
    once.fail(began_at=0)

    clock.now += FIRST_REST.total_seconds() + 1

    assert not together.is_resting
    assert not once.is_resting


def test_after_its_rest_one_call_tries_it_out() -> None:
    clock = Clock()
    health = Health(clock=clock)
    health.fail(began_at=0)
    clock.now = 11

    seen = [health.is_resting]
    health.begin()
    seen.append(health.is_resting)
    health.succeed()
    seen.append(health.is_resting)

    assert seen == [False, True, False]


def test_call_that_was_abandoned_while_trying_it_out_does_not_put_it_away_for_good() -> None:
    clock = Clock()
    health = Health(clock=clock)
    health.fail(began_at=0)
    clock.now = 11
    health.begin()

    clock.now += FIRST_REST.total_seconds() + 1

    assert not health.is_resting


def test_shorter_retry_after_does_not_undo_a_longer_one() -> None:
    clock = Clock()
    health = Health(clock=clock)
    health.fail(began_at=0, retry_after=timedelta(seconds=100))
    health.fail(began_at=0, retry_after=timedelta(seconds=1))

    assert health.refuses_for == timedelta(seconds=100)
