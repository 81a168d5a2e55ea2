"""Train the network that reads print: python -m training.print_reader --work FOLDER [--minutes N]

A small convolutional CTC network from nothing, for strips as pipeline/read/print_strips.py makes them, drawn by
training/print_drawn.py. Writes checkpoints to WORK (a run that was cut off goes on), and print.onnx at each report.
"""

from __future__ import annotations

import argparse
import copy
import io
import itertools
import math
import multiprocessing
import os
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from torch import Tensor, nn

from pipeline.read.print_net import FRAME_PX, PRINT_ALPHABET
from pipeline.read.print_strips import HEIGHT_PX, Darkness, print_line
from training.graph import store_half
from training.print_drawn import draw_strip, held_out_faces, learnt_faces
from training.print_texts import PrintTexts
from training.train import distance, greedy_text, hand_over

Drawn = tuple[Darkness, str]

BATCH_PX = 48 * 160
WIDTHS_PX = tuple(range(32, 513, 32))
KEPT = 4000
"""Strips of each width that are kept to be used again."""
REUSED = 0.75
PEAK_RATE = 2e-3
EMA = 0.999
REPORTS = 16
TESTS = 600
INDEX = {character: at + 1 for at, character in enumerate(PRINT_ALPHABET)}


class PrintModule(nn.Module):
    """Darkness (n, 1, 24, w) to CTC logits (n, about w / 2, 1 + len(PRINT_ALPHABET))."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = nn.Sequential(
            _layer(1, 24, (2, 1)),
            _layer(24, 40, (1, 2)),
            _layer(40, 64, (2, 1)),
            _layer(64, 96, (2, 1)),
            nn.Conv2d(96, 144, 3, padding=(0, 1), bias=False),
            nn.BatchNorm2d(144),
            nn.ReLU(),
        )
        self.line = nn.ModuleList(_Along(144, dilation) for dilation in (1, 2, 4))
        self.head = nn.Conv1d(144, 1 + len(PRINT_ALPHABET), 1)

    def forward(self, darkness: Tensor) -> Tensor:
        seen = self.rows(darkness).squeeze(2)
        for layer in self.line:
            seen = layer(seen)
        logits: Tensor = self.head(seen)
        return logits.transpose(1, 2)


class _Along(nn.Module):
    """A residual layer along the line."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.layer = nn.Sequential(
            nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm1d(channels),
            nn.ReLU(),
        )

    def forward(self, seen: Tensor) -> Tensor:
        result: Tensor = seen + self.layer(seen)
        return result


def _layer(before: int, after: int, stride: tuple[int, int]) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()
    )


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
    train(options.work, options.minutes, options.tests)


def train(work: Path, minutes: float, number: int = TESTS) -> None:
    """Run, resume, report, export."""
    torch.manual_seed(1)
    model = PrintModule()
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=1e-3)
    checkpoint, step, spent_s = work / "checkpoint.pt", 0, 0.0
    average = copy.deepcopy(model)
    if checkpoint.exists():
        stored = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(stored["model"])
        average.load_state_dict(stored["average"])
        optimiser.load_state_dict(stored["optimiser"])
        step, spent_s = stored["step"], stored["spent_s"]
    tests = list(_drawn(random.Random("held out"), held_out_faces(), number))
    log = (work / "log.txt").open("a", encoding="utf-8", buffering=1)

    def keep() -> None:
        """So that a run that is cut off goes on from here, and the network as it is now can be used."""
        state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict()}
        torch.save({**state, "step": step, "spent_s": spent_s}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)
        export(average, work / "print.onnx")

    limit_s, losses = minutes * 60, deque[float](maxlen=200)
    start, last_report = time.process_time() - spent_s, spent_s
    for darkness, texts, widths in _batches(step):
        spent_s = time.process_time() - start
        if spent_s > limit_s:
            break
        rate = PEAK_RATE * min(1.0, (step + 1) / 300) * max(0.01, 0.5 * (1 + math.cos(math.pi * spent_s / limit_s)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(darkness)
        loss = _loss(logits.float(), texts, widths)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        _follow(average, model, step)
        losses.append(float(loss.detach()))
        if spent_s - last_report > limit_s / REPORTS:
            last_report = spent_s
            log.write(f"step {step} {spent_s / 60:.1f} min loss {np.mean(losses):.3f} {scores(average, tests)}\n")
            keep()
    log.write(f"end {step} loss {np.mean(losses):.3f} {scores(average, tests)}\n")
    keep()


def _follow(average: nn.Module, model: nn.Module, step: int) -> None:
    kept = min(EMA, (step + 1) / (step + 10))
    with torch.no_grad():
        for slow, fast in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
            if slow.is_floating_point():
                slow.lerp_(fast, 1 - kept)
            else:
                slow.copy_(fast)


def _loss(logits: Tensor, texts: Sequence[str], widths: Sequence[int]) -> Tensor:
    targets = torch.tensor([INDEX[character] for text in texts for character in text], dtype=torch.int64)
    lengths, seen = torch.tensor([len(text) for text in texts]), torch.tensor([frames(width) for width in widths])
    logs = logits.log_softmax(-1).transpose(0, 1)
    return nn.functional.ctc_loss(logs, targets, seen, lengths, zero_infinity=True)


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


def export(model: nn.Module, path: Path) -> None:
    """Write the network as ONNX, its classes in the metadata."""
    model.eval()
    written = io.BytesIO()
    width = {"darkness": {3: "width"}, "probabilities": {1: "frames"}}
    whole = nn.Sequential(model, nn.Softmax(-1))
    torch.onnx.export(
        whole, (torch.zeros(1, 1, HEIGHT_PX, 64),), written, input_names=["darkness"], dynamo=False,
        output_names=["probabilities"], dynamic_axes=width, opset_version=17,
    )  # fmt: skip
    proto = onnx.load_model_from_string(written.getvalue())
    store_half(proto.graph)
    proto.metadata_props.add(key="character", value="\n".join(PRINT_ALPHABET))
    path.with_suffix(".new").write_bytes(proto.SerializeToString())
    path.with_suffix(".new").replace(path)


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


def _batches(step: int) -> Iterator[tuple[Tensor, list[str], list[int]]]:
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
        yield torch.from_numpy(darkness), [text for _, text in chosen], [one.shape[1] for one, _ in chosen]


def _write(step: int, queue: multiprocessing.Queue[list[Drawn]]) -> None:
    os.nice(2)
    cv2.setNumThreads(1)
    those, rng = learnt_faces(), random.Random(f"print {step}")
    hand_over(queue, lambda: list(_drawn(rng, those, 64)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
