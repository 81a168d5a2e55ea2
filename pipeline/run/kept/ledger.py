"""What a run remembers for the next: files it knew, faults it may try again, and what the last publication held."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.private_files import unreadable_now, write_whole

_VERSION = 2
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Why the pages of a file could not be counted (see refusals), by which recipe, and how often it was tried."""

    reason: str
    message: str
    recipe: str
    tries: int


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when its content was last hashed.

    pages: how many it holds, null where that is not known; shape: how it makes pages (content.Shape), likewise.
    uncounted: why its pages are not known, null where they are.
    """

    size: int
    mtime_ns: int
    inode: int
    sha256: str
    pages: int | None
    shape: str | None = None
    uncounted: Uncounted | None = None

    def same(self, size: int, mtime_ns: int, inode: int) -> bool:
        """Whether a file with these is taken as unchanged."""
        return (self.size, self.mtime_ns, self.inode) == (size, mtime_ns, inode)


@dataclass(frozen=True, slots=True)
class Publication:
    """The last publication. fingerprint: of all that went into it; id_key: of the key that ids were made with.
    pages: how many were found.

    refused, quarantined: how often each was there, by the names that `publishing` gives them.
    """

    run_id: str
    at: str
    fingerprint: str
    id_key: str
    sources: tuple[str, ...]
    pages: int
    refused: Mapping[str, int]
    quarantined: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last run that came to an end of its own: when, how long, and its counts (see summary.RunSummary).

    message: what it said of why it failed; empty where it did not, or where that was a bug.
    """

    at: str
    seconds: float
    exit_code: int
    counts: Mapping[str, int]
    waiting: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    message: str = ""


@dataclass(slots=True)
class Ledger:
    """All that is remembered. attempts: how often a page with a passing fault was tried, by key of the work store."""

    inbox: str = ""
    files: dict[str, KnownFile] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    publication: Publication | None = None
    last_run: LastRun | None = None

    @classmethod
    def load(cls, path: Path) -> Ledger:
        """The ledger at `path`; an empty one if there is none or it is broken: what it knew is then found out anew.

        Raises MachineError for one that is there and cannot be read now: it would be written over.
        """
        try:
            packed = path.read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise unreadable_now(path, error) from error
        try:
            read = json.loads(gzip.decompress(packed))
            return cls._from(read) if read["version"] == _VERSION else cls()
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
            return cls()

    def save(self, path: Path) -> None:
        """Write the ledger, whole or not at all; file by file, for the text of a province's would fill memory."""
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0, filename="") as stream:
            for piece in self._written():
                stream.write(piece.encode("utf-8"))
        write_whole(path, packed.getvalue())

    def _written(self) -> Iterator[str]:
        """The JSON text in pieces."""
        rest = {
            "version": _VERSION,
            "inbox": self.inbox,
            "attempts": dict(sorted(self.attempts.items())),
            "last_run": self.last_run and asdict(self.last_run),
        }
        yield f'{_json(rest)[:-1]},"files":{{'
        for number, (source, known) in enumerate(sorted(self.files.items())):
            facts: list[Any] = [known.size, known.mtime_ns, known.inode, known.sha256, known.pages, known.shape]
            if known.uncounted is not None:
                facts.append(astuple(known.uncounted))
            yield f"{',' if number else ''}{_json(source)}:{_json(facts)}"
        yield '},"publication":'
        if self.publication is None:
            yield "null}"
            return
        rest = {field.name: getattr(self.publication, field.name) for field in fields(Publication)}
        del rest["sources"]
        yield f'{_json(rest)[:-1]},"sources":['
        for number, source in enumerate(self.publication.sources):
            yield f"{',' if number else ''}{_json(source)}"
        yield "]}}"

    @classmethod
    def _from(cls, read: dict[str, Any]) -> Ledger:
        publication, last_run = read["publication"], read["last_run"]
        # Interned: the same source is a key here, there, and in the plan.
        files = {sys.intern(source): _known_file(*known) for source, known in read["files"].items()}
        sources = tuple(map(sys.intern, publication["sources"])) if publication else ()
        return cls(
            inbox=read["inbox"],
            files=files,
            attempts=dict(read["attempts"]),
            publication=publication and Publication(**{**publication, "sources": sources}),
            last_run=last_run and LastRun(**{name: _fixed(value) for name, value in last_run.items()}),
        )


def _known_file(size: int, mtime_ns: int, inode: int, sha256: str, pages: int | None, *more: Any) -> KnownFile:
    shape, *uncounted = more
    return KnownFile(size, mtime_ns, inode, sha256, pages, shape, Uncounted(*uncounted[0]) if uncounted else None)


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def newly(now: Mapping[str, int], before: Mapping[str, int]) -> int:
    """How many of `now` were not there before; of equal ones, as many as there are more of."""
    return (Counter(now) - Counter(before)).total()
