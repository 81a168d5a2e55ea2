"""A run from inbox to publication: plan, read what is new, build tables, publish, remember."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.codes import load_codes
from pipeline.errors import DasawismaError, GateError, InputError, MachineError, exit_code_of
from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.private_files import after_the_swap, is_machine_error, machine_error, remove
from pipeline.publish.current_link import current_run, require_own_link
from pipeline.run.inbox.sources import Inbox, check_inbox, find_books
from pipeline.run.kept.erasures import Erasures
from pipeline.run.kept.idkey import id_key, name_of
from pipeline.run.kept.ledger import LastRun, Ledger, Publication
from pipeline.run.kept.lock import locked
from pipeline.run.kept.log import LOGS_KEPT_S, RunLog, drop_old_logs
from pipeline.run.kept.published import is_whole
from pipeline.run.kept.recipe import page_recipe, table_recipe
from pipeline.run.kept.store import Store
from pipeline.run.kept.workspace import Workspace, private
from pipeline.run.outcome import not_published, nothing_new, published
from pipeline.run.plan import MAX_ATTEMPTS, Known, Plan, fingerprint, make_plan
from pipeline.run.progress import Progress
from pipeline.run.reading import all_results, read_new, scrub
from pipeline.run.session import Session
from pipeline.run.summary import RunSummary
from pipeline.run.workers.executors import Executor, executor
from pipeline.settings import Settings

UNUSED_KEPT_S = 30 * 24 * 3600.0
"""Results of pages that are no longer in the inbox are kept so long: books are moved out and back."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line asks for (contract, command `run`). workers: 0 reads in this process."""

    inbox: Path
    out: Path
    settings: Settings
    workers: int = 1
    scheduler: str | None = None
    allow_partial: bool = False
    accept_drop: bool = False
    id_key: Path | None = None
    verify: bool = False


def run(options: RunOptions, progress: Progress, reader: Executor | None = None) -> RunSummary:
    """Do a run, and say what was done. reader: who reads the pages, if not who the options ask for.

    Raises a DasawismaError with the exit code of the contract; OUT/current is then as it was.
    """
    started = datetime.now(UTC)
    forms, codes = load_forms(), load_codes()
    check_inbox(options.inbox, options.out)
    workspace = Workspace(options.out.absolute())
    require_own_link(workspace.out)
    workspace.prepare()
    with locked(workspace.work), private(workspace):
        run_id = f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
        session = Session(
            run_id=run_id,
            started=started,
            workspace=workspace,
            settings=options.settings,
            forms=forms,
            codes=codes,
            store=Store(workspace.pages),
            ledger=Ledger.load(workspace.ledger),
            erasures=Erasures.load(workspace.erased),
            log=RunLog(workspace.log, run_id),
            progress=progress,
        )
        drop_old_logs(workspace.log, started.timestamp() - LOGS_KEPT_S)
        try:
            return _run(options, session, reader or executor(options.workers, options.scheduler, options.settings))
        except OSError as error:
            told = machine_error(error, Path(error.filename or workspace.out)) if is_machine_error(error) else error
            _remember_failure(told, session)
            raise (_of_current(told, session) if isinstance(told, MachineError) else told) from error
        except MachineError as error:
            _remember_failure(error, session)
            raise _of_current(error, session) from error
        except BaseException as error:
            _remember_failure(error, session)
            raise
        finally:
            session.log.close()


def books_of(inbox: Path, out: Path | None, forms: tuple[Form, ...], ledger: Ledger) -> Inbox:
    """What lies in the inbox, notes checked against the form files; files that `ledger` knows are not opened."""
    return find_books(inbox, out, ledger.files, forms)


def require_scans(plan: Plan, inbox: Path, ledger: Ledger) -> None:
    """Raises InputError if nothing lies in the inbox nor ever did; once something is published, the gate asks."""
    if not plan.pages and not plan.waiting and ledger.publication is None:
        raise InputError(
            f"Di kotak masuk {inbox} tidak ada pindaian: PDF, TIFF, JPEG atau PNG. Apakah foldernya benar dan disknya"
            f" terpasang? / No scan lies in the inbox {inbox}: no PDF, TIFF, JPEG or PNG. Is it the right folder, and"
            " is its disk there?"
        )


def known_pages(ledger: Ledger, store: Store, erasures: Erasures | None = None, verify: bool = False) -> Known:
    """What is known before planning. erasures: what to leave out; nothing if null.

    verify: pages with a fault that may pass are tried again, however often they were.
    """
    retry = frozenset(key for key, attempts in ledger.attempts.items() if verify or attempts < MAX_ATTEMPTS)
    return Known(ledger, store.keys(), retry, erasures or Erasures())


