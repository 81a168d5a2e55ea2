"""Code lists (schemas/codes/*.csv): canonical words, their written variants, and codes of other systems."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import ConfigurationError

PACKAGED_CODES = Path(__file__).parent.parent / "schemas" / "codes"
_NO_KEY = re.compile(r"[^a-z0-9]")
_COLUMNS = ("label", "variant", "concept", "source")
_SELDOM = "seldom"
"""What the source of a word begins with that is seldom written."""


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """One way to write a label. codes: pairs of system and code, where what is written tells the code. seldom: what
    looks like it is more often another word (Tidak Tamat S1: SD), or a part of one."""

    text: str
    codes: tuple[tuple[str, str], ...] = ()
    seldom: bool = False


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A canonical word. words: all ways to write it, itself first.

    concept: entries of one concept mean the same on different forms (Menikah, Kawin); its own label if alone.
    """

    label: str
    concept: str
    words: tuple[WrittenWord, ...]

    @property
    def variants(self) -> tuple[str, ...]:
        """The ways to write it, the label first."""
        return tuple(word.text for word in self.words)


@dataclass(frozen=True)
class CodeList:
    """One closed list. `systems`: the code systems that its file has columns for (regsosek_415, opensid_...)."""

    name: str
    systems: tuple[str, ...]
    entries: tuple[CodeEntry, ...]

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[CodeEntry, WrittenWord]]:
        return {word_key(word.text): (entry, word) for entry in self.entries for word in entry.words}

    def canonical(self, written: str, values: Sequence[str] = ()) -> str | None:
        """The label that `written` stands for, whatever its case, accents, spaces and punctuation; null if unknown.

        values: the form's own list (Field.values); a word of the same concept on that list is preferred
        (Kawin is Menikah where the form says Menikah), and a word that stands there exactly is never changed.
        """
        key = word_key(written)
        for value in values:
            if word_key(value) == key:
                return value
        found = self._by_key.get(key)
        if found is None:
            return None
        entry = found[0]
        same = [entry.label, *(other.label for other in self.entries if other.concept == entry.concept)]
        return next((value for label in same for value in values if word_key(value) == word_key(label)), entry.label)

    def code(self, written: str, system: str) -> str | None:
        """The code of `system` for what was written; null where the writing does not tell (SMP or MTs for a tick)."""
        found = self._by_key.get(word_key(written))
        return dict(found[1].codes).get(system) if found else None

    def is_seldom(self, written: str) -> bool:
        """Whether what was written is a word that is seldom written, and more often another one misread."""
        found = self._by_key.get(word_key(written))
        return found is not None and found[1].seldom

    def written(self) -> tuple[tuple[str, str], ...]:
        """All pairs of variant and label, in the order of the file, for decoding."""
        return tuple((text, entry.label) for entry in self.entries for text in entry.variants)


@dataclass(frozen=True, slots=True)
class Codes:
    """All code lists by name."""

    lists: Mapping[str, CodeList]

    def __getitem__(self, name: str) -> CodeList:
        """The list of that name (Field.codes)."""
        return self.lists[name]


@lru_cache(maxsize=1 << 16)
def word_key(text: str) -> str:
    """What makes two writings the same word: letters and digits without case and accents.

    Remembered, for a publication compares the names of a village each with each.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NO_KEY.sub("", plain.casefold())


def load_codes(folder: Path | None = None) -> Codes:
    """All code lists of `folder` (default: the packaged ones), one per CSV file, named as the file.

    Raises ConfigurationError, naming file and line, for a list that contradicts itself.
    """
    files = sorted((folder or PACKAGED_CODES).glob("*.csv"))
    return Codes(MappingProxyType({file.stem: _load_list(file) for file in files}))


def _load_list(file: Path) -> CodeList:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        header = tuple(reader.fieldnames or ())
        if header[:4] != _COLUMNS:
            raise ConfigurationError(f"{file}, line 1: the first columns must be {','.join(_COLUMNS)}")
        systems = header[4:]
        entries: dict[str, CodeEntry] = {}
        meaning: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}
        for row, at in _rows(reader, file):
            label, text = row["label"], row["variant"] or row["label"]
            told = tuple((system, row[system]) for system in systems if row[system])
            word = WrittenWord(text, told, row["source"].startswith(_SELDOM))
            known = entries.get(label)
            if not word_key(text):
                raise ConfigurationError(f"{at}: neither label nor variant has a letter or digit")
            if meaning.setdefault(word_key(text), (label, word.codes)) != (label, word.codes):
                raise ConfigurationError(f"{at}: '{text}' stands for '{meaning[word_key(text)][0]}' already")
            if known is None and text != label:
                raise ConfigurationError(f"{at}: '{label}' needs a first row of its own, without variant")
            if known is not None and text in known.variants:
                raise ConfigurationError(f"{at}: '{text}' stands here twice")
            known = known or CodeEntry(label, row["concept"] or label, ())
            entries[label] = CodeEntry(label, known.concept, (*known.words, word))
    return CodeList(file.stem, systems, tuple(entries.values()))


def _rows(reader: csv.DictReader[str], file: Path) -> Iterator[tuple[dict[str, str], str]]:
    """Each row with its place for messages."""
    for row in reader:
        at = f"{file}, line {reader.line_num}"
        if None in row or None in row.values():
            raise ConfigurationError(f"{at}: not as many cells as the header has")
        yield row, at
