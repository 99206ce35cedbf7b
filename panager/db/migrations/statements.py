"""Plain SQL for alembic."""


def split_statements(block: str) -> list[str]:
    """One statement each, because asyncpg prepares them; a $$ body is not cut."""
    statements, current, quoted = [], "", False
    for line in block.splitlines():
        current += line + "\n"
        quoted ^= line.count("$$") % 2 == 1
        if line.rstrip().endswith(";") and not quoted:
            statements.append(current)
            current = ""
    return [s for s in [*statements, current] if s.strip()]
