"""Which books and pages lie in the inbox, by the rules of the contract ("Books and pages")."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Literal

from pipeline.book_notes import BookNotes
from pipeline.errors import ConfigurationError, InputError, UsageError
from pipeline.form import Form
from pipeline.model import PageFault
from pipeline.publish.current_link import RUNS
from pipeline.refusals import unreadable
from pipeline.run.inbox.booknotes import NOTES_NAME, check_notes_name, read_notes
from pipeline.run.inbox.content import Shape, name_when_whole, read_head, shape
from pipeline.run.inbox.passed_over import LEADS_NOWHERE, why_passed_over
from pipeline.run.inbox.shown_names import shown_name
from pipeline.run.kept.ledger import KnownFile
from pipeline.run.kept.workspace import Workspace

LOOSE_IN_INBOX = "."
"""book_id of the loose images in INBOX itself."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that holds pages, or that looks like one. `source`: its path relative to INBOX, with `/`.

    size, mtime_ns, inode: as they were when it was found. trouble: the fault of one that could not even be opened.
    unfinished: its name says that it is not all there yet.
    """

    source: str
    path: Path
    shape: Shape
    size: int
    mtime_ns: int
    inode: int
    trouble: PageFault | None = None
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """What lies in the inbox: its books, sorted by book_id, and what is not looked at, each with the reason."""

    books: tuple[Book, ...]
    passed_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A PDF, a TIFF of several pages, or the loose images of one folder; sources in natural order of their names."""

    book_id: str
    sources: tuple[SourceFile, ...]
    notes: BookNotes


def find_books(
    inbox: Path,
    out: Path | None,
    known: Mapping[str, KnownFile] = MappingProxyType({}),
    forms: Sequence[Form] = (),
) -> Inbox:
    """Every book under `inbox`. `out` is skipped where it lies inside.

    known: files that were there before, by source; those that are as they were are not opened. forms: what notes may
    name; none: anything. Raises InputError if `inbox` or anything in it cannot be looked at; ConfigurationError that
    names every wrong or misnamed book.toml; UsageError if `out` is the inbox itself, or the inbox lies where runs
    remove what they find.
    """
    root = check_inbox(inbox, out)
    skipped = None if out is None else Path(os.path.realpath(out))
    if skipped is not None and not skipped.is_relative_to(root):
        skipped = None
    files: list[tuple[str, SourceFile, BookNotes]] = []
    books: list[Book] = []
    passed_over: list[str] = []
    wrong: list[str] = []
    for folder, relative, entries in _folders(root, inbox, skipped, passed_over):
        sources = _sources(entries, relative, known)
        notes = BookNotes()
        try:
            if sources:
                check_notes_name(folder, (entry.name for entry in entries))
                notes = _notes(folder / NOTES_NAME, root, forms)
        except ConfigurationError as error:
            wrong.append(error.message)  # who mends one book.toml a night would need a week for seven
        loose = tuple(source for source in sources if source.shape is Shape.PAGE)
        files.extend((source.source, source, notes) for source in sources if source.shape is Shape.BOOK)
        if loose:
            books.append(Book(relative or LOOSE_IN_INBOX, loose, notes))
    if wrong:
        raise ConfigurationError("\n".join(sorted(wrong)))
    ids = _file_ids([source for source, _, _ in files], {book.book_id for book in books})
    books.extend(Book(ids[source], (file,), notes) for source, file, notes in files)
    return Inbox(tuple(sorted(books, key=lambda book: book.book_id)), tuple(sorted(passed_over)))


