"""The log of a run: JSON lines under OUT/work/log with run, book, page, stage and seconds; never what was read."""

from __future__ import annotations

import json
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pipeline.private_files import machine_error


class RunLog:
    """Writes one line per event to OUT/work/log/RUN_ID.jsonl, at once, so that a killed run leaves its trace."""

    def __init__(self, folder: Path, run_id: str) -> None:
        self.path = folder / f"{run_id}.jsonl"
        self._run_id = run_id
        try:
            self._stream: IO[str] = self.path.open("a", encoding="utf-8", buffering=1)
        except OSError as error:
            raise machine_error(error, self.path) from error

    def event(self, name: str, **facts: str | int | float | dict[str, float] | dict[str, int] | None) -> None:
        """Write an event with its facts."""
        line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "run": self._run_id, "event": name, **facts}
        try:
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise machine_error(error, self.path) from error

    def failure(self, error: BaseException) -> None:
        """Write where an unexpected error arose; its text is left out, for it may hold what was read."""
        frames = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
        ]
        self.event("failed", error=type(error).__name__, trace=" < ".join(reversed(frames)))

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def place(error: BaseException) -> str:
    """Where in this program an error arose, `folder/file.py:line`; never its text, for that may hold what was read."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if {"pipeline", "schemas"} & set(Path(frame.filename).parts)
    ] or traceback.extract_tb(error.__traceback__)
    if not frames:
        return "an unknown place"
    path = Path(frames[-1].filename)
    return f"{path.parent.name}/{path.name}:{frames[-1].lineno}"
