"""Widths of typed letters, and the files of the hands: faces and single-line letters from npm, kept in a cache."""

from __future__ import annotations

import functools
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

CACHE = Path.home() / ".cache" / "dasawisma-typed"
Glyph = tuple[float, list[NDArray[np.float64]]]


@functools.cache
def _face(name: str, bold: bool) -> ImageFont.FreeTypeFont:
    wanted = f"{name}:bold" if bold else name
    file = subprocess.run(["fc-match", "-f", "%{file}", wanted], check=True, capture_output=True, text=True).stdout
    return ImageFont.truetype(file, 100)


def typed_width(text: str, face: str, size: float, bold: bool = False) -> float:
    """Millimetres that a line takes."""
    return float(_face(face, bold).getlength(text)) / 100 * size * 25.4 / 72


def _package(name: str, version: str, wanted: str) -> list[Path]:
    """Files of an npm package whose name fits `wanted`; fetched once."""
    room = CACHE / f"{name.replace('/', '-')}-{version}"
    if not room.exists():
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["npm", "pack", "--silent", f"{name}@{version}"], check=True, cwd=folder, capture_output=True
            )
            [archive] = Path(folder).glob("*.tgz")
            part = room.with_suffix(".part")
            part.mkdir(parents=True, exist_ok=True)
            with tarfile.open(archive) as packed:
                packed.extractall(part, filter="data")
            part.rename(room)
    return sorted(file for file in room.rglob("*") if re.fullmatch(wanted, file.name))


def hand_face(name: str, version: str) -> Path:
    """The file of a handwriting face."""
    return _package(f"@fontsource/{name}", version, r".*-latin-400-normal\.woff")[0]


@functools.cache
def line_letters(name: str, version: str) -> dict[str, Glyph]:
    """Single-line letters: by letter how far it goes on and its strokes, em = 1, y down from the baseline."""
    root = ElementTree.parse(_package("hersheytext", version, rf"{name}\.svg")[0]).getroot()
    face = next(node for node in root.iter() if node.tag.endswith("font-face"))
    em = float(face.get("units-per-em", "1000"))
    letters: dict[str, Glyph] = {}
    for node in root.iter():
        letter = node.get("unicode")
        if node.tag.endswith("glyph") and letter and len(letter) == 1:
            strokes = []
            for part in re.findall(r"M([^M]*)", node.get("d") or ""):
                numbers = np.array([float(n) for n in re.findall(r"-?[\d.]+", part)]).reshape(-1, 2) / em
                strokes.append(numbers * [1, -1])
            letters[letter] = float(node.get("horiz-adv-x", em / 2)) / em, strokes
    return letters
