"""The first half of a run: read what has to be read into the work store, and load every page's result from it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import MachineError
from pipeline.model import PageFault, PageResult
from pipeline.run.executors import Executor
from pipeline.run.pagetask import PageOutcome, PageTask
from pipeline.run.plan import Plan, PlannedPage, unchanged
from pipeline.run.session import Session

PASSING_REASONS = frozenset({"crashed", "time_limit"})
"""Faults that may pass: a page with one of these is tried again by later runs, MAX_ATTEMPTS times in all."""

MAX_ATTEMPTS = 3


def read_new(plan: Plan, executor: Executor, session: Session) -> Plan:
    """Read what `plan` says has to be read; the plan without the files that changed meanwhile."""
    changed = _read(plan.to_read(), plan, executor, session)
    return plan.without(changed)


def load_results(plan: Plan, executor: Executor, session: Session) -> tuple[PageResult, ...]:
    """What became of every page of `plan`, in its order. Results that cannot be loaded are made again.

    Raises MachineError if even then they cannot be loaded.
    """
    results = [_result(page, plan, session) for page in plan.pages]
    broken = {page.key: page for page, result in zip(plan.pages, results, strict=True) if result is None}
    if broken:
        _read(tuple(broken.values()), plan, executor, session)
        results = [_result(page, plan, session) for page in plan.pages]
    whole = tuple(result for result in results if result is not None)
    if len(whole) != len(plan.pages):
        raise MachineError(f"Results written to {session.workspace.pages} cannot be read back; check the disk.")
    return whole


def _read(pages: Sequence[PlannedPage], plan: Plan, executor: Executor, session: Session) -> set[str]:
    """Read these pages into the store; returns the sources that changed while they were read."""
    if not pages:
        return set()
    waiting = {page.key: page for page in pages}
    tasks = [_task(page, plan) for page in pages]
    changed: set[str] = set()
    session.progress.begin(pages)
    try:
        for outcome in executor.outcomes(tasks):
            page = waiting.pop(outcome.key)
            if unchanged(page.path, *plan.seen[page.source]):
                _keep(page, outcome, session)
            else:
                changed.add(page.source)
            session.progress.page_done(page, outcome.reason)
    finally:
        session.progress.end()
    if waiting:
        raise RuntimeError(f"{len(waiting)} pages were given to workers and never came back")
    return changed


def _keep(page: PlannedPage, outcome: PageOutcome, session: Session) -> None:
    session.store.put(outcome.key, outcome.entry)
    if outcome.reason in PASSING_REASONS:
        session.ledger.attempts[outcome.key] = session.ledger.attempts.get(outcome.key, 0) + 1
    else:
        session.ledger.attempts.pop(outcome.key, None)
    session.log.event(
        "page",
        book=page.book_id,
        source=page.source,
        page=page.page_no,
        why=page.why,
        reason=outcome.reason,
        seconds={stage: round(seconds, 3) for stage, seconds in outcome.seconds},
    )


def _task(page: PlannedPage, plan: Plan) -> PageTask:
    notes = plan.notes[page.book_id]
    return PageTask(page.key, str(page.path.absolute()), page.index, notes.forms, notes.editions)


def _result(page: PlannedPage, plan: Plan, session: Session) -> PageResult | None:
    became = page.refused if page.refused is not None else session.store.get(page.key)
    if became is None:
        return None
    content, fault = (None, became) if isinstance(became, PageFault) else (became, None)
    return PageResult(page.book_id, page.source, page.page_no, page.sha256, content, fault)
