import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.tools.calculator import NoSumError, calculate


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1+2", "3"),
        ("2 × (3 + 4) ÷ 7", "2"),
        ("0.1+0.2", "0.3"),
        ("10/4", "2.5"),
        ("7 // 2", "3"),
        ("17 % 5", "2"),
        ("2^10", "1024"),
        ("15000 * 20%", "3000"),
        ("1,234,567 * 2", "2469134"),
        ("3만 5천 + 1", "35001"),
        ("3억 5천만", "350000000"),
        ("3만 500", "30500"),
        ("1.5만원 * 3", "45000"),
        ("100억 / 7", "1428571428.57143"),
        ("sqrt(2)", "1.4142135623731"),
        ("round(2.567, 2) + max(3, 4)", "6.57"),
        ("-5", "-5"),
    ],
)
def test_value(expression: str, value: str) -> None:
    assert calculate(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "1/0",
        "9**9**9",
        "10**200",
        "1e999",
        "1e60 * 10",
        "(-8)**0.5",
        "round(15, -10**9)",
        "'a' * 3",
        "[1] * 9",
        "__import__('os')",
        "().__class__",
        "open(1)",
        "True",
        "1 if 1 else 2",
        "1; 2",
        "x = 1",
        "1 (2)",
        "min()",
        "2천 3만",
        "세 시간",
        "((((",
        "1or 2",
        "(" * 199 + "1",
    ],
)
def test_what_is_no_sum(expression: str) -> None:
    with pytest.raises(NoSumError):
        calculate(expression)


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789.+-*/%()e,만억천 round"), max_size=60))
def test_any_characters_give_a_number_or_an_error_of_ours(expression: str) -> None:
    try:
        value = calculate(expression)
    except NoSumError:
        return
    assert float(value) == float(value)
