"""Whether a page of which a part is missing on its picture is refused, or read as what it is not; whole ones beside.

usage: python -m benchmarks.cut_pages [--pages N] [--seed N] [--forms FORM ...] [--samples] [--show]

Every page is shown whole with narrow margins, and without some share of its print on each side: the picture ends
there, or the sheet does, torn a little askew, and the ground it lies on is seen. Counted is what `benchmarks.silent`
counts, and the fields that are written on the whole sheet and of which the page that was read says nothing.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", OMP_THREAD_LIMIT="1")

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from benchmarks.evidence_books import truth_place
from benchmarks.finding_pictures import cropped, cut_off
from benchmarks.silent import count_values
from benchmarks.silent_pages import Truth, make_plain_page
from pipeline.book_notes import BookNotes
from pipeline.form import Form
from pipeline.geometry import Box, PageMap
from pipeline.model import Grey, PageFault
from pipeline.run.workers.page import Tools, read_picture
from pipeline.run.workers.task import build_tools
from pipeline.settings import Settings
from samples.generator.sheet import mm

SIDES = ("left", "top", "right", "bottom")
SHARES = (0.03, 0.08, 0.15, 0.3, 0.5)
"""Of the print's width or height, missing on the picture."""
WAYS = ("picture", "torn")
NARROW_MM = (1.5, 4.0)
"""Paper left round the print of a whole page."""
SAMPLES = Path("samples")
HEAD = "| cut | pages | read | refused | cut_off | fields | accepted % | of these wrong | written, not told of |"


@dataclass(frozen=True, slots=True, eq=False)
class WholePage:
    """A page before it is cut: its pixels, around its print (of the samples, around its fields), what is written.

    margins: whether the paper round all of its print is known.
    """

    name: str
    form: tuple[str, str]
    image: Grey
    print_box: Box
    truth: Truth
    margins: bool = True


