from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.stack import Stack


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    """Not started; whatever a test leaves running is killed."""
    stack = Stack(tmp_path / "data")
    yield stack
    await stack.kill_everything()
