from pathlib import Path

from panager.client.conversation import SeenMark


def test_first_sitting_has_seen_nothing(tmp_path: Path) -> None:
    assert SeenMark(tmp_path, "operator").read() == 0


def test_mark_is_kept_for_each_person(tmp_path: Path) -> None:
    SeenMark(tmp_path, "김하나").write(7)

    assert SeenMark(tmp_path, "김하나").read() == 7
    assert SeenMark(tmp_path, "..").read() == 0


def test_damaged_mark_counts_as_none(tmp_path: Path) -> None:
    SeenMark(tmp_path, "operator").write(7)
    (tmp_path / "seen" / "operator").write_text("x")

    assert SeenMark(tmp_path, "operator").read() == 0
