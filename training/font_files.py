"""The fonts to learn from: the hands of ../shared/handwriting and more of Google's, and faces of print, from npm.

usage: python -m training.font_files [--to .cache/fonts]    brings those that fonts.tsv lists (once)

Every one is under OFL-1.1 or Apache-2.0 (the packages `@fontsource/NAME` carry the texts). Left out: other cuts of the
fonts that wrote the benchmark, and faces that no pen in a village writes. Where they were not brought, training goes on
with the fonts at hand.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tarfile
import urllib.request
from collections.abc import Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LISTED = Path(__file__).parent / "fonts.tsv"
BROUGHT = Path(__file__).parent.parent / ".cache" / "fonts"
_ITALIC = "-italic"


class Use(StrEnum):
    """What a font serves for; whole hands are kept from training, some of them from calibration too."""

    TRAIN = "train"
    CALIBRATE = "calibrate"
    TEST = "test"
    PRINT = "print"
    """A face of print: forms on which marks are learnt (training/option_looks.py)."""
    ITALIC = "italic"
    """A slanted face of print, for the same."""
    ITALIC_TEST = "italic-test"
    """One of a family that nothing is trained on."""
    NEVER = "never"
    """It wrote the benchmark (../shared/bench/README.md)."""


HELD_OUT = frozenset({Use.CALIBRATE, Use.TEST})


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of fonts.tsv. version: of the package @fontsource/NAME; empty for a font of ../shared/handwriting.

    The name of an italic ends in _ITALIC; its package is named without.
    """

    name: str
    version: str
    use: Use


def listed() -> list[Listed]:
    """The fonts in the order of fonts.tsv."""
    with LISTED.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        return [Listed(row["font"], row["version"], Use(row["use"])) for row in rows]


def shared_fonts(folder: Path, uses: Set[Use]) -> list[Path]:
    """Font files of a folder like ../shared/handwriting/fonts that serve for one of `uses`; sorted. One that fonts.tsv
    does not list serves for training."""
    use_of = {font.name: font.use for font in listed()}
    return [path for path in sorted(folder.glob("*.ttf")) if use_of.get(path.stem, Use.TRAIN) in uses]


def brought_fonts(uses: Set[Use], folder: Path = BROUGHT) -> list[Path]:
    """Font files that were brought and serve for one of `uses`, in the order of fonts.tsv; empty when none was."""
    paths = [folder / f"{font.name}.woff" for font in listed() if font.version and font.use in uses]
    return [path for path in paths if path.exists()]


def all_fonts(writing: Path, uses: Set[Use]) -> tuple[Path, ...]:
    """shared_fonts of a folder like ../shared/handwriting, and brought_fonts."""
    return (*shared_fonts(writing / "fonts", uses), *brought_fonts(uses))


def bring(folder: Path) -> Iterator[str]:
    """Fetch what is not there yet; yields the names of those brought. Raises OSError when npm cannot be reached."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [font for font in listed() if font.version and not (folder / f"{font.name}.woff").exists()]
    with ThreadPoolExecutor(4) as pool:
        for font, face in zip(missing, pool.map(_fetch, missing), strict=True):
            (folder / f"{font.name}.woff").write_bytes(face)
            yield font.name


def package_of(name: str, version: str) -> tarfile.TarFile:
    """The package @fontsource/NAME as npm gives it. Raises OSError when npm cannot be reached."""
    address = f"https://registry.npmjs.org/@fontsource/{name}/-/{name}-{version}.tgz"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return tarfile.open(fileobj=io.BytesIO(answer.read()))


def _fetch(font: Listed) -> bytes:
    package = font.name.removesuffix(_ITALIC)
    style = _ITALIC if package != font.name else "-normal"
    with package_of(package, font.version) as archive:
        faces = sorted(
            name for name in archive.getnames() if name.endswith(f"{style}.woff") and f"/{package}-latin-" in name
        )
        regular = next((name for name in faces if "-latin-400-" in name), faces[0])
        member = archive.extractfile(regular)
        if member is None:
            raise OSError(f"@fontsource/{package} {font.version} holds no file {regular}")
        return member.read()


def main() -> int:
    """Bring them; a line when done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=BROUGHT)
    folder = parser.parse_args().to
    try:
        number = sum(1 for _ in bring(folder))
    except OSError as error:
        print(f"npm gave no fonts ({error}); training goes on with those at hand", file=sys.stderr)
        return 0
    there = sum(1 for _ in folder.glob("*.woff"))
    print(f"{number} fonts brought to {folder}, {there} there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
