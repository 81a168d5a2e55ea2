"""Which old publications go, and when."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.private_files import remove
from pipeline.publish.manifest import published_at
from pipeline.publish.manifest_file import read_manifest

LEAST_AGE = timedelta(hours=24)
"""Whoever resolved `current` may read from a run that long (contract)."""

_UNFINISHED = ".*.part"
_RUN_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}")
"""As the driver names runs."""

_log = logging.getLogger(__name__)


def unfinished_name(run_id: str) -> str:
    """Name of a run's folder while it is written or removed: hidden, and swept by the next publication."""
    return f".{run_id}.part"


def sweep(runs: Path) -> None:
    """Remove what a publication that was killed left half written or half removed."""
    for folder in sorted(runs.glob(_UNFINISHED)):
        remove(folder)


def superseded(published: Iterable[tuple[str, datetime]], kept: Iterable[str], now: datetime, keep: int) -> list[str]:
    """Run ids to delete, oldest first: all but the `keep` newest and those in `kept`, none younger than 24 hours.

    published: (run id, when it was published). Those dated later than now were published while the clock was wrong.
    Nobody knows their age: they stay, and take no place among the newest.
    """
    spared = set(kept)
    others = sorted(((when, run) for run, when in published if run not in spared and when <= now), reverse=True)
    return [run for when, run in reversed(others[keep:]) if now - when >= LEAST_AGE]


def remove_superseded(runs: Path, kept: Iterable[str], now: datetime, keep: int) -> tuple[str, ...]:
    """Delete old runs by `superseded` and return their ids.

    A folder without a readable manifest is not ours and stays. A run that cannot be deleted stays for next time:
    the new publication stands already, so this is no reason to fail.
    """
    published = []
    for folder in sorted(runs.iterdir()):
        content = None if folder.name.startswith(".") or folder.is_symlink() else read_manifest(folder)
        if content is not None:
            published.append((folder.name, published_at(content)))
    gone = superseded(published, kept, now, keep)
    _remove(runs, gone)
    return tuple(gone)


def remove_all_but(runs: Path, run_id: str) -> None:
    """Delete every other run at once, however young: something was erased that they still hold.

    By name, too, for a run whose manifest is broken holds it no less.
    """
    others = [folder for folder in sorted(runs.iterdir()) if folder.name != run_id and not folder.is_symlink()]
    _remove(runs, [folder.name for folder in others if _RUN_ID.fullmatch(folder.name) or read_manifest(folder)])
    sweep(runs)


def _remove(runs: Path, run_ids: Iterable[str]) -> None:
    for run in run_ids:
        try:
            hidden = (runs / run).rename(runs / unfinished_name(run))
        except OSError as error:
            _log.warning("old run %s cannot be removed: %s", run, error.strerror)
        else:
            remove(hidden)
