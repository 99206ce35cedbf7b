"""Thoughts and tool calls that a model or its server wrote into the text of an answer.

Neither is for a person. Thoughts are cut out; calls are read as calls. What looks like a call and
cannot be read is a call as well, with what there is of it: its refusal tells the model.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

MAX_CALLS: Final = 32
"""That are read from one text."""
UNREADABLE: Final = "unreadable_call"
"""Name of a call whose own name cannot be read; no tool has it."""

_THOUGHT: Final = r"think|thinking|thought|reasoning|seed:think"
_OPEN: Final = re.compile(rf"<(?:{_THOUGHT})>", re.IGNORECASE)
_CLOSE: Final = re.compile(rf"</(?:{_THOUGHT})>", re.IGNORECASE)
_HARMONY: Final = re.compile(
    r"<\|channel\|>\s*(?P<channel>\w+)(?P<head>[^<]*)(?:<\|constrain\|>\s*\w*\s*)?<\|message\|>"
    r"(?P<body>.*?)(?=<\|(?:end|call|return|start|channel)\|>|\Z)(?:<\|(?:end|call|return)\|>)?",
    re.DOTALL,
)
"""The format of gpt-oss, https://cookbook.openai.com/articles/openai-harmony."""
_HARMONY_START: Final = re.compile(r"<\|start\|>\s*assistant")
_HARMONY_SIGNS: Final = re.compile(r"<\|(?:start|end|call|return|channel|message|constrain)\|>")
_RECIPIENT: Final = re.compile(r"to=(?:functions\.)?(?P<name>[\w-]+)")

_WRAPPED: Final = re.compile(
    r"(?P<tag><tool_call>|<\|tool_call\|>|\[TOOL_CALLS\]|<\|python_tag\|>|<minimax:tool_call>"
    r"|<function_calls>|<｜tool▁calls▁begin｜>|<\|tool_calls_section_begin\|>)(?P<body>.*?)"
    r"(?:</tool_call>|<\|/tool_call\|>|</minimax:tool_call>|</function_calls>"
    r"|<｜tool▁calls▁end｜>|<\|tool_calls_section_end\|>|\Z)",
    re.DOTALL,
)
_FUNCTION: Final = re.compile(
    r"<(?:function|invoke|tool)(?:=|\s+name=)\"?(?P<name>[\w.-]+)\"?\s*>(?P<body>.*?)"
    r"(?:</(?:function|invoke|tool)>|\Z)",
    re.DOTALL,
)
_PARAMETER: Final = re.compile(
    r"<parameter(?:=|\s+name=)\"?(?P<name>[\w.-]+)\"?\s*>(?P<value>.*?)</parameter>", re.DOTALL
)
_DEEPSEEK: Final = re.compile(
    r"<｜tool▁call▁begin｜>(?:function<｜tool▁sep｜>)?(?P<name>[\w.-]+)(?:<｜tool▁sep｜>)?\s*"
    r"(?:```json)?(?P<body>.*?)(?:```)?\s*(?:<｜tool▁call▁end｜>|\Z)",
    re.DOTALL,
)
_FENCED: Final = re.compile(r"```(?:json|tool_call|tool_code)?\s*(?P<body>[\[{].*?)```", re.DOTALL)
_MARKS: Final = ("<", "[TOOL_CALLS]")
_STRAY: Final = re.compile(r"</?(?:tool_call|function_calls|minimax:tool_call|function)>")
_NAME_KEYS: Final = ("name", "function", "tool", "tool_name")
_ARGUMENT_KEYS: Final = ("arguments", "parameters", "args", "input")


@dataclass(frozen=True, kw_only=True)
class InlineCall:
    """A tool call found in a text; the arguments as text, as a server would have sent them."""

    name: str
    arguments: str


@dataclass(frozen=True, kw_only=True)
class Split:
    """A text, taken apart."""

    text: str
    """What is for the person."""
    calls: tuple[InlineCall, ...] = ()


def split(text: str, tools: Collection[str]) -> Split:
    """A whole answer of a model that may call these tools."""
    calls: list[InlineCall] = []
    rest = _without_harmony(text, calls)
    rest = _without_thoughts(rest)
    rest = _without_wrapped(rest, calls)
    if not calls and tools:
        rest = _without_bare(rest, calls, tools)
    return Split(text=rest.strip() if rest != text else text, calls=tuple(calls[:MAX_CALLS]))


