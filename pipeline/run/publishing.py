"""The second half of a run: from what became of the pages to a publication, and what is new in it."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import pandas as pd

from pipeline.book_notes import BookNotes
from pipeline.codes import Codes
from pipeline.evidence.across import across
from pipeline.form import Form
from pipeline.model import PageResult
from pipeline.publish.publication import publish
from pipeline.publish.run_record import RunRecord
from pipeline.publish.tables_writer import SplitError
from pipeline.run.kept.programs import PDFTOPPM, TESSERACT, package_version, version
from pipeline.run.kept.published import Made
from pipeline.run.kept.recipe import PACKAGES
from pipeline.run.kept.store import Store
from pipeline.run.numbering import ReadPage, numbered
from pipeline.run.plan import Plan, PlannedPage
from pipeline.run.reading import Results
from pipeline.run.session import Session
from pipeline.run.together import Groups
from pipeline.settings import Settings
from pipeline.tables.between_villages import SharedNik
from pipeline.tables.build import build_tables
from pipeline.tables.page_tables import page_tables
from schemas.validate import Finding


def publish_results(found: Results, id_key: bytes, recipe: str, accept_drop: bool, session: Session) -> Made:
    """Build all tables from the work store, group of books after group, and publish them.

    recipe: fingerprint of all that bears on the results, as the publication names it. Raises GateError if they must
    not be published.
    """
    session.stage("tables", "Menyusun dan menerbitkan tabel / Building and publishing tables")
    pages = found.pages
    record = _record(found.plan, len(pages), recipe, accept_drop, session)
    out, settings = session.workspace.out, session.settings
    try:
        published = publish(_parts(found.groups, found.plan, id_key, session), out, record, settings)
    except SplitError:
        # Weighing told a village by another name than was read on any page of it: then all is built at once, which
        # costs memory and no row.
        session.log.event("together", groups=len(found.groups))
        at_once = tuple(sorted(itertools.chain.from_iterable(found.groups)))
        published = publish(_parts((at_once,), found.plan, id_key, session), out, record, settings)
    return Made(
        rows=published.rows,
        refused=Counter(page.name for page in pages if page.result.fault is not None),
        quarantined=_quarantined_names(published.quarantine, pages),
    )


def _parts(groups: Groups, plan: Plan, id_key: bytes, session: Session) -> Iterator[Mapping[str, pd.DataFrame]]:
    """Of each group the tables of what was read, book by book, and the others; last what is told between groups."""
    pictures: dict[str, list[PlannedPage]] = {}
    for picture in plan.pages:
        pictures.setdefault(picture.book_id, []).append(picture)
    shared = SharedNik()
    for books in groups or ((),):
        there = [picture for book in books for picture in pictures[book]]
        notes = {book: plan.notes[book] for book in books}
        results = weighed(there, notes, session.store, session.forms, session.codes, session.settings)[1]
        findings: list[Finding] = []
        for of_book in _by_book(results):
            tables, found = page_tables(of_book)
            findings += found
            yield tables
            del tables  # else two parts are in memory while the next is built
        tables = build_tables(results, notes, session.forms, session.codes, id_key, session.settings, findings)
        shared.add(tables["members"])
        del results
        yield tables
        del tables
    yield {"quarantine": shared.quarantine()}


def _by_book(results: Sequence[PageResult]) -> Iterator[Sequence[PageResult]]:
    """The pages of each book, which stand together; of none at all, none."""
    for _, pages in itertools.groupby(results, key=lambda page: page.book_id):
        yield tuple(pages)
    if not results:
        yield ()


def weighed(
    pictures: Sequence[PlannedPage], notes: Mapping[str, BookNotes], store: Store, forms: Sequence[Form], codes: Codes,
    settings: Settings,
) -> tuple[tuple[ReadPage, ...], tuple[PageResult, ...]]:  # fmt: skip
    """The pages of these pictures of whole books as they were read, and as weighed against each other."""
    became = store.load(picture.key for picture in pictures if picture.refused is None)
    pages = tuple(numbered(pictures, became))
    results = across([page.result for page in pages], notes, forms, codes, settings)
    if len(results) != len(pages):
        raise RuntimeError(f"{len(pages)} pages went into the evidence across pages and {len(results)} came out")
    return pages, results


def _quarantined_names(quarantine: pd.DataFrame, pages: Sequence[ReadPage]) -> Counter[str]:
    """Rows kept out of their tables, by a hash of page content, table, key, column and rule (keys may name people)."""
    errors = quarantine.loc[quarantine["severity"] == "error", ["book_id", "page_no", "table", "key", "column", "rule"]]
    found = errors.astype(object).where(errors.notna(), None).to_numpy().tolist()
    named = {(book_id, page_no) for book_id, page_no, *_ in found}
    results = (page.result for page in pages)
    contents = {key: result.sha256 for result in results if (key := (result.book_id, result.page_no)) in named}
    names: Counter[str] = Counter()
    for book_id, page_no, *place in found:
        page = "" if page_no is None else contents.get((book_id, int(page_no)), "")
        name = "\0".join([page, *(str(part or "") for part in place)])
        names[hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:24]] += 1
    return names


def _record(plan: Plan, pages_found: int, recipe: str, accept_drop: bool, session: Session) -> RunRecord:
    """What the publication says of this run."""
    last = session.ledger.publication
    there = plan.there()
    packages = ((name, package_version(name)) for name in PACKAGES)
    outside = ((program.name, version(program)) for program in (TESSERACT, PDFTOPPM))
    return RunRecord(
        run_id=session.run_id,
        started=session.started,
        now=datetime.now(UTC),
        pages_found=pages_found,
        recipe=recipe,
        versions=tuple((name, found) for name, found in (*packages, *outside) if found is not None),
        stage_seconds=session.stage_seconds()[:-1],
        waiting=plan.waiting,
        passed_over=plan.passed_over,
        gone=tuple(sorted(set(last.sources) - there)) if last else (),
        accept_drop=accept_drop,
    )
