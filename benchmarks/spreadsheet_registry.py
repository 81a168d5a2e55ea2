"""The national forms as `fields.csv` lists them: head fields, numbered items and the columns of the table."""

import csv
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Field:
    """One field of a form. `values` are the words of its list; `group` the heading that stands over several columns."""

    name: str
    heading: str
    group: str
    kind: str
    no: str
    values: tuple[str, ...]

    def path(self) -> tuple[str, ...]:
        """The headings over a column, outermost first: a group, `TOTAL` or `BALITA` or `AKTE`, and its own."""
        first, _, last = self.heading.rpartition(" ")
        own = (first, last) if first in ("TOTAL", "BALITA", "AKTE") and last in ("L", "P", "ADA", "TIDAK") else None
        return ((self.group,) if self.group else ()) + (own or (self.heading,))


@dataclass
class Form:
    """A form of an edition, its fields in the order of the paper."""

    form: str
    edition: str
    head: list[Field] = field(default_factory=list)
    items: list[Field] = field(default_factory=list)
    table: list[Field] = field(default_factory=list)

    @property
    def is_recap(self) -> bool:
        return self.form.startswith("rekap")


def forms(path: Path) -> dict[tuple[str, str], Form]:
    """Every form of the registry at `path`, by (form, edition)."""
    found: dict[tuple[str, str], Form] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            form = found.setdefault((row["form"], row["edition"]), Form(row["form"], row["edition"]))
            values = tuple(word for word in row["values"].split("|") if word)
            one = Field(row["field"], row["heading"], row["group"], row["kind"], row["no"], values)
            getattr(form, row["part"]).append(one)
    return found
