"""The tool that works out sums, so that no model has to guess them."""

import ast
import math
import operator
import re
import warnings
from collections.abc import Callable
from typing import Any, Final

import simpleeval  # type: ignore[import-untyped]  # it has none
from temporalio import activity

from activities.calls.call import Call
from activities.calls.runner import run_tool
from activities.tools import declared_tools
from panager.contracts.chat import ToolInput
from panager.contracts.names import tool_activity
from panager.db.pool import Database
from panager.llm.tools import Calculate
from panager.replies.results import Status, ToolResult

_LARGEST: Final = 1e60
"""Of every number on the way: what is larger belongs to no sum of daily life."""
_MOST_DIGITS: Final = 20
_SIGNS: Final = str.maketrans({"×": "*", "÷": "/", "−": "-", "원": ""})
_COMMA: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s*%(?!\s*[\d(])")
_UNITS: Final = {"천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12}
_AMOUNT: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(천?[만억조]|천)")
_AMOUNTS: Final = re.compile(r"(?:\d+(?:\.\d+)?\s*(?:천?[만억조]|천)\s*)+\d*")
_ALLOWED: Final = re.compile(r"[0-9a-z+\-*/%(),. ]+")


class NoSumError(Exception):
    """It cannot be worked out; the message says why."""


class Calculator:
    """The tool `calculate`."""

    def __init__(self, db: Database) -> None:
        """Of the turns."""
        self._db = db

    @activity.defn(name=tool_activity("calculate"))
    async def calculate(self, input: ToolInput) -> None:
        """Numbers only."""
        await run_tool(self._db, input, declared_tools.CALCULATE, _answer)


async def _answer(call: Call[Calculate]) -> ToolResult:
    try:
        value = calculate(call.args.expression)
    except NoSumError as error:
        return ToolResult(status=Status.FAILED, detail=str(error))
    return ToolResult(status=Status.CALCULATED, text=call.args.expression, value=value)


def calculate(expression: str) -> str:
    """The value; raises NoSumError. Knows ×, ÷, ^, %, thousands commas, 만, 억 and 조."""
    plain = _plain(expression)
    if not _ALLOWED.fullmatch(plain):
        raise NoSumError("only numbers, + - * / % ** ( ) and sqrt, abs, round, min, max, pi, e")
    evaluator = simpleeval.SimpleEval(
        operators=_OPERATORS, functions=_FUNCTIONS, names={"pi": math.pi, "e": math.e}
    )
    evaluator.nodes = {kind: evaluator.nodes[kind] for kind in _NODES}
    try:
        # Python warns of "1or 2", which is no sum either way.
        with warnings.catch_warnings(action="ignore", category=SyntaxWarning):
            return _written(evaluator.eval(plain))
    except ZeroDivisionError as error:
        raise NoSumError("division by zero") from error
    except (simpleeval.InvalidExpression, *_MISTAKES) as error:
        raise NoSumError("this is no sum") from error


def _plain(expression: str) -> str:
    text = _COMMA.sub("", expression.translate(_SIGNS)).replace("^", "**").lower()
    text = _PERCENT.sub(r"(\1/100)", _AMOUNTS.sub(_amount, text))
    return " ".join(text.split())


def _amount(found: re.Match[str]) -> str:
    """ "3억 5천만" as a number; as it is when the units do not go down."""
    parts = [
        (number, math.prod(_UNITS[one] for one in units))
        for number, units in _AMOUNT.findall(found[0])
    ]
    sizes = [size for _, size in parts]
    if sizes != sorted(set(sizes), reverse=True):
        return found[0]
    rest = _AMOUNT.sub("", found[0]).strip()
    terms = [f"{number}*{size}" for number, size in parts] + ([rest] if rest else [])
    return f"({'+'.join(terms)}) "


def _written(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise NoSumError("this is no sum")
    return str(value) if isinstance(value, int) else f"{value:.15g}"


def _bounded(operation: Callable[..., Any]) -> Callable[..., Any]:
    def bounded(*values: Any) -> Any:  # noqa: ANN401 - numbers, or what simpleeval makes of them
        result = operation(*values)
        # Not a number compares as false.
        if isinstance(result, complex) or not abs(result) <= _LARGEST:
            raise ValueError("too large, or no real number")
        return result

    return bounded


def _power(base: float, exponent: float) -> float:
    if base and abs(exponent) * abs(math.log10(abs(base))) > math.log10(_LARGEST):
        raise ValueError("too large")
    result: float = base**exponent
    return result


def _round(number: float, digits: int = 0) -> float:
    if abs(digits) > _MOST_DIGITS:
        raise ValueError("rounds nothing, and takes for ever")
    rounded: float = round(number, digits or None)
    return rounded


_OPERATORS: Final = {
    ast.Add: _bounded(operator.add),
    ast.Sub: _bounded(operator.sub),
    ast.Mult: _bounded(operator.mul),
    ast.Div: _bounded(operator.truediv),
    ast.FloorDiv: _bounded(operator.floordiv),
    ast.Mod: _bounded(operator.mod),
    ast.Pow: _bounded(_power),
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_FUNCTIONS: Final = {
    "sqrt": _bounded(math.sqrt),
    "abs": _bounded(abs),
    "round": _bounded(_round),
    "min": _bounded(min),
    "max": _bounded(max),
}
_NODES: Final = (ast.Expr, ast.UnaryOp, ast.BinOp, ast.Call, ast.Name, ast.Constant)
_MISTAKES: Final = (
    ArithmeticError,
    ValueError,
    TypeError,
    SyntaxError,
    RecursionError,
    MemoryError,
    KeyError,
)
