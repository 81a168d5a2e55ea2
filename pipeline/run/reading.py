"""The first half of a run: read what has to be read into the work store, and look over what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.errors import MachineError
from pipeline.form import Form
from pipeline.model import PageContent, PageFault
from pipeline.refusals import PASSING_REASONS
from pipeline.run.kept.codec import Pages, decode, encode
from pipeline.run.kept.store import Store
from pipeline.run.numbering import ReadPage, numbered
from pipeline.run.plan import Plan, PlannedPage, unchanged
from pipeline.run.session import Session
from pipeline.run.sheet_links import add_sheet_links
from pipeline.run.together import Groups, links, together
from pipeline.run.workers.executors import Executor
from pipeline.run.workers.pagetask import PageOutcome, PageTask

_LEFT_OUT = PageContent("", "", 0.0, "", 0, 0.0, 0.0, ())


def read_new(plan: Plan, executor: Executor, session: Session) -> Plan:
    """Read what `plan` says has to be read; the plan without the files that changed meanwhile."""
    changed = _read(plan.to_read(), plan, executor, session)
    return plan.without(changed)


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Every page that was read or refused, numbered, contents left out; and the books that share rows.

    plan: without the files that changed meanwhile. made_again: keys of pages whose results could not be loaded.
    """

    plan: Plan
    pages: tuple[ReadPage, ...]
    groups: Groups
    made_again: frozenset[str] = frozenset()


def all_results(plan: Plan, executor: Executor, session: Session) -> Results:
    """What is in the work store for every page of `plan`; contents are left out, for all of them fill no memory.

    Results that cannot be loaded are made again. Raises MachineError if even then they cannot be loaded.
    """
    made_again: frozenset[str] = frozenset()
    for _ in range(2):
        results, broken = look_over(plan, session.store, session.forms)
        if not broken:
            told = {(page.planned.source, page.planned.index) for page in results.pages}
            if told != {(page.source, page.index) for page in plan.pages}:
                raise RuntimeError("a picture became no page, neither read nor refused")
            return replace(results, made_again=made_again)
        made_again = frozenset(page.key for page in broken)
        plan = plan.without(_read(broken, plan, executor, session))
    raise MachineError(
        f"Hasil di {session.workspace.pages} tidak dapat dibaca kembali; periksa disknya. / Results written there"
        " cannot be read back; check the disk."
    )


def look_over(plan: Plan, store: Store, forms: Sequence[Form]) -> tuple[Results, tuple[PlannedPage, ...]]:
    """The results of the pages of `plan` that are in the store, and the pages that are not, each content once."""
    became: dict[str, Pages] = {}
    shared: dict[str, set[str]] = {page.book_id: set() for page in plan.pages}
    missing: dict[str, PlannedPage] = {}
    for page in plan.pages:
        found = store.get(page.key, with_rows=False) if page.refused is None else (page.refused,)
        if found is None:
            missing[page.key] = page
            continue
        became[page.key] = tuple(one if isinstance(one, PageFault) else _LEFT_OUT for one in found)
        shared[page.book_id].update(links(found, page.sha256, plan.notes[page.book_id]))
    add_sheet_links(shared, plan.pages, store, forms)
    return Results(plan, tuple(numbered(plan.pages, became)), together(shared)), tuple(missing.values())


def scrub(plan: Plan, session: Session) -> None:
    """Take what was erased out of the results in the store."""
    for page in plan.pages:
        found = session.store.get(page.key)
        if found is not None:
            kept = session.erasures.without_erased(page.sha256, page.index, found)
            if kept != found:
                session.store.put(page.key, encode(page.key, *kept))


def _read(pages: Sequence[PlannedPage], plan: Plan, executor: Executor, session: Session) -> set[str]:
    """Read these pages into the store; returns the sources that changed while they were read."""
    if not pages:
        return set()
    waiting = {page.key: page for page in pages}
    tasks = [_task(page, plan) for page in pages]
    changed: set[str] = set()
    session.progress.begin(pages, [page for page in plan.pages if page.refused is not None])
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
    entry = outcome.entry
    if session.erasures.marks:
        read = decode(outcome.key, entry)
        entry = encode(outcome.key, *session.erasures.without_erased(page.sha256, page.index, read))
    session.store.put(outcome.key, entry)
    if PASSING_REASONS.intersection(outcome.reasons):
        session.ledger.attempts[outcome.key] = session.ledger.attempts.get(outcome.key, 0) + int(outcome.tried)
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
