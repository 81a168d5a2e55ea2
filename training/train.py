"""Adapt the stock recogniser to handwriting in cells.

usage: python -m training.train --data ../shared/handwriting --work .cache/training [--minutes N] [--start FILE]
       ... --device cuda --writers 15 --batch-px 49152 --faster 4      on a machine with a GPU

Writes checkpoints to WORK (a run that was cut off goes on from the last one), learnt.onnx, and reader.onnx at the end.
Recipe (../shared/design.md, section 4): the head cut to ALPHABET; first head and neck alone (not when starting from a
reader of our own), then the backbone at a third of their rate, stem frozen; batch norms in evaluation mode; EMA of the
weights; gradients clipped; each strip used a few times (--reused), bent anew each time (training/warp.py).
A reader of ours that learns on is exported as a mixture of what it was and what it became: that may read unseen hands
better than either (M. Wortsman and others, Robust fine-tuning of zero-shot models, CVPR 2022).
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import multiprocessing
import os
import random
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Full

import cv2
import numpy as np
import torch
from torch import Tensor

from pipeline.read.alphabet import ALPHABET
from pipeline.read.ctc import spelt
from training.graph import GraphModule
from training.pool import Batch, Pool, as_input, collate
from training.samples import SHARES, Strip, Writers, bucket_px, test_sets
from training.stock import stock_model_path
from training.warp import warp

BATCH_PX = 16 * 192
EMA = 0.999
KEPT_STRIPS = {"cpu": 2000, "cuda": 200_000}
"""Strips of each bucket width that are kept to be used again."""
FIRST_BATCHES = 20
"""So many batches' strips are made before the first is learnt."""
LEAST_NEW = 0.1
"""Of the strips learnt from, at least so many are new: for fewer the writers are waited for."""
HANDED_OVER = 64
"""Strips that a writer hands over at once."""
PEAK_RATES = {"head": 4e-4, "neck": 4e-4, "backbone": 1.3e-4}
KEPT_OF_START = 0.5
"""Share of the weights of the reader that training started from, in the one that is exported."""
STEM = tuple(f"conv2d_{n}_" for n in range(68, 75))
REPORTS = 12
"""Times that scores are written and checkpoints kept."""


def main() -> None:
    """Train until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument(
        "--minutes", type=float, default=60, help="of processor time of the training process (of the clock, with a GPU)"
    )
    parser.add_argument(
        "--start", type=Path, default=None, help="a reader of ours to start from; default: the stock one"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--writers", type=int, default=1, help="processes that make strips")
    parser.add_argument("--tests", type=int, default=300, help="strips per held-out set")
    parser.add_argument("--device", choices=list(KEPT_STRIPS), default="cpu")
    parser.add_argument("--batch-px", type=int, default=BATCH_PX, help="columns of a batch")
    parser.add_argument(
        "--faster", type=float, default=1.0, help="times the learning rate of batches of the usual size"
    )
    parser.add_argument(
        "--reused", type=float, default=0.5, help="share of strips that were used before (more where writers lag)"
    )
    parser.add_argument("--kept-of-start", type=float, default=KEPT_OF_START, help="share of --start in reader.onnx")
    parser.add_argument("--without", nargs="*", default=[], choices=list(SHARES), help="sources to leave out")
    train(parser.parse_args())


def train(options: argparse.Namespace) -> None:
    """Run, resume, report, export."""
    torch.set_num_threads(options.threads)
    device = torch.device(options.device)
    options.work.mkdir(parents=True, exist_ok=True)
    model = GraphModule(options.start or stock_model_path(), ["", *ALPHABET]).eval().to(device)
    average = copy.deepcopy(model)
    start_weights = copy.deepcopy(model.state_dict()) if options.start is not None else None
    groups = {
        stage: [p for n, p in model.named_parameters() if model.stage_of(n) == stage]
        for stage in ("head", "neck", "backbone")
    }
    thawing = [p for n, p in model.named_parameters() if model.stage_of(n) == "backbone" and not n.startswith(STEM)]
    for parameter in groups["backbone"]:
        parameter.requires_grad = False
    optimiser = torch.optim.AdamW(
        [{"params": groups[stage], "lr": 0.0} for stage in groups], weight_decay=1e-3, betas=(0.9, 0.98)
    )
    checkpoint = options.work / "checkpoint.pt"
    step, spent_s = 0, 0.0
    if checkpoint.exists():
        stored = torch.load(checkpoint, weights_only=True, map_location=device)
        model.load_state_dict(stored["model"])
        average.load_state_dict(stored["average"])
        optimiser.load_state_dict(stored["optimiser"])
        step, spent_s = stored["step"], stored["spent_s"]
    tests = test_sets(options.data, options.work / "cache", options.tests) if options.tests else {}
    log = (options.work / "log.txt").open("a", encoding="utf-8", buffering=1)
    if step == 0:
        log.write(f"start {scores(average, tests)}\n")

    def keep() -> None:
        """So that a run that is cut off goes on from here, and the reader as it is now can be used."""
        state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict()}
        torch.save({**state, "step": step, "spent_s": spent_s}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)
        average.export(options.work / "learnt.onnx", half=True)
        blended(average, start_weights, options.kept_of_start).export(options.work / "reader.onnx", half=True)

    limit_s = options.minutes * 60
    # Processor time of this process, so that a busy machine changes the duration and not the schedule.
    clock = time.process_time if options.device == "cpu" else time.monotonic
    start, last_report, losses = clock() - spent_s, spent_s, deque[Tensor](maxlen=200)
    for batch in batches(options, step, device):
        spent_s = clock() - start
        if spent_s > limit_s:
            break
        head_only = options.start is None and spent_s < 0.12 * limit_s
        rate = min(1.0, (step + 1) / 200) * max(0.02, 1 - spent_s / limit_s)
        for group, peak in zip(optimiser.param_groups, PEAK_RATES.values(), strict=True):
            group["lr"] = peak * rate * options.faster
        for parameter in thawing:
            parameter.requires_grad = not head_only
        pixels = as_input(warp(batch.grey, batch.own_px))
        with torch.autocast(options.device, torch.bfloat16):
            logits = model(pixels.contiguous(memory_format=torch.channels_last))
        loss = ctc_loss(logits.float(), batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 5.0)
        optimiser.step()
        step += 1
        with torch.no_grad():
            share = 1 - min(EMA, (step + 1) / (step + 10))
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), share)  # type: ignore[attr-defined]
        losses.append(loss.detach())
        if spent_s - last_report > limit_s / REPORTS:
            last_report = spent_s
            loss_now = float(torch.stack(list(losses)).mean())
            log.write(f"step {step} {spent_s / 60:.1f} min loss {loss_now:.3f} {scores(average, tests)}\n")
            keep()
    log.write(f"end {step} {scores(average, tests)}\n")
    if start_weights is not None:
        log.write(f"exported {scores(blended(average, start_weights, options.kept_of_start), tests)}\n")
    keep()


def blended(model: GraphModule, start: dict[str, Tensor] | None, share: float) -> GraphModule:
    """A copy of `model` with `share` of the weights in `start`; `model` itself where there is none."""
    if start is None:
        return model
    mixed = copy.deepcopy(model)
    with torch.no_grad():
        for name, weight in mixed.state_dict().items():
            if weight.is_floating_point():
                weight.lerp_(start[name], share)
    return mixed


def batches(options: argparse.Namespace, step: int, device: torch.device) -> Iterator[Batch]:
    """Batches without end, of strips that writers make in processes of their own."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue(maxsize=8 * options.writers)
    for number in range(options.writers):
        seed = step * 1000 + number
        arguments = (options.data, options.work / "cache", frozenset(options.without), seed, queue)
        context.Process(target=_write_strips, args=arguments, daemon=True).start()
    pool, rng = Pool(KEPT_STRIPS[options.device], device), random.Random(step)
    wanted = FIRST_BATCHES * options.batch_px / 192
    least = wanted
    while True:
        while pool.came < wanted:
            try:
                pool.add(queue.get(block=pool.came < least))
            except Empty:
                break  # what was made before is used once more, rather than wait
        batch = pool.draw(options.batch_px, rng)
        wanted += len(batch.grey) * (1 - options.reused)
        least += len(batch.grey) * LEAST_NEW
        yield batch