def main() -> None:
    """Print the table as Markdown, and with --show a line for every wrong value that was accepted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forms", nargs="*", default=[], help="forms, editions or keys; default: all")
    parser.add_argument("--samples", action="store_true", help="the pictures of samples/books instead")
    parser.add_argument("--show", action="store_true")
    said = parser.parse_args()
    tools = build_tools(Settings())
    forms = [form for form in tools.forms if not said.forms or {form.form, form.edition, form.key} & set(said.forms)]
    pages = sample_pages(SAMPLES) if said.samples else drawn_pages(forms, said.pages, said.seed)
    counts: dict[str, Counter[str]] = {}
    for page in pages:
        rng = random.Random(f"cut:{page.name}:{said.seed}")
        for kind, picture in _pictures(page, rng):
            _count(page, kind, picture, tools, counts.setdefault(kind, Counter()), said.show)
    print(HEAD, "|" + "---|" * HEAD.count(" | ") + "---|", sep="\n")
    for kind, of in counts.items():
        print(_line(kind, of))
    print(_line("all but narrow", sum((of for kind, of in counts.items() if kind != "narrow"), Counter())))


def drawn_pages(forms: Sequence[Form], pages: int, seed: int) -> Iterator[WholePage]:
    """Filled and scanned pages in printings of held-out faces, the forms in turn."""
    for at in range(pages):
        number = seed * 1000 + at
        form = forms[number % len(forms)]
        image, page_map, print_box, truth = make_plain_page(form, number)
        seen = page_map.box_to_source(print_box)
        yield WholePage(f"{number} {form.key}", (form.form, form.edition), image, seen, truth)


def sample_pages(folder: Path) -> Iterator[WholePage]:
    """The pages of the samples that are pictures of their own and lie upright, with their truth."""
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        file = folder / "books" / told["file"]
        if file.suffix != ".jpg" or told["spoiled"].get("quarter_turns"):
            continue
        image = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        assert image is not None, file
        boxes = [Box(*cell["box"]) for cell in told["cells"]]
        around = Box.around(np.array([corner for box in boxes for corner in box.corners()]))
        truth = {truth_place(cell): cell for cell in told["cells"]}
        yield WholePage(told["file"], (told["form"], told["edition"]), image.astype(np.uint8), around, truth, False)


def _pictures(page: WholePage, rng: random.Random) -> Iterator[tuple[str, Grey]]:
    """The page with narrow margins, and with a part of its print missing in every way; each with its kind."""
    if page.margins:
        yield "narrow", _narrow(page, rng)
    for share in SHARES:
        for side in SIDES:
            way = rng.choice(WAYS)
            if way == "picture":
                picture = cut_off(page.image, PageMap(), page.print_box, side, share)[0]
            else:
                picture = torn(page.image, page.print_box, side, share, rng)
            yield f"{way}, {side}", picture


def _narrow(page: WholePage, rng: random.Random) -> Grey:
    height, width = page.image.shape
    left, top, right, bottom = (mm(rng.uniform(*NARROW_MM)) for _ in range(4))
    box = page.print_box
    edges = (
        max(0, round(box.left) - left), max(0, round(box.top) - top),
        min(width, round(box.right) + right), min(height, round(box.bottom) + bottom),
    )  # fmt: skip
    return cropped(page.image, PageMap(), edges)[0]


def torn(image: Grey, print_box: Box, side: str, share: float, rng: random.Random) -> Grey:
    """The picture with the sheet torn off there, up to two degrees askew: behind it a scanner's lid or a dark table."""
    height, width = image.shape
    along = width if side in ("top", "bottom") else height
    slope = rng.uniform(-0.035, 0.035) * (np.arange(along) - along / 2)
    ragged = np.cumsum(np.random.default_rng(rng.getrandbits(32)).normal(0, 0.7, along))
    edge = slope + ragged - ragged.mean()
    across, down = np.arange(width)[None, :], np.arange(height)[:, None]
    gone = {
        "left": across < print_box.left + share * print_box.width + edge[:, None] * (side == "left"),
        "right": across > print_box.right - share * print_box.width + edge[:, None] * (side == "right"),
    }[side] if side in ("left", "right") else {
        "top": down < print_box.top + share * print_box.height + edge[None, :],
        "bottom": down > print_box.bottom - share * print_box.height + edge[None, :],
    }[side]  # fmt: skip
    ground = rng.choice((rng.randint(225, 252), rng.randint(20, 90)))
    noise = np.random.default_rng(rng.getrandbits(32)).normal(ground, 3, image.shape).clip(0, 255).astype(np.uint8)
    return np.where(gone, noise, image)


def _count(page: WholePage, kind: str, picture: Grey, tools: Tools, counts: Counter[str], show: bool) -> None:
    counts["pages"] += 1
    became = read_picture(picture, tools, BookNotes())[0]
    if isinstance(became, PageFault):
        counts["refused"] += 1
        counts["cut_off"] += became.reason == "cut_off"
        if show and kind == "narrow":
            print(f"- {page.name} {kind}: refused, {became.reason} {became.message[-90:]}", flush=True)
        return
    counts["read"] += 1
    if (became.content.form, became.content.edition) != page.form:
        counts["wrong"] += 1
        print(f"- {page.name} {kind}: read as {became.content.form} {became.content.edition}", flush=True)
        return
    before = counts["fields wrong"]
    count_values(page.truth, became.content.values, counts, f"{page.name} {kind}" if show else "")
    told = {(str(value.part), value.row, value.field) for value in became.content.values}
    lost = [place for place, cell in page.truth.items() if cell["state"] != "blank" and place not in told]
    counts["lost"] += len(lost)
    if show and (lost or counts["fields wrong"] > before):
        parts = Counter(f"{part} {'' if row is None else 'row'}" for part, row, _ in lost)
        print(f"- {page.name} {kind}: {counts['fields wrong'] - before} wrong, not told of {dict(parts)}", flush=True)


def _line(kind: str, of: Counter[str]) -> str:
    accepted = 100 * of["fields accepted"] / max(1, of["fields"])
    told = (of["pages"], of["read"], of["refused"], of["cut_off"], of["fields"], f"{accepted:.1f}", of["fields wrong"])
    return f"| {kind} | {' | '.join(str(part) for part in told)} | {of['lost']} |"


if __name__ == "__main__":
    main()