def _run(options: RunOptions, session: Session, reader: Executor) -> RunSummary:
    ledger = session.ledger
    last = ledger.publication
    key = id_key(session.workspace.out, options.id_key, last.id_key if last else None)
    inside = session.workspace.out.resolve().is_relative_to(options.inbox.resolve())
    passed_over = f"; {session.workspace.out} dilewati / lies in it and is passed over" if inside else ""
    session.stage("plan", f"Melihat kotak masuk / Looking at the inbox{passed_over}")
    recipe = page_recipe(session.settings)
    plan = _plan(options, recipe, session)
    session.log.event("planned", pages=plan.counts(), waiting=len(plan.waiting), passed_over=len(plan.passed_over))
    require_scans(plan, options.inbox, ledger)
    if ledger.inbox != str(options.inbox.absolute()):
        # At once, so that `erase` and `show` find the scans while the first run reads, and after it was killed.
        ledger.inbox = str(options.inbox.absolute())
        ledger.save(session.workspace.ledger)
    to_read = len(plan.to_read())
    session.stage("read", f"Membaca / Reading {to_read} dari / of {len(plan.pages)} halaman / pages")
    plan = read_new(plan, reader, session)
    if not plan.still_there():
        raise InputError(
            f"Kotak masuk {options.inbox} hilang selagi dibaca; apakah disknya terpasang? Yang sudah terbaca tetap"
            f" tersimpan; jalankan lagi. / The inbox {options.inbox} vanished while the run was reading; is its disk"
            " mounted? What was read is kept; run again."
        )
    ledger.files = plan.files
    ledger.save(session.workspace.ledger)
    tables = table_recipe(session.settings)
    mark = fingerprint(plan, tables, name_of(key), frozenset(ledger.attempts))
    stands = last is not None and mark == last.fingerprint and is_whole(session.workspace.current, last.run_id)
    if last is not None and stands and not to_read and not session.erasures.pending:
        summary = nothing_new(plan, last, session)
    else:
        # Only here: pandas and pandera take a second and 100 MB, and a night with nothing new needs neither.
        from pipeline.run.publishing import publish_results

        if session.erasures.pending:
            scrub(plan, session)
        found = all_results(plan, reader, session)
        plan, pages = found.plan, found.pages
        made_from = f"{recipe[:16]}-{tables[:16]}"
        try:
            made = publish_results(found, key, made_from, options.accept_drop or _only_erased(plan, session), session)
        except GateError as error:
            told = not_published(error, pages, last)
            _remember(session, int(error.exit_code), plan, {}, told.message)
            raise told from error
        summary = published(plan, found, made, session, options.allow_partial)
        ledger.publication = Publication(
            run_id=session.run_id,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            fingerprint=fingerprint(plan, tables, name_of(key), frozenset(ledger.attempts)),
            id_key=name_of(key),
            sources=tuple(sorted({page.source for page in plan.pages})),
            pages=len(pages),
            refused=made.refused,
            quarantined=made.quarantined,
        )
        if session.erasures.pending:
            _forget_erased(plan, session)
        used = {page.key for page in plan.pages}
        ledger.attempts = {page: tried for page, tried in ledger.attempts.items() if page in used}
        session.store.drop_unused(used, session.started.timestamp() - UNUSED_KEPT_S)
    _remember(session, summary.exit_code, plan, summary.counts())
    return summary


def _plan(options: RunOptions, recipe: str, session: Session) -> Plan:
    """What has to be done. The lists of files and known results, which of a province take 100 MB, end with it."""
    ledger = session.ledger
    inbox = books_of(options.inbox, options.out, session.forms, Ledger() if options.verify else ledger)
    known = known_pages(ledger, session.store, session.erasures, options.verify)
    plan = make_plan(inbox.books, known, recipe, session.settings, options.verify)
    return replace(plan, passed_over=inbox.passed_over)


def _only_erased(plan: Plan, session: Session) -> bool:
    """Whether rows may fall because something was erased, and nothing else left the inbox."""
    last = session.ledger.publication
    return session.erasures.pending and (last is None or plan.there().issuperset(last.sources))


def _forget_erased(plan: Plan, session: Session) -> None:
    """End an erasure, now that the tables stand without it: no old publication, unused result or crop stays.

    This is the one exception to the 24 hours that a reader may count on.
    """
    from pipeline.publish.retention import remove_all_but

    remove_all_but(session.workspace.current.resolve().parent, session.run_id)
    session.store.drop_unused({page.key for page in plan.pages}, float("inf"))
    remove(session.workspace.crops)
    session.erasures.pending = False
    session.erasures.save(session.workspace.erased)


def _remember(session: Session, exit_code: int, plan: Plan, counts: dict[str, int], message: str = "") -> None:
    """Let `status` know of this run."""
    seconds = session.seconds()
    session.log.event(
        "ended", exit_code=exit_code, seconds=seconds, counts=counts, stages=dict(session.stage_seconds())
    )
    left = plan.waiting, plan.passed_over
    session.ledger.last_run = LastRun(_at(session), seconds, exit_code, counts, *left, message)
    session.ledger.save(session.workspace.ledger)


def _of_current(error: MachineError, session: Session) -> MachineError:
    """The error with the truth about OUT/current: one may come after the swap, when all that is left is to remember."""
    stands = current_run(session.workspace.out)
    swapped = stands is not None and stands.name == session.run_id
    return after_the_swap(error) if swapped else error


def _remember_failure(error: BaseException, session: Session) -> None:
    """Let log and `status` know how the run ended, as far as they can still be written."""
    last = session.ledger.last_run
    with contextlib.suppress(MachineError):
        session.log.failure(error)
        if not isinstance(error, GateError):  # that is remembered already
            left = (last.waiting, last.passed_over) if last else ((), ())
            said = error.message if isinstance(error, DasawismaError) else ""
            code = int(exit_code_of(error))
            session.ledger.last_run = LastRun(_at(session), session.seconds(), code, {}, *left, said)
            session.ledger.save(session.workspace.ledger)


def _at(session: Session) -> str:
    return session.started.isoformat(timespec="seconds")
