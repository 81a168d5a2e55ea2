"""What the small CTC networks of ours share: their layers, their loop on one core, and their ONNX file."""

from __future__ import annotations

import copy
import io
import math
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from training.graph import store_half

PEAK_RATE = 2e-3
EMA = 0.999
REPORTS = 16
"""Times that scores are written and checkpoints kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """A batch. pixels: float32 (n, 1, height, width). targets: int64, the classes of all lines one after the other.
    lengths: how many are each line's. frames: how many frames of the output are each line's (the rest is padding)."""

    pixels: Tensor
    targets: Tensor
    lengths: Tensor
    frames: Tensor


@dataclass(frozen=True, slots=True)
class Task:
    """What a network is to learn. batches: without end, from a step on. scores: of the network as it is, in words.
    export: writes it as the product loads it. file: the name of what is written."""

    batches: Callable[[int], Iterator[Lines]]
    scores: Callable[[nn.Module], str]
    export: Callable[[nn.Module, Path], None]
    file: str


class Along(nn.Module):
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


class LineModule(nn.Module):
    """Pixels (n, 1, height, w) to CTC logits (n, frames, classes): `rows` makes one row of `channels` of them, and
    layers along it look at what stands beside."""

    def __init__(self, rows: nn.Module, channels: int, dilations: Sequence[int], classes: int) -> None:
        super().__init__()
        self.rows = rows
        self.line = nn.ModuleList(Along(channels, dilation) for dilation in dilations)
        self.head = nn.Conv1d(channels, classes, 1)

    def forward(self, pixels: Tensor) -> Tensor:
        seen = self.rows(pixels).squeeze(2)
        for along in self.line:
            seen = along(seen)
        logits: Tensor = self.head(seen)
        return logits.transpose(1, 2)


Size = int | tuple[int, int]


def layer(before: int, after: int, kernel: Size, stride: Size, padding: Size) -> nn.Module:
    """A convolution, normalised and rectified."""
    return nn.Sequential(
        nn.Conv2d(before, after, kernel, stride=stride, padding=padding, bias=False), nn.BatchNorm2d(after), nn.ReLU()
    )


def train(model: nn.Module, task: Task, work: Path, minutes: float) -> None:
    """Train for so many minutes of this process's time, from the checkpoint in `work` on where there is one; scores go
    to log.txt, checkpoints and the network's file to `work` at each report."""
    torch.manual_seed(1)
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=1e-3)
    checkpoint, step, spent_s = work / "checkpoint.pt", 0, 0.0
    average = copy.deepcopy(model)
    if checkpoint.exists():
        stored = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(stored["model"])
        average.load_state_dict(stored["average"])
        optimiser.load_state_dict(stored["optimiser"])
        step, spent_s = stored["step"], stored["spent_s"]
    log = (work / "log.txt").open("a", encoding="utf-8", buffering=1)

    def keep() -> None:
        """So that a run that is cut off goes on from here, and the network as it is now can be used."""
        state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict()}
        torch.save({**state, "step": step, "spent_s": spent_s}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)
        task.export(average, work / task.file)

    limit_s, losses = minutes * 60, deque[float](maxlen=200)
    start, last_report = time.process_time() - spent_s, spent_s
    for lines in task.batches(step):
        spent_s = time.process_time() - start
        if spent_s > limit_s:
            break
        rate = PEAK_RATE * min(1.0, (step + 1) / 300) * max(0.01, 0.5 * (1 + math.cos(math.pi * spent_s / limit_s)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(lines.pixels)
        logs = logits.float().log_softmax(-1).transpose(0, 1)
        loss = nn.functional.ctc_loss(logs, lines.targets, lines.frames, lines.lengths, zero_infinity=True)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        _follow(average, model, step)
        losses.append(float(loss.detach()))
        if spent_s - last_report > limit_s / REPORTS:
            last_report = spent_s
            log.write(f"step {step} {spent_s / 60:.1f} min loss {np.mean(losses):.3f} {task.scores(average)}\n")
            keep()
    log.write(f"end {step} loss {np.mean(losses):.3f} {task.scores(average)}\n")
    keep()


def _follow(average: nn.Module, model: nn.Module, step: int) -> None:
    kept = min(EMA, (step + 1) / (step + 10))
    with torch.no_grad():
        for slow, fast in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
            if slow.is_floating_point():
                slow.lerp_(fast, 1 - kept)
            else:
                slow.copy_(fast)


def export(model: nn.Module, path: Path, height_px: int, characters: str, given: str) -> None:
    """Write the network as ONNX: (1, 1, height_px, width) named `given` to probabilities, classes in the metadata."""
    model.eval()
    written = io.BytesIO()
    width = {given: {3: "width"}, "probabilities": {1: "frames"}}
    whole = nn.Sequential(model, nn.Softmax(-1))
    torch.onnx.export(
        whole, (torch.zeros(1, 1, height_px, 64),), written, input_names=[given], dynamo=False,
        output_names=["probabilities"], dynamic_axes=width, opset_version=17,
    )  # fmt: skip
    proto = onnx.load_model_from_string(written.getvalue())
    store_half(proto.graph)
    proto.metadata_props.add(key="character", value="\n".join(characters))
    path.with_suffix(".new").write_bytes(proto.SerializeToString())
    path.with_suffix(".new").replace(path)
