"""Train the network that reads print: python -m training.print_reader --work FOLDER [--minutes N]

A small convolutional CTC network from nothing, for strips as pipeline/read/print_strips.py makes them, drawn by
training/print_drawn.py. Writes checkpoints to WORK (a run that was cut off goes on), and print.onnx at each report.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from pipeline.read.print_net import FRAME_PX, PRINT_ALPHABET
from pipeline.read.print_strips import HEIGHT_PX, Darkness, print_line
from training.line_net import LineModule, Lines, Task, export, layer, train
from training.print_drawn import draw_strip, held_out_faces, learnt_faces
from training.print_texts import PrintTexts
from training.train import distance, greedy_text, hand_over

Drawn = tuple[Darkness, str]

BATCH_PX = 48 * 160
WIDTHS_PX = tuple(range(32, 513, 32))
KEPT = 4000
"""Strips of each width that are kept to be used again."""
REUSED = 0.75
TESTS = 600
INDEX = {character: at + 1 for at, character in enumerate(PRINT_ALPHABET)}


def print_module() -> LineModule:
    """Darkness (n, 1, 24, w) to CTC logits (n, about w / 2, 1 + len(PRINT_ALPHABET))."""
    rows = nn.Sequential(
        layer(1, 24, 3, (2, 1), 1),
        layer(24, 40, 3, (1, 2), 1),
        layer(40, 64, 3, (2, 1), 1),
        layer(64, 96, 3, (2, 1), 1),
        layer(96, 144, 3, 1, (0, 1)),
    )
    return LineModule(rows, 144, (1, 2, 4), 1 + len(PRINT_ALPHABET))


def frames(width_px: int) -> int:
    """Frames that the network makes of so many columns."""
    return -(-width_px // FRAME_PX)


def main() -> None:
    """Train until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60, help="of processor time of the training process")
    parser.add_argument("--tests", type=int, default=TESTS, help="held-out strips that scores are made on")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    tests = list(_drawn(random.Random("held out"), held_out_faces(), options.tests))
    task = Task(_batches, lambda model: scores(model, tests), write, "print.onnx")
    train(print_module(), task, options.work, options.minutes)


def write(model: nn.Module, path: Path) -> None:
    """The network as pipeline/read/print_net.py loads it."""
    export(model, path, HEIGHT_PX, PRINT_ALPHABET, "darkness")


def scores(model: nn.Module, tests: Sequence[Drawn]) -> str:
    """Whole strips right and character error rate, in percent, greedy, without case."""
    model.eval()
    right = edits = characters = 0
    with torch.no_grad():
        for darkness, text in tests:
            best = model(torch.from_numpy(darkness)[None, None]).argmax(-1)[0].numpy()
            said = greedy_text(best, PRINT_ALPHABET).strip()
            right += said.lower() == text.lower()
            edits += distance(said.lower(), text.lower())
            characters += max(1, len(text))
    return f"{100 * right / len(tests):.1f}/{100 * edits / characters:.2f}"


def _drawn(rng: random.Random, those: Sequence[Path], number: int) -> Iterator[Drawn]:
    texts, made = PrintTexts(), 0
    while made < number:
        strip, text = draw_strip(texts, those, rng)
        line = print_line(strip)
        if line is None or line.darkness.shape[1] > WIDTHS_PX[-1]:
            continue
        if frames(line.darkness.shape[1]) >= _least_frames(text):
            made += 1
            yield line.darkness, text


def _least_frames(text: str) -> int:
    """Frames that a CTC path of the text takes at least: a blank between two alike."""
    return len(text) + sum(first == second for first, second in itertools.pairwise(text))


def _batches(step: int) -> Iterator[Lines]:
    """Batches without end, of strips of one width that another process draws; each is used about four times."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue(maxsize=16)
    context.Process(target=_write, args=(step, queue), daemon=True).start()
    pools: dict[int, deque[Drawn]] = {width: deque(maxlen=KEPT) for width in WIDTHS_PX}
    rng, came, used = random.Random(step), 0, 0
    noise = np.random.default_rng(step)
    while True:
        while used * (1 - REUSED) >= came or came < 600:
            for darkness, text in queue.get():
                pools[next(width for width in WIDTHS_PX if width >= darkness.shape[1])].append((darkness, text))
                came += 1
        filled = [width for width in WIDTHS_PX if len(pools[width])]
        width = rng.choices(filled, [len(pools[width]) * width for width in filled])[0]
        chosen = [rng.choice(pools[width]) for _ in range(max(1, BATCH_PX // width))]
        used += len(chosen)
        darkness = np.zeros((len(chosen), 1, HEIGHT_PX, width), np.float32)
        for at, (one, _) in enumerate(chosen):
            darkness[at, 0, :, : one.shape[1]] = one
        # Bolder or fainter each time that it is used.
        darkness = darkness ** np.exp(noise.normal(0, 0.25, (len(chosen), 1, 1, 1))).astype(np.float32)
        yield Lines(
            torch.from_numpy(darkness),
            torch.tensor([INDEX[character] for _, text in chosen for character in text], dtype=torch.int64),
            torch.tensor([len(text) for _, text in chosen]),
            torch.tensor([frames(one.shape[1]) for one, _ in chosen]),
        )


def _write(step: int, queue: multiprocessing.Queue[list[Drawn]]) -> None:
    os.nice(2)
    cv2.setNumThreads(1)
    those, rng = learnt_faces(), random.Random(f"print {step}")
    hand_over(queue, lambda: list(_drawn(rng, those, 64)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
