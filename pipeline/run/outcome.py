"""What a run comes to: its summary, with what is new since the last publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from pathlib import Path

from pipeline.errors import ExitCode, GateError
from pipeline.run.kept.ledger import Publication, newly
from pipeline.run.kept.published import (
    Made,
    books_unlike_book_toml,
    books_without_village,
    copies_of,
    pages_doubted,
    pages_pale,
    published_rows,
)
from pipeline.run.numbering import ReadPage
from pipeline.run.plan import Plan
from pipeline.run.reading import Results
from pipeline.run.session import Session
from pipeline.run.summary import Pictures, Refusal, RunSummary, refused_pages


def published(plan: Plan, results: Results, made: Made, session: Session, allow_partial: bool) -> RunSummary:
    """The summary of a run that published `made`. session: its ledger still holds the publication before."""
    pages, again = results.pages, results.made_again
    last = session.ledger.publication
    newly_refused = newly(made.refused, last.refused if last else {})
    newly_quarantined = newly(made.quarantined, last.quarantined if last else {})
    refusals = _refusals(pages, Counter(last.refused if last else {}))
    copies = copies_of(session.workspace.current)
    to_look_at = (newly_refused or newly_quarantined) and not allow_partial
    return RunSummary(
        exit_code=int(ExitCode.NEW_REFUSALS if to_look_at else ExitCode.DONE),
        run_id=session.run_id,
        current=session.workspace.current,
        seconds=session.seconds(),
        books=len(plan.notes),
        pages_found=len(pages),
        pages_read=len(pages) - len(refusals),
        pages_refused=len(refusals),
        pages_repeated=len(copies),
        pictures=_pictures(plan, again),
        newly_refused=newly_refused,
        newly_quarantined=newly_quarantined,
        waiting=plan.waiting,
        passed_over=plan.passed_over,
        refusals=refusals,
        rows=made.rows,
        copies=copies,
        no_village=books_without_village(session.workspace.current),
        unlike_toml=books_unlike_book_toml(session.workspace.current),
        pale=pages_pale(session.workspace.current),
        doubted=pages_doubted(session.workspace.current),
    )


def nothing_new(plan: Plan, last: Publication, session: Session) -> RunSummary:
    """The summary of a run that found nothing new: the last publication stands, and names what is refused."""
    refused, copies = sum(last.refused.values()), copies_of(session.workspace.current)
    return RunSummary(
        exit_code=int(ExitCode.DONE),
        run_id=None,
        current=session.workspace.current,
        seconds=session.seconds(),
        books=len(plan.notes),
        pages_found=last.pages,
        pages_read=last.pages - refused,
        pages_refused=refused,
        pages_repeated=len(copies),
        pictures=_pictures(plan, frozenset()),
        newly_refused=0,
        newly_quarantined=0,
        waiting=plan.waiting,
        passed_over=plan.passed_over,
        refusals=_published(session.workspace.current) if refused else (),
        rows=published_rows(session.workspace.current),
        copies=copies,
        no_village=books_without_village(session.workspace.current),
        unlike_toml=books_unlike_book_toml(session.workspace.current),
        pale=pages_pale(session.workspace.current),
        doubted=pages_doubted(session.workspace.current),
    )


def _published(current: Path) -> tuple[Refusal, ...]:
    from pipeline.run.published_refusals import published_refusals  # tables are opened only where a page is refused

    return published_refusals(current)


def not_published(error: GateError, pages: Sequence[ReadPage], last: Publication | None) -> GateError:
    """The gate's refusal with the pages that are refused and were not in the `last` publication: rows that fell may be
    theirs, and no table nor `status` names them."""
    refusals = _refusals(pages, Counter(last.refused if last else {}))
    return GateError("\n".join([error.message, *refused_pages(tuple(page for page in refusals if page.new))]))


def _pictures(plan: Plan, made_again: Set[str]) -> Pictures:
    """What became of the pictures of the plan. made_again: keys of known ones that had to be read all the same."""
    read_now = {page.key for page in plan.to_read()} | made_again
    known = sum(page.why == "known" and page.key not in made_again for page in plan.pages)
    unread = sum(page.refused is not None for page in plan.pages)
    return Pictures(
        read_now=len(read_now),
        same=len(plan.pages) - len(read_now) - known - unread,
        known=known,
        unread=unread,
        erased=sum(plan.erased.values()),
    )


def _refusals(pages: Sequence[ReadPage], before: Counter[str]) -> tuple[Refusal, ...]:
    """Every refused page; those are new that were not there `before`, of equal ones as many as there are more of."""
    refusals = []
    for page in pages:
        result = page.result
        if result.fault is not None:
            reason, message = result.fault.reason, result.fault.message
            new = before[page.name] <= 0
            refusals.append(Refusal(result.book_id, result.source, result.page_no, reason, message, new))
            before[page.name] -= 1
    return tuple(refusals)
