"""Read lines of handwriting with a CTC network over ONNX Runtime. The only file that imports onnxruntime.

Any ONNX model serves that takes (1, 3 or 1, 48, width) pixels in -1..1, gives (1, T, classes) probabilities with the
blank first and names its classes in the metadata key `character` (one a line; a space may be left out, then last).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

# Since 1.32 ONNX Runtime reports its use over the network and keeps files of its own, unless told not to before it is
# loaded. Nothing about these books leaves the machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as failures

from pipeline.errors import MachineError
from pipeline.model import Grey
from pipeline.read.alphabet import ALPHABET, Probabilities

MODEL = Path(__file__).parent / "weights" / "reader.onnx"
"""The reader that ships with the program (weights/MODEL_CARD.md)."""
MODEL_NAME = "dasawisma-reader 7"
"""Its name and version, as they stand in table readings."""

_FAILURES = (failures.Fail, failures.InvalidArgument, failures.InvalidGraph, failures.InvalidProtobuf)
"""What ONNX Runtime raises at a file that is no model."""


class OnnxRecogniser:
    """A LineRecogniser over one ONNX file, one thread, one line at a time.

    Lines go one by one: measured, a batch of 8 is slower per line than 8 single calls (its working set leaves the
    cache), and a line's result cannot depend on its neighbours.
    """

    def __init__(self, path: Path = MODEL, name: str = MODEL_NAME) -> None:
        """Load `path`. Raises MachineError when it is missing, broken, or lacks a character of ALPHABET."""
        self.name = name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
            classes = _classes(self._session)
            self._columns = np.array([0, *(classes.index(character) for character in ALPHABET)])
        except (OSError, ValueError, *_FAILURES) as error:
            raise MachineError(
                f"The handwriting model {path} cannot be loaded: {error}. Install the program again."
            ) from error
        given = self._session.get_inputs()[0]
        self._input, self._channels = given.name, int(given.shape[1])

    def read(self, strips: Sequence[Grey]) -> tuple[Probabilities, ...]:
        """CTC probabilities (T, 1 + len(ALPHABET)) of each strip (48 px high, grey, dark ink on light paper)."""
        return tuple(self._read_one(strip) for strip in strips)

    def _read_one(self, strip: Grey) -> Probabilities:
        pixels = strip.astype(np.float32) * (2 / 255) - 1
        batch = np.broadcast_to(pixels, (1, self._channels, *pixels.shape))
        result: Probabilities = self._session.run(None, {self._input: np.ascontiguousarray(batch)})[0][0]
        if result.shape[1] == len(self._columns):
            return result
        # A model of more classes (the stock one has 18,710): its softmax over ours alone.
        wanted = result[:, self._columns]
        return np.asarray(wanted / wanted.sum(axis=1, keepdims=True), dtype=np.float32)


def _classes(session: onnxruntime.InferenceSession) -> list[str]:
    listed = session.get_modelmeta().custom_metadata_map.get("character", "").split("\n")
    width = int(session.get_outputs()[0].shape[-1])
    classes = ["", *listed]
    if len(classes) == width - 1:
        classes.append(" ")
    if len(classes) != width:
        raise ValueError(f"{len(classes)} class names for {width} outputs")
    return classes
