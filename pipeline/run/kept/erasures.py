"""What was erased on request, so that it is not read again: a record of hashes, from which nothing can be made out."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.model import FieldValue, PageContent, PageFault, State
from pipeline.private_files import write_whole
from pipeline.run.kept.codec import Pages

_VERSION = 1
_SALT_BYTES = 16
NOTHING = ""
"""What stands in place of something erased: nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """What may be erased: a picture; one page of it (half); a row of its table (row); or one cell (part, field)."""

    sha256: str
    index: int
    half: int | None = None
    row: int | None = None
    part: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """That something was erased or given back: when, whether a `book`, `page` or `person`, and how many places."""

    at: str
    done: str
    what: str
    places: int


@dataclass(slots=True)
class Erasures:
    """Marks of the places that are left out of every run, and what stands there instead: nothing, or a stand-in name.

    along: for the mark of a picture that went only because it is the same page once more, that of the one it went with.
    shown: for the mark of a picture that showed more than one page, how many: the pages after it keep their numbers.
    pending: old results and publications are still to go. The salt keeps one record from being compared with another;
    who holds a scan can still tell whether it is marked.
    """

    salt: str = field(default_factory=lambda: secrets.token_hex(_SALT_BYTES))
    marks: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    pending: bool = False
    along: dict[str, str] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Erasures:
        """The record at `path`, an empty one if there is none.

        Raises ConfigurationError if it cannot be read: to go on without it would read again what was erased.
        """
        try:
            read = json.loads(path.read_bytes())
            if read["version"] != _VERSION:
                raise ValueError(read["version"])
            bytes.fromhex(read["salt"])
            events = [Event(**event) for event in read["events"]]
            along = dict(read.get("along", {}))  # what was written before 2026-11-27 has none
            shown = {str(mark): int(count) for mark, count in read.get("shown", {}).items()}  # older ones have none
            return cls(str(read["salt"]), dict(read["marks"]), events, bool(read["pending"]), along, shown)
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigurationError(
                f"{path} tidak dapat dibaca; tanpanya yang sudah dihapus akan dibaca lagi. Kembalikan dari cadangan."
                f" / {path}"
                " cannot be read, and without it what was erased would be read again. Restore it from a backup."
            ) from error

    def save(self, path: Path) -> None:
        """Write the record, whole or not at all."""
        written: dict[str, Any] = {
            "version": _VERSION,
            "salt": self.salt,
            "pending": self.pending,
            "marks": dict(sorted(self.marks.items())),
            "along": dict(sorted(self.along.items())),
            "shown": dict(sorted(self.shown.items())),
            "events": [
                {"at": event.at, "done": event.done, "what": event.what, "places": event.places}
                for event in self.events
            ],
        }
        write_whole(path, (json.dumps(written, indent=1) + "\n").encode())

    def covers(self, place: Place) -> bool:
        """Whether that place, as it is named, was erased."""
        return bool(self.marks) and self._mark(place) in self.marks

    def covers_itself(self, place: Place) -> bool:
        """Whether that place was erased, and not only along with another."""
        return self.covers(place) and self._mark(place) not in self.along

    def pages_shown(self, sha256: str, index: int) -> int:
        """How many pages an erased picture showed; 1 where nothing is known of it."""
        return self.shown.get(self._mark(Place(sha256, index)), 1) if self.shown else 1

    def add(
        self,
        places: Mapping[Place, str],
        what: str,
        at: str,
        copies: Mapping[Place, Place] | None = None,
        shown: Mapping[Place, int] | None = None,
    ) -> None:
        """Mark these places as erased, each with what is to stand there.

        copies: pictures that are the same pages once more, each with the one of `places` that it goes along with.
        shown: how many pages a picture among them shows.
        """
        self.shown |= {self._mark(place): count for place, count in (shown or {}).items() if count > 1}
        along = {self._mark(copy): self._mark(place) for copy, place in (copies or {}).items()}
        own = {self._mark(place): instead for place, instead in places.items()}
        # What was erased for itself before is not given back with another.
        self.along |= {copy: mark for copy, mark in along.items() if copy not in self.marks}
        self.along = {copy: mark for copy, mark in self.along.items() if copy not in own}
        self.marks |= own | dict.fromkeys(along, NOTHING)
        self.events.append(Event(at, "erased", what, len(own) + len(along)))
        self.pending = True

    def take_back(self, places: Iterable[Place], what: str, at: str) -> int:
        """Let these places be read again, and what went along with them; how many were marked."""
        marks = {self._mark(place) for place in places} & self.marks.keys()
        marks |= {copy for copy, mark in self.along.items() if mark in marks}
        for mark in marks:
            del self.marks[mark]
        self.along = {copy: mark for copy, mark in self.along.items() if copy not in marks}
        self.shown = {mark: count for mark, count in self.shown.items() if mark not in marks}
        self.events.append(Event(at, "given back", what, len(marks)))
        return len(marks)

    def without_erased(self, sha256: str, index: int, pages: Pages) -> Pages:
        """The pages of a picture without the pages, rows and cells of them that were erased; pure."""
        if not self.marks:
            return pages
        return tuple(
            page if isinstance(page, PageFault) else replace(page, values=tuple(self._kept(sha256, index, half, page)))
            for half, page in enumerate(pages)
        )

    def _kept(self, sha256: str, index: int, half: int, page: PageContent) -> Iterable[FieldValue]:
        if self.covers(Place(sha256, index, half)):
            return
        for value in page.values:
            if value.row is not None and self.covers(Place(sha256, index, half, value.row)):
                continue
            instead = self.marks.get(self._mark(Place(sha256, index, half, value.row, value.part.value, value.field)))
            yield value if instead is None else _replaced(value, instead)

    def _mark(self, place: Place) -> str:
        parts = (place.sha256, place.index, place.half, place.row, place.part, place.field)
        text = "\0".join("" if part is None else str(part) for part in parts)
        return hashlib.blake2b(text.encode(), digest_size=16, salt=bytes.fromhex(self.salt)).hexdigest()


def _replaced(value: FieldValue, instead: str) -> FieldValue:
    return replace(value, state=State.VALUE, raw_text=instead, value=instead, age=None, alternatives=())
