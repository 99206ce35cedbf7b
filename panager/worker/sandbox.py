"""Where workflows run: in the process at work, in the SDK's sandbox in tests."""

from temporalio.worker import UnsandboxedWorkflowRunner, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

PASSED_THROUGH = (
    "activities", "panager", "workflows.agent_graph",
    "langgraph", "langchain", "langchain_core", "langsmith", "numpy", "pydantic", "annotated_types",
)  # fmt: skip
"""Modules without state of their own that workflows may share with the process."""


def workflow_runner(*, isolated: bool = False) -> WorkflowRunner:
    """What runs workflows: for tests in the sandbox that shows what they do on the sly.

    At work it would only cost (docs/benchmarks.md): the modules are the ones that were tested.
    """
    if not isolated:
        return UnsandboxedWorkflowRunner()
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
    return SandboxedWorkflowRunner(restrictions=restrictions)
