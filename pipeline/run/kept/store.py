"""The work store: what became of the pages of each picture, under a key of all that bears on their reading."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

from pipeline.book_notes import BookNotes
from pipeline.errors import MachineError
from pipeline.private_files import make_folder, write_whole, writing
from pipeline.run.kept.codec import BrokenEntryError, Pages, decode

_ENDING = ".json.gz"


def page_key(sha256: str, index: int, recipe: str, notes: BookNotes) -> str:
    """The key of picture `index` (from 0) of the file with that content, read by that recipe under those notes."""
    parts = [sha256, str(index), recipe, *sorted(notes.forms), "", *sorted(notes.editions)]
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


class Store:
    """Entries in `folder`, one file each, in 256 folders by the first two digits of their keys."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keys(self) -> set[str]:
        """All keys that have an entry, whole or not."""
        return {path.name.removesuffix(_ENDING) for path in self._folder.glob(f"??/*{_ENDING}")}

    def get(self, key: str, with_rows: bool = True) -> Pages | None:
        """What became of the pages of that picture; None if there is no entry, or none that can be read.

        with_rows: also what stands in tables; without, it is quicker.
        """
        try:
            return decode(key, self._path(key).read_bytes(), with_rows)
        except (OSError, BrokenEntryError):
            return None

    def load(self, keys: Iterable[str]) -> dict[str, Pages]:
        """What became of the pages of these pictures, by key. Raises MachineError for one that cannot be read back."""
        found: dict[str, Pages] = {}
        for key in keys:
            pages = self.get(key)
            if pages is None:
                raise MachineError(
                    f"Hasil di {self._folder} tidak dapat dibaca kembali; periksa disknya. / Results written there"
                    " cannot be read back; check the disk."
                )
            found[key] = pages
        return found

    def put(self, key: str, entry: bytes) -> None:
        """Keep an entry made by `codec.encode`."""
        path = self._path(key)
        if not path.parent.is_dir():
            with writing(path.parent):
                make_folder(path.parent)
        write_whole(path, entry, durable=False)

    def drop_unused(self, used: Collection[str], older_than_s: float) -> int:
        """Remove the entries that `used` does not name and that are older than that (Unix time); returns how many."""
        dropped = 0
        for key in self.keys().difference(used):
            path = self._path(key)
            if path.stat().st_mtime < older_than_s:
                path.unlink()
                dropped += 1
        return dropped

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}{_ENDING}"