def natural_key(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sort key that puts `2.jpg` before `10.jpg`, case aside; equal names fall back on their bytes."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return tuple((0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in parts), name


def check_inbox(inbox: Path, out: Path | None) -> Path:
    """The real path of the inbox. Raises InputError or UsageError as `find_books` does; looks into no folder in it."""
    try:
        if not stat.S_ISDIR(inbox.stat().st_mode):
            raise InputError(
                f"Kotak masuk {inbox} bukan folder; sebutkan folder yang berisi buku. / The inbox {inbox} is no folder;"
                " name the folder that holds the books."
            )
        with os.scandir(inbox):
            root = Path(os.path.realpath(inbox))
    except FileNotFoundError as error:
        raise InputError(
            f"Kotak masuk {inbox} tidak ada. Apakah namanya benar dan disknya terpasang? / The inbox {inbox} does not"
            " exist. Is the name right, and is its disk mounted?"
        ) from error
    except OSError as error:
        raise _not_looked_at("inbox", inbox, error) from error
    if out is not None and Path(os.path.realpath(out)) == root:
        raise UsageError(
            f"--out {out} adalah kotak masuk itu sendiri; sebut folder lain. / It is the inbox itself; name another"
            " folder."
        )
    own_folders = [] if out is None else [out / RUNS, Workspace(out).work, Workspace(out).crops]
    for own in own_folders:
        if root.is_relative_to(os.path.realpath(own)):
            raise UsageError(
                f"Kotak masuk {inbox} terletak di {own}, yang diisi dan dikosongkan program ini: pindaian di situ"
                " akan hilang."
                " Pindahkan ke folder tersendiri. /"
                f" The inbox {inbox} lies in {own}, which this program fills and empties: scans there would be"
                " removed. Move them to a folder of their own."
            )
    return root


def _not_looked_at(what: Literal["inbox", "folder", "file"], path: str | Path, error: OSError) -> InputError:
    indonesian = {"inbox": "Kotak masuk", "folder": "Folder", "file": "Berkas"}[what]
    return InputError(
        f"{indonesian} {path} tidak dapat dibaca: {error.strerror}. Apakah hak aksesnya benar dan disknya terpasang? /"
        f" The {what} {path} cannot be read: {error.strerror}. Are its rights right, is its disk mounted?"
    )


def _folders(
    root: Path, inbox: Path, skipped: Path | None, passed_over: list[str]
) -> Iterator[tuple[Path, str, list[os.DirEntry[str]]]]:
    """Every folder to look into, with its path relative to INBOX and what lies in it.

    A link to a folder is followed when it leads inside INBOX and not to a folder it stands in; each folder is entered
    through a link at most once, so that links to links cannot multiply. What is passed over goes into `passed_over`.
    """
    through_links: set[Path] = set()
    waiting: list[tuple[Path, str, tuple[Path, ...]]] = [(inbox, "", (root,))]
    while waiting:
        folder, relative, above = waiting.pop()
        entries = []
        for entry in _entries(folder):
            why = _passed_over(entry, root)
            if why is None:
                entries.append(entry)
            else:
                passed_over.append(f"{_joined(relative, entry.name)}: {why}")
        yield folder, relative, entries
        for entry in entries:
            if not _is(entry, "folder"):
                continue
            real = Path(os.path.realpath(entry.path))
            if skipped is not None and real.is_relative_to(skipped):
                continue
            if entry.is_symlink():
                if real in above or real in through_links:
                    continue
                through_links.add(real)
            waiting.append((Path(entry.path), _joined(relative, entry.name), (*above, real)))


def _passed_over(entry: os.DirEntry[str], root: Path) -> str | None:
    try:
        return why_passed_over(entry, root)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return LEADS_NOWHERE  # to itself
        raise _not_looked_at("file", entry.path, error) from error


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: natural_key(entry.name))
    except OSError as error:
        raise _not_looked_at("folder", folder, error) from error


def _notes(file: Path, root: Path, forms: Sequence[Form]) -> BookNotes:
    """What book.toml states; a link that leads out of INBOX is not followed, and what is neither file nor folder (which
    is told as passed over) says nothing."""
    inside = Path(os.path.realpath(file)).is_relative_to(root)
    if inside and file.is_dir():
        raise ConfigurationError(
            f"{file} adalah folder; isinya tidak dibaca sebagai keterangan buku. Ganti nama folder itu. / {file} is a"
            " folder, and states nothing about a book. Rename it."
        )
    return read_notes(file, forms) if inside and file.is_file() else BookNotes()


def _is(entry: os.DirEntry[str], kind: Literal["file", "folder"]) -> bool:
    try:
        return entry.is_dir() if kind == "folder" else entry.is_file()
    except OSError as error:
        raise _not_looked_at("file", entry.path, error) from error


def _sources(entries: list[os.DirEntry[str]], relative: str, known: Mapping[str, KnownFile]) -> list[SourceFile]:
    found = []
    for entry in entries:
        if entry.name == NOTES_NAME or not _is(entry, "file"):
            continue
        name = sys.intern(_joined(relative, entry.name))  # the ledger has it too
        source = _source(entry, name, known.get(name))
        if source is not None:
            found.append(source)
    return found


def _source(entry: os.DirEntry[str], source: str, before: KnownFile | None) -> SourceFile | None:
    path = Path(entry.path)
    found, trouble = None, None
    try:
        now = entry.stat()
    except FileNotFoundError:
        return None  # deleted since the folder was listed
    except OSError as error:
        raise _not_looked_at("file", path, error) from error
    try:
        if before is not None and before.shape and before.same(now.st_size, now.st_mtime_ns, now.st_ino):
            found = Shape(before.shape)
        else:
            found = shape(path, read_head(path) if now.st_size else b"")
    except FileNotFoundError:
        return None
    except OSError as error:
        found, trouble = shape(path, b""), unreadable(error)
    whole = name_when_whole(entry.name)
    if found is None and whole is not None:
        found = shape(path.with_name(whole), b"")
    if found is None:
        return None
    return SourceFile(source, path, found, now.st_size, now.st_mtime_ns, now.st_ino, trouble, whole is not None)


def _file_ids(sources: list[str], taken: set[str]) -> dict[str, str]:
    """book_id of every file that is a book: without its ending, unless two books would then have one id."""
    ids = {source: str(PurePosixPath(source).with_suffix("")) for source in sources}
    while True:
        uses = Counter(ids.values())
        clashing = [s for s, book_id in ids.items() if book_id != s and (uses[book_id] > 1 or book_id in taken)]
        if not clashing:
            return ids
        ids.update({source: source for source in clashing})


def _joined(relative: str, name: str) -> str:
    """Path relative to INBOX in valid Unicode, for tables and messages (see shown_name)."""
    readable = shown_name(name)
    return f"{relative}/{readable}" if relative else readable
