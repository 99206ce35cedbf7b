"""The files of an embedded Temporal: kept as a copy, put back, deleted."""

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TemporalFiles:
    data_dir: Path

    @property
    def _files(self) -> Path:
        return self.data_dir / "temporal"

    @property
    def _copy(self) -> Path:
        return self.data_dir / "copy-of-temporal"

    def keep_a_copy(self) -> None:
        """Of what is committed by now, while the server runs."""
        self._copy.mkdir()
        for path in self._files.glob("*.db"):
            with (
                contextlib.closing(sqlite3.connect(path)) as source,
                contextlib.closing(sqlite3.connect(self._copy / path.name)) as copy,
            ):
                source.backup(copy)

    def put_the_copy_back(self) -> None:
        """While nothing runs."""
        self.delete()
        shutil.copytree(self._copy, self._files)

    def delete(self) -> None:
        """While nothing runs."""
        shutil.rmtree(self._files)