def visible(text: str) -> str:
    """What may be shown of an answer that is still coming: nothing of a thought or a call."""
    begun = text.lstrip()
    if begun.startswith(("{", "[", "```")):
        return ""
    shown = split(text, ()).text
    # The rest may be the beginning of a mark.
    place = max(shown.rfind(mark[0]) for mark in _MARKS)
    tail = shown[place:] if place >= 0 else ""
    return shown[:place].rstrip() if _may_begin_mark(tail) else shown


def _may_begin_mark(tail: str) -> bool:
    return bool(tail) and len(tail) < 40 and not re.search(r"[>\]\s]", tail)


def _without_thoughts(text: str) -> str:
    """Also without one that has no beginning, or no end."""
    close = _CLOSE.search(text)
    opening = _OPEN.search(text)
    if close and (opening is None or close.start() < opening.start()):
        return _without_thoughts(text[close.end() :])
    if opening is None:
        return text
    close = _CLOSE.search(text, opening.end())
    after = "" if close is None else _without_thoughts(text[close.end() :])
    return text[: opening.start()] + after


def _without_harmony(text: str, calls: list[InlineCall]) -> str:
    if "<|" not in text:
        return text
    final: list[str] = []

    def take(match: re.Match[str]) -> str:
        recipient = _RECIPIENT.search(match["head"])
        if recipient is not None:
            calls.append(InlineCall(name=recipient["name"], arguments=match["body"].strip()))
        elif match["channel"] == "final":
            final.append(match["body"])
        return ""

    rest = _HARMONY.sub(take, _HARMONY_START.sub("", text))
    return _HARMONY_SIGNS.sub("", rest + "".join(final))


def _without_wrapped(text: str, calls: list[InlineCall]) -> str:
    def wrapped(match: re.Match[str]) -> str:
        calls.extend(_read(match["body"]))
        return ""

    def function(match: re.Match[str]) -> str:
        calls.append(_of_function(match))
        return ""

    return _STRAY.sub("", _FUNCTION.sub(function, _WRAPPED.sub(wrapped, text)))


def _read(body: str) -> Iterator[InlineCall]:
    """What is inside a wrapper: functions as markup, DeepSeek's, or JSON."""
    marked = [_of_function(match) for match in _FUNCTION.finditer(body)]
    marked += [
        InlineCall(name=match["name"], arguments=match["body"].strip())
        for match in _DEEPSEEK.finditer(body)
    ]
    if marked:
        yield from marked
        return
    found = list(_objects(body))
    for one in found:
        yield _of_object(one) or InlineCall(name=UNREADABLE, arguments="{}")
    if not found and body.strip():
        yield InlineCall(name=UNREADABLE, arguments=body.strip())


def _of_function(match: re.Match[str]) -> InlineCall:
    parameters = {one["name"]: _value(one["value"]) for one in _PARAMETER.finditer(match["body"])}
    body = match["body"].strip()
    arguments = json.dumps(parameters, ensure_ascii=False) if parameters else body
    return InlineCall(name=match["name"], arguments=arguments)


def _value(text: str) -> object:
    """JSON where it is some that is no text or number: "3" of a time phrase stays a text."""
    stripped = text.strip()
    if stripped[:1] not in ("{", "[") and stripped not in ("true", "false", "null"):
        return stripped
    try:
        value: object = json.loads(stripped)
    except ValueError:
        return stripped
    return value


def _without_bare(text: str, calls: list[InlineCall], tools: Collection[str]) -> str:
    """The whole text, or a fenced part of it, is the JSON of calls of known tools."""

    def read(body: str) -> bool:
        found = [_of_object(one) for one in _objects(body)]
        known = [one for one in found if one is not None and one.name in tools]
        if not known or len(known) != len(found):
            return False
        calls.extend(known)
        return True

    if text.strip()[:1] in ("{", "[") and read(text):
        return ""
    return _FENCED.sub(lambda match: "" if read(match["body"]) else match[0], text)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects that follow each other in a text, also those of a list."""
    decoder, place = json.JSONDecoder(), 0
    while (start := _next_start(text, place)) >= 0:
        try:
            found, place = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict):
                yield one


def _next_start(text: str, place: int) -> int:
    found = [n for n in (text.find("{", place), text.find("[", place)) if n >= 0]
    return min(found, default=-1)


def _of_object(found: dict[str, Any]) -> InlineCall | None:
    """`{"name": …, "arguments": {…}}` in the spellings that are about."""
    inner = found.get("function")
    if isinstance(inner, dict):
        return _of_object(inner)
    name = next((found[key] for key in _NAME_KEYS if isinstance(found.get(key), str)), None)
    key = next((key for key in _ARGUMENT_KEYS if key in found), None)
    if name is None or key is None:
        return None
    arguments = found[key]
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return InlineCall(name=name, arguments=text)
