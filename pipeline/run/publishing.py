"""The second half of a run: from what became of the pages to a publication, and what is new in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd

from pipeline.evidence.across import across
from pipeline.model import PageResult
from pipeline.publish.publication import publish
from pipeline.publish.run_record import RunRecord
from pipeline.run.numbering import ReadPage
from pipeline.run.plan import Plan
from pipeline.run.programs import PDFTOPPM, TESSERACT, package_version, version
from pipeline.run.published import Made, published_rows
from pipeline.run.recipe import PACKAGES
from pipeline.run.session import Session
from pipeline.tables.build import build_tables


def publish_results(
    pages: Sequence[ReadPage], plan: Plan, id_key: bytes, recipe: str, accept_drop: bool, session: Session
) -> Made:
    """Weigh the pages against each other, build all tables, publish them. Raises GateError if they must not be.

    recipe: fingerprint of all that bears on the results, as the publication names it.
    """
    results = [page.result for page in pages]
    session.stage("across", "Weighing pages against each other")
    weighed = across(results, plan.notes, session.forms, session.codes, session.settings)
    if len(weighed) != len(results):
        raise RuntimeError(f"{len(results)} pages went into the evidence across pages and {len(weighed)} came out")
    session.stage("tables", "Building tables")
    tables = build_tables(weighed, plan.notes, session.forms, session.codes, id_key, session.settings)
    session.stage("publish", "Publishing")
    record = _record(plan, len(pages), recipe, accept_drop, session)
    folder = publish(tables, session.workspace.out, record, session.settings)
    return Made(
        rows=published_rows(folder),
        refused=Counter(page.name for page in pages if page.result.fault is not None),
        quarantined=_quarantined_names(tables["quarantine"], results),
    )


def _quarantined_names(quarantine: pd.DataFrame, results: Sequence[PageResult]) -> Counter[str]:
    """Rows kept out of their tables, by a hash of page content, table, key, column and rule (keys may name people)."""
    contents = {(result.book_id, result.page_no): result.sha256 for result in results}
    errors = quarantine.loc[quarantine["severity"] == "error", ["book_id", "page_no", "table", "key", "column", "rule"]]
    names: Counter[str] = Counter()
    for book_id, page_no, *place in errors.astype(object).where(errors.notna(), None).to_numpy().tolist():
        page = "" if page_no is None else contents.get((book_id, int(page_no)), "")
        name = "\0".join([page, *(str(part or "") for part in place)])
        names[hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:24]] += 1
    return names


def _record(plan: Plan, pages_found: int, recipe: str, accept_drop: bool, session: Session) -> RunRecord:
    """What the publication says of this run."""
    last = session.ledger.publication
    there = {page.source for page in plan.pages} | set(plan.waiting)
    packages = ((name, package_version(name)) for name in PACKAGES)
    outside = ((program.name, version(program)) for program in (TESSERACT, PDFTOPPM))
    return RunRecord(
        run_id=session.run_id,
        started=session.started,
        now=datetime.now(UTC),
        pages_found=pages_found,
        recipe=recipe,
        versions=tuple((name, found) for name, found in (*packages, *outside) if found is not None),
        stage_seconds=session.stage_seconds(),
        waiting=plan.waiting,
        gone=tuple(sorted(set(last.sources) - there)) if last else (),
        accept_drop=accept_drop,
    )
