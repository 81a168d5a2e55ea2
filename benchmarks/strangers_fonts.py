"""Hands and print faces that nothing else in this project knows, from npm (`@fontsource/NAME`, OFL-1.1 or Apache-2.0).

usage: python -m benchmarks.strangers_fonts    brings those of strangers_fonts.tsv to .cache/stranger-fonts (once)
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from training.font_files import package_of

BROUGHT = Path(__file__).parent.parent / ".cache" / "stranger-fonts"
_LISTED = Path(__file__).with_name("strangers_fonts.tsv")
_WEIGHTS = {"hand": ("400",), "print": ("400", "700")}


@dataclass(frozen=True, slots=True)
class Faces:
    """Font files: one for each hand, a regular and a bold one for each face of print."""

    hands: tuple[Path, ...]
    prints: tuple[tuple[Path, Path], ...]


def faces(hands: Path | None = None, prints: Path | None = None) -> Faces:
    """The brought ones, or those of folders: every .ttf or .woff for hands, FACE.ttf with FACE-bold.ttf for print.

    Raises OSError when npm gives none, FileNotFoundError when a folder holds none.
    """
    if hands is None or prints is None:
        bring()
    use = {"hand": [], "print": []}  # type: dict[str, list[str]]
    for row in _rows():
        use[row["use"]].append(row["font"])
    mine = tuple(BROUGHT / f"{name}-400.woff" for name in use["hand"]) if hands is None else _files(hands)
    pairs = tuple((BROUGHT / f"{name}-400.woff", BROUGHT / f"{name}-700.woff") for name in use["print"])
    if prints is not None:
        pairs = tuple(
            (path.with_name(path.name.replace("-bold", "")), path) for path in sorted(prints.glob("*-bold.ttf"))
        )
    if not mine or not pairs:
        raise FileNotFoundError(f"no fonts in {hands or prints}")
    return Faces(mine, pairs)


def bring(folder: Path = BROUGHT) -> int:
    """Fetches what is not there yet; the number of files brought. Raises OSError when npm cannot be reached."""
    folder.mkdir(parents=True, exist_ok=True)
    brought = 0
    for row in _rows():
        missing = [weight for weight in _WEIGHTS[row["use"]] if not (folder / f"{row['font']}-{weight}.woff").exists()]
        if missing:
            for weight, face in zip(missing, _fetch(row["font"], row["version"], missing), strict=True):
                (folder / f"{row['font']}-{weight}.woff").write_bytes(face)
                brought += 1
    return brought


def _rows() -> list[dict[str, str]]:
    with _LISTED.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in (".ttf", ".woff")))


def _fetch(name: str, version: str, weights: list[str]) -> list[bytes]:
    out = []
    with package_of(name, version) as archive:
        for weight in weights:
            ending = f"/{name}-latin-{weight}-normal.woff"
            member = next((entry for entry in archive.getmembers() if entry.name.endswith(ending)), None)
            stream = archive.extractfile(member) if member else None
            if stream is None:
                raise OSError(f"@fontsource/{name} {version} holds no file that ends in {ending}")
            out.append(stream.read())
    return out


if __name__ == "__main__":
    print(f"{bring()} fonts brought to {BROUGHT}")
    sys.exit(0)
