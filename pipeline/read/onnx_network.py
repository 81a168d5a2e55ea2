"""A CTC network in an ONNX file, over ONNX Runtime in one thread. The only file that imports onnxruntime."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Since 1.32 ONNX Runtime reports its use over the network and keeps files of its own, unless told not to before it is
# loaded. Nothing about these books leaves the machine.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as failures

from pipeline.errors import MachineError
from pipeline.read.alphabet import Probabilities

_FAILURES = (failures.Fail, failures.InvalidArgument, failures.InvalidGraph, failures.InvalidProtobuf)
"""What ONNX Runtime raises at a file that is no model."""


class OnnxNetwork:
    """One ONNX file. channels: of the pixels that it takes. columns: of its output, for the characters asked.
    takes_many: whether it reads several lines of one width at once."""

    def __init__(self, path: Path, characters: str) -> None:
        """Load `path`. Raises MachineError when it is missing, broken, or lacks one of `characters`.

        It names its classes in the metadata key `character` (one a line; a space may be left out, then last), the CTC
        blank being the first of all.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
            classes = _classes(self._session)
            self.columns = np.array([0, *(classes.index(character) for character in characters)])
        except (OSError, ValueError, *_FAILURES) as error:
            raise MachineError(f"The model {path} cannot be loaded: {error}. Install the program again.") from error
        given = self._session.get_inputs()[0]
        self._input, self.channels = given.name, int(given.shape[1])
        self.takes_many = not isinstance(given.shape[0], int)

    def run(self, pixels: NDArray[np.float32]) -> Probabilities:
        """Probabilities (T, classes) of one line, pixels (channels, height, width)."""
        result: Probabilities = self.run_many(pixels[None])[0]
        return result

    def run_many(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities (n, T, classes) of n lines of one width, pixels (n, channels, height, width); n is 1 of a
        network that does not `takes_many`."""
        result: NDArray[np.float32] = self._session.run(None, {self._input: np.ascontiguousarray(pixels)})[0]
        return result


def _classes(session: onnxruntime.InferenceSession) -> list[str]:
    listed = session.get_modelmeta().custom_metadata_map.get("character", "").split("\n")
    width = int(session.get_outputs()[0].shape[-1])
    classes = ["", *listed]
    if len(classes) == width - 1:
        classes.append(" ")
    if len(classes) != width:
        raise ValueError(f"{len(classes)} class names for {width} outputs")
    return classes