def _write_strips(
    data: Path, cache: Path, without: frozenset[str], seed: int, queue: multiprocessing.Queue[list[Strip]]
) -> None:
    os.nice(2)
    cv2.setNumThreads(1)
    writers = Writers(data, False, cache, without)
    rng = random.Random(seed)
    hand_over(queue, lambda: [writers.draw(rng) for _ in range(HANDED_OVER)])


def hand_over(queue: multiprocessing.Queue[list[Strip]], draw: Callable[[], list[Strip]]) -> None:
    """Put drawn strips into `queue` as long as the process that trains is there (it may be killed at any moment)."""
    # Whoever trains at real-time priority does not mean the writers.
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    parent = multiprocessing.parent_process()
    while parent is not None and parent.is_alive():
        with contextlib.suppress(Full):
            made = draw()
            queue.put(made, timeout=5)


def ctc_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Mean over the batch of each strip's CTC loss per character."""
    log_probabilities = logits.log_softmax(-1).transpose(0, 1)
    frames = torch.full((logits.shape[0],), logits.shape[1])
    return torch.nn.functional.ctc_loss(log_probabilities, batch.targets, frames, batch.lengths, zero_infinity=True)


def scores(model: GraphModule, tests: dict[str, list[Strip]]) -> str:
    """Whole strips right, and character error rate, greedy, case folded, per held-out set."""
    parts = []
    for source, strips in tests.items():
        right = edits = characters = 0
        by_width: dict[int, list[Strip]] = defaultdict(list)
        for made in strips:
            by_width[bucket_px(made.grey.shape[1])].append(made)
        for width, group in by_width.items():
            for at in range(0, len(group), 16):
                some = group[at : at + 16]
                with torch.no_grad():
                    best = model(as_input(collate(some, width).grey)).argmax(-1).numpy()
                for made, row in zip(some, best, strict=True):
                    said = greedy(row)
                    right += said.lower() == made.text.lower()
                    edits += distance(said.lower(), made.text.lower())
                    characters += len(made.text)
        parts.append(f"{source} {100 * right / len(strips):.1f}/{100 * edits / characters:.1f}")
    return " ".join(parts)


def greedy(row: np.ndarray) -> str:
    """The text of the best class per frame."""
    return greedy_text(row, ALPHABET)


def greedy_text(row: np.ndarray, characters: str) -> str:
    """The text of the best class per frame, class k being the k-th of `characters`, 0 the blank."""
    return "".join(characters[k - 1] for k in spelt(row))


def distance(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


if __name__ == "__main__":
    main()
