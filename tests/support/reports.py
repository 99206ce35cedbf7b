"""Health that a test looks at, instead of a table."""


class Reports:
    """Keeps what each part last reported."""

    def __init__(self) -> None:
        self.parts: dict[str, tuple[bool, str]] = {}

    async def __call__(self, part: str, *, ok: bool, detail: str) -> None:
        self.parts[part] = ok, detail
