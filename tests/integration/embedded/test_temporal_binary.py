from collections.abc import Sequence
from pathlib import Path

import pytest

from panager.embedded.temporal import binary
from panager.embedded.temporal import sources as temporal_sources
from panager.embedded.temporal.binary import Report, Source, TemporalBinaryError


def make_command(path: Path, server_version: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\necho "temporal version 9 (Server {server_version}, UI 2.1.0)"\n')
    path.chmod(0o755)
    return path


def make_broken_command(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\necho 'shim: no such version' >&2\nexit 1\n")
    path.chmod(0o755)
    return path


def source_of(server_version: str) -> Source:
    async def make(target: Path, report: Report) -> None:
        report(f"making {server_version}")
        make_command(target, server_version)

    return make


async def failing_source(target: Path, report: Report) -> None:
    report(f"cannot make {target.name}")


async def find_version(
    tmp_path: Path, configured: Path | None = None, sources: Sequence[Source] = ()
) -> str:
    found = await binary.find(
        configured,
        cache=tmp_path / "cache" / "temporal",
        search_path=str(tmp_path / "path"),
        sources=sources,
    )
    return found.server_version


async def test_configured_command_comes_first(tmp_path: Path) -> None:
    configured = make_command(tmp_path / "configured" / "temporal", "1.0.1")
    make_command(tmp_path / "cache" / "temporal", "1.0.2")
    make_command(tmp_path / "path" / "temporal", "1.0.3")

    assert await find_version(tmp_path, configured) == "1.0.1"


async def test_configured_command_that_does_not_work_is_an_error(tmp_path: Path) -> None:
    make_command(tmp_path / "cache" / "temporal", "1.0.2")

    with pytest.raises(TemporalBinaryError, match="PANAGER_TEMPORAL_COMMAND"):
        await find_version(tmp_path, make_broken_command(tmp_path / "configured"))


async def test_cache_comes_before_path(tmp_path: Path) -> None:
    make_command(tmp_path / "cache" / "temporal", "1.0.2")
    make_command(tmp_path / "path" / "temporal", "1.0.3")

    assert await find_version(tmp_path) == "1.0.2"


async def test_path_comes_before_the_sources(tmp_path: Path) -> None:
    make_command(tmp_path / "path" / "temporal", "1.0.3")

    assert await find_version(tmp_path, sources=[source_of("1.0.4")]) == "1.0.3"


async def test_shim_that_fails_is_passed_over(tmp_path: Path) -> None:
    make_broken_command(tmp_path / "path" / "temporal")

    assert await find_version(tmp_path, sources=[source_of("1.0.4")]) == "1.0.4"


async def test_sources_are_tried_in_order_and_fill_the_cache(tmp_path: Path) -> None:
    sources = [failing_source, source_of("1.0.4"), source_of("1.0.5")]

    assert await find_version(tmp_path, sources=sources) == "1.0.4"
    assert await find_version(tmp_path) == "1.0.4"


async def test_without_any_the_error_names_the_remedies(tmp_path: Path) -> None:
    with pytest.raises(TemporalBinaryError) as caught:
        await find_version(tmp_path, sources=[failing_source])

    for remedy in ("PATH", "PANAGER_TEMPORAL_COMMAND", "install Go", "PANAGER_TEMPORAL_ADDRESS"):
        assert remedy in str(caught.value)


def make_go(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


async def test_build_reports_progress_and_leaves_only_the_command(tmp_path: Path) -> None:
    script = """
        echo "go: downloading example.com/module v1.0.0" >&2
        i=0; while [ $i -lt 40 ]; do echo "example.com/package$i" >&2; i=$((i + 1)); done
        printf '#!/bin/sh\\necho "(Server 1.0.6, UI 2.1.0)"\\n' > "$GOBIN/temporal"
        chmod 755 "$GOBIN/temporal"
    """
    go = make_go(tmp_path / "go", script)
    target = tmp_path / "cache" / "temporal"
    target.parent.mkdir()
    lines: list[str] = []

    await temporal_sources.build_with_go(target, lines.append, go=str(go))

    found = await binary.probe(target)
    assert found is not None
    assert found.server_version == "1.0.6"
    assert [path.name for path in target.parent.iterdir()] == ["temporal"]
    assert any("downloading example.com/module" in line for line in lines)
    assert any("40 packages" in line for line in lines)


async def test_failed_build_leaves_nothing_and_says_why(tmp_path: Path) -> None:
    go = make_go(tmp_path / "go", "echo 'go: cannot find module' >&2; exit 1")
    target = tmp_path / "cache" / "temporal"
    target.parent.mkdir()
    lines: list[str] = []

    await temporal_sources.build_with_go(target, lines.append, go=str(go))

    assert list(target.parent.iterdir()) == []
    assert lines[-1] == "build failed: go: cannot find module"
