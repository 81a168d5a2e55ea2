"""The first half of a run: read what has to be read into the work store, and load every page's result from it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import MachineError
from pipeline.run.executors import Executor
from pipeline.run.numbering import ReadPage, numbered
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


def load_results(plan: Plan, executor: Executor, session: Session) -> tuple[Plan, tuple[ReadPage, ...]]:
    """What became of every page of `plan`, numbered, and the plan without the files that changed meanwhile.

    Results that cannot be loaded are made again. Raises MachineError if even then they cannot be loaded.
    """
    for _ in range(2):
        found = {page.key: session.store.get(page.key) for page in plan.pages if page.refused is None}
        broken = {page.key: page for page in plan.pages if page.refused is None and found[page.key] is None}
        if not broken:
            became = {key: pages for key, pages in found.items() if pages is not None}
            return plan, tuple(numbered(plan.pages, became))
        plan = plan.without(_read(tuple(broken.values()), plan, executor, session))
    raise MachineError(f"Results written to {session.workspace.pages} cannot be read back; check the disk.")


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
            session.progress.page_done(page, outcome.reasons)
    finally:
        session.progress.end()
    if waiting:
        raise RuntimeError(f"{len(waiting)} pages were given to workers and never came back")
    return changed


def _keep(page: PlannedPage, outcome: PageOutcome, session: Session) -> None:
    session.store.put(outcome.key, outcome.entry)
    if PASSING_REASONS.intersection(outcome.reasons):
        session.ledger.attempts[outcome.key] = session.ledger.attempts.get(outcome.key, 0) + 1
    else:
        session.ledger.attempts.pop(outcome.key, None)
    session.log.event(
        "page",
        book=page.book_id,
        source=page.source,
        picture=page.index + 1,
        why=page.why,
        pages=len(outcome.reasons),
        refused=", ".join(reason for reason in outcome.reasons if reason is not None),
        seconds={stage: round(seconds, 3) for stage, seconds in outcome.seconds},
    )


def _task(page: PlannedPage, plan: Plan) -> PageTask:
    notes = plan.notes[page.book_id]
    return PageTask(page.key, str(page.path.absolute()), page.index, notes.forms, notes.editions)
