"""What the driver tells the publication about the run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_RUN_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,100}")


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The run that made the tables.

    run_id: name of the folder below OUT/runs: letters, digits, `._-`. started, now: when the run began and when it
    publishes, with time zone; nothing in this stage reads a clock. pages_found: pages that the inbox holds, counted
    apart from the tables. recipe: fingerprint of all that bears on results. versions: (program or package, version).
    stage_seconds: (stage, wall seconds). waiting: files left for the next run. passed_over: what was not looked
    at, each with the reason. gone: sources that the last
    publication had and the inbox has no more. accept_drop: publish though a village lost rows.
    """

    run_id: str
    started: datetime
    now: datetime
    pages_found: int
    recipe: str = ""
    versions: tuple[tuple[str, str], ...] = ()
    stage_seconds: tuple[tuple[str, float], ...] = ()
    waiting: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    accept_drop: bool = False

    def __post_init__(self) -> None:
        if not _RUN_ID.fullmatch(self.run_id):
            raise ValueError("run_id must be letters, digits, and ._- after the first of them")
        if self.started.tzinfo is None or self.now.tzinfo is None:
            raise ValueError("started and now need a time zone")
