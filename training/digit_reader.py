"""Train the network that reads digits alone: python -m training.digit_reader --data FOLDER --work FOLDER [--minutes N]

A small convolutional CTC network from nothing, for strips as pipeline/read/strips.py makes them, of numbers and dates
in digits: composed, in fonts, in letters of people, and cut from registers. Writes checkpoints to WORK (a run that was
cut off goes on), and digits.onnx at each report.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import Empty

import cv2
import torch
from torch import nn

from pipeline.read.alphabet import ALPHABET
from pipeline.read.digit_net import DIGIT_ALPHABET, FRAME_PX
from training.line_net import LineModule, Lines, Task, export, layer, train
from training.pool import Pool, as_input, collate
from training.samples import Strip, Writers, bucket_px
from training.spoil import STRIP_HEIGHT_PX
from training.train import HANDED_OVER, distance, greedy_text, hand_over
from training.warp import warp

SHARES = {"digits": 0.33, "lectaurep-numeric": 0.27, "letters": 0.2, "brought-fonts": 0.14, "fonts": 0.06}
"""How often each source is drawn."""
WITHOUT = frozenset({"copiste", "peraire"})
"""Lines of words; their letters are loaded all the same, where they were cut before."""
BATCH_PX = 48 * 128
KEPT = 6000
"""Strips of each width that are kept to be used again."""
LEAST_NEW = 0.16
"""Of the strips learnt from, at least so many are new."""
FIRST = 1500
"""Strips that are made before the first is learnt."""
TESTS = 300
CLASSES = torch.tensor([0, *(DIGIT_ALPHABET.find(character) + 1 for character in ALPHABET)])
"""Our classes of those of ALPHABET, blank first; 0 of those that we lack."""


def digit_module() -> LineModule:
    """Pixels (n, 1, 48, w) from -1 (black) to 1, to CTC logits (n, about w / 4, 1 + len(DIGIT_ALPHABET))."""
    rows = nn.Sequential(
        layer(1, 24, 5, (3, 2), (1, 2)),
        layer(24, 48, 3, (2, 1), 1),
        layer(48, 96, 3, (2, 2), 1),
        layer(96, 160, (4, 3), 1, (0, 1)),
    )
    return LineModule(rows, 160, (1, 2, 1), 1 + len(DIGIT_ALPHABET))


def main() -> None:
    """Train until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60, help="of processor time of the training process")
    parser.add_argument("--tests", type=int, default=TESTS, help="strips per held-out set")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    tests = held_out(options.data, options.work, options.tests)

    def batches(step: int) -> Iterator[Lines]:
        return _batches(options.data, options.work, step)

    task = Task(batches, lambda model: scores(model, tests), write, "digits.onnx")
    train(digit_module(), task, options.work, options.minutes)


def write(model: nn.Module, path: Path) -> None:
    """The network as pipeline/read/digit_net.py loads it."""
    export(model, path, STRIP_HEIGHT_PX, DIGIT_ALPHABET, "pixels")


def held_out(data: Path, cache: Path, number: int) -> dict[str, list[Strip]]:
    """Fixed strips of hands held out, by source: the same for every network."""
    writers = Writers(data, True, cache, WITHOUT)
    return {
        source: [_digits(writers, random.Random(f"{source}{at}"), source) for at in range(number)]
        for source in _sources(writers)
    }


def scores(model: nn.Module, tests: Mapping[str, Sequence[Strip]]) -> str:
    """Whole strips right and character error rate, in percent, greedy, per held-out set."""
    model.eval()
    parts = []
    for source, strips in tests.items():
        right = edits = characters = 0
        for made in strips:
            grey = collate([made], bucket_px(made.grey.shape[1])).grey
            with torch.no_grad():
                best = model(as_input(grey)[:, :1]).argmax(-1)[0].numpy()
            said = greedy_text(best, DIGIT_ALPHABET)
            right += said == made.text
            edits += distance(said, made.text)
            characters += len(made.text)
        parts.append(f"{source} {100 * right / len(strips):.1f}/{100 * edits / characters:.2f}")
    return " ".join(parts)


def _sources(writers: Writers) -> list[str]:
    return [source for source in SHARES if source in writers.sources]


def _digits(writers: Writers, rng: random.Random, source: str | None = None) -> Strip:
    """One strip of digits."""
    known = _sources(writers)
    while True:
        chosen = source or rng.choices(known, [SHARES[one] for one in known])[0]
        made = writers.draw_number(rng, chosen)
        if set(made.text) <= set(DIGIT_ALPHABET):
            return made


def _batches(data: Path, cache: Path, step: int) -> Iterator[Lines]:
    """Batches without end, of strips of one width that another process makes; each is used about six times."""
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[list[Strip]] = context.Queue(maxsize=16)
    context.Process(target=_write, args=(data, cache, step, queue), daemon=True).start()
    pool, rng, used = Pool(KEPT, torch.device("cpu")), random.Random(step), 0
    while True:
        while pool.came < max(FIRST, used * LEAST_NEW):
            pool.add(queue.get())
        try:
            while True:
                pool.add(queue.get_nowait())
        except Empty:
            pass
        batch = pool.draw(BATCH_PX, rng)
        used += len(batch.grey)
        there = torch.arange(batch.targets.shape[1])[None] < batch.lengths[:, None]
        pixels = as_input(warp(batch.grey, batch.own_px))[:, :1].contiguous()
        frames = torch.full_like(batch.lengths, -(-pixels.shape[3] // FRAME_PX))
        yield Lines(pixels, CLASSES[batch.targets[there]], batch.lengths, frames)


def _write(data: Path, cache: Path, seed: int, queue: multiprocessing.Queue[list[Strip]]) -> None:
    cv2.setNumThreads(1)
    writers, rng = Writers(data, False, cache, WITHOUT), random.Random(f"digits {seed}")
    hand_over(queue, lambda: [_digits(writers, rng) for _ in range(HANDED_OVER)])


if __name__ == "__main__":
    main()
