"""What the steps of one run share."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.codes import Codes
from pipeline.form import Form
from pipeline.run.kept.erasures import Erasures
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.log import RunLog
from pipeline.run.kept.store import Store
from pipeline.run.kept.workspace import Workspace
from pipeline.run.progress import Progress
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """One run at work on one OUT, lock held. ledger, stages: change as the run goes on."""

    run_id: str
    started: datetime
    workspace: Workspace
    settings: Settings
    forms: tuple[Form, ...]
    codes: Codes
    store: Store
    ledger: Ledger
    erasures: Erasures
    log: RunLog
    progress: Progress
    stages: list[tuple[str, float]] = field(default_factory=lambda: [("start", time.monotonic())])

    def stage(self, name: str, words: str) -> None:
        """The run has come to that stage: timed under its name, told in `words` to whoever watches."""
        self.stages.append((name, time.monotonic()))
        self.progress.stage(words)

    def seconds(self) -> float:
        """Seconds since the run began."""
        return round(time.monotonic() - self.stages[0][1], 3)

    def stage_seconds(self) -> tuple[tuple[str, float], ...]:
        """Seconds that each stage took, up to now."""
        ends = [*(began for _, began in self.stages[1:]), time.monotonic()]
        return tuple((name, round(end - began, 3)) for (name, began), end in zip(self.stages, ends, strict=True))
