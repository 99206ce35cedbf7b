"""The agent loop as a LangGraph graph: the topology only; the nodes call what they are given.

Runs inside the workflow. Rules that keep it deterministic: nodes and conditional edges are
`async def` (a sync one would go to a thread), there is no checkpointer, the state is small
pointers.
"""

from dataclasses import dataclass
from typing import Protocol, TypedDict

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from panager.contracts.chat import Next, ThinkResult, ToolCall


class Turn(Protocol):
    """What the loop needs of a turn; `ChatWorkflow` is one."""

    async def think(self, step: int) -> ThinkResult:
        """Make model call number `step`."""
        ...

    async def call_tools(self, step: int, calls: tuple[ToolCall, ...]) -> None:
        """Call the tools of that step, all at once."""
        ...


@dataclass(frozen=True)
class Context:
    """What is not state: the turn itself."""

    turn: Turn
    max_steps: int


class State(TypedDict):
    """How far the loop is."""

    step: int
    thought: ThinkResult | None


async def _think(state: State, runtime: Runtime[Context]) -> State:
    step = state["step"] + 1
    return {"step": step, "thought": await runtime.context.turn.think(step)}


async def _tools(state: State, runtime: Runtime[Context]) -> State:
    thought = state["thought"]
    if thought is not None:
        await runtime.context.turn.call_tools(state["step"], thought.calls)
    return state


async def _after_think(state: State, runtime: Runtime[Context]) -> str:
    thought = state["thought"]
    wants_tools = thought is not None and thought.next is Next.TOOLS
    return "tools" if wants_tools and state["step"] < runtime.context.max_steps else END


_builder = StateGraph(State, context_schema=Context)
_builder.add_node("think", _think)
_builder.add_node("tools", _tools)
_builder.add_edge(START, "think")
_builder.add_conditional_edges("think", _after_think, ["tools", END])
_builder.add_edge("tools", "think")
GRAPH = _builder.compile()


async def run_agent(turn: Turn, *, max_steps: int) -> tuple[int, ThinkResult]:
    """Think and call tools until there is an answer; the last step and what it proposed.

    A result that still proposes tool calls means that `max_steps` were used up.
    """
    end = await GRAPH.ainvoke(
        {"step": 0, "thought": None},
        context=Context(turn=turn, max_steps=max_steps),
        config={"recursion_limit": 2 * max_steps + 2},
    )
    return end["step"], end["thought"]
