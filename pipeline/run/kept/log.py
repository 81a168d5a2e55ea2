"""The log of a run: JSON lines under OUT/work/log with run, book, page, stage and seconds; never what was read."""

from __future__ import annotations

import contextlib
import json
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pipeline.private_files import machine_error

LOGS_KEPT_S = 90 * 24 * 3600.0
"""Logs of runs are kept so long."""

_ENDING = ".jsonl"
_LAST_EVENTS = ("ended", "failed")


class RunLog:
    """Writes one line per event to OUT/work/log/RUN_ID.jsonl, at once, so that a killed run leaves its trace."""

    def __init__(self, folder: Path, run_id: str) -> None:
        self.path = folder / f"{run_id}{_ENDING}"
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


def newest_log(folder: Path) -> Path | None:
    """The log of the run that began last, ended or not; null where there is none."""
    return max(folder.glob(f"*{_ENDING}"), default=None, key=lambda path: path.name)


def has_ended(log: Path) -> bool:
    """Whether the run of that log came to an end of its own, well or not."""
    try:
        lines = log.read_text(encoding="utf-8").splitlines()
        return bool(lines) and json.loads(lines[-1])["event"] in _LAST_EVENTS
    except (OSError, ValueError, KeyError, TypeError):
        return False  # cut off in the middle of a line


def looked_at(log: Path) -> int:
    """How many pictures the run of that log has looked at so far; 0 where it cannot be read."""
    try:
        return sum('"event": "page"' in line for line in log.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError):
        return 0


def drop_old_logs(folder: Path, older_than_s: float) -> None:
    """Remove the logs that were last written before that (Unix time)."""
    for path in folder.glob(f"*{_ENDING}"):
        with contextlib.suppress(OSError):  # the next run tries again
            if path.stat().st_mtime < older_than_s:
                path.unlink()


def place(error: BaseException) -> str:
    """Where in this program an error arose, `folder/file.py:line`; never its text, for that may hold what was read."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if {"pipeline", "schemas"} & set(Path(frame.filename).parts)
    ] or traceback.extract_tb(error.__traceback__)
    if not frames:
        return "an unknown place"
    *folders, file = Path(frames[-1].filename).parts
    below = folders[::-1].index("pipeline") if "pipeline" in folders else 1
    stages = folders[len(folders) - below :]
    return f"{'/'.join([*stages, file])}:{frames[-1].lineno}"
