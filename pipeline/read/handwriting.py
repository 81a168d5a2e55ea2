"""Read lines of handwriting with a CTC network over ONNX Runtime. The only file that imports onnxruntime.

Any ONNX model serves that takes (1, 3 or 1, 48, width) pixels in -1..1, gives (1, T, classes) probabilities with the
blank first and names its classes in the metadata key `character` (one a line; a space may be left out, then last).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from pipeline.errors import MachineError
from pipeline.model import Grey
from pipeline.read.alphabet import ALPHABET, Probabilities
from pipeline.read.trim_model import cut_head

STOCK_MODEL = ("rapidocr", "models/PP-OCRv6_rec_small.onnx")
"""Package and file of the stock model; its code is never imported."""
STOCK_NAME = "pp-ocrv6-small+ctc 1"
"""Name and version of the stock engine: the model, and how its output is decoded."""


def stock_model_path() -> Path:
    """Where the stock model lies on this machine. Raises MachineError, saying how to get it."""
    package, file = STOCK_MODEL
    found = importlib.util.find_spec(package)
    path = Path(found.origin).parent / file if found is not None and found.origin else None
    if path is None or not path.is_file():
        raise MachineError(
            f"The handwriting model {file} is missing; install it with: pip install '{package}>=3.10,<4'."
        )
    return path


class OnnxRecogniser:
    """A LineRecogniser over one ONNX file, one thread, one line at a time.

    Lines go one by one: measured on the stock model, a batch of 8 is slower per line than 8 single calls (its working
    set leaves the cache), and a line's result cannot depend on its neighbours.
    """

    def __init__(self, path: Path, name: str) -> None:
        """Load `path`; the output layer is cut to ALPHABET when the model's last layer can be found."""
        self.name = name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        try:
            content = path.read_bytes()
            classes = _classes(content, options)
            columns = np.array([0, *(classes.index(character) for character in ALPHABET)])
            model = cut_head(content, columns)
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except (OSError, ValueError, RuntimeError) as error:
            raise MachineError(f"The handwriting model {path} cannot be loaded: {error}.") from error
        given = self._session.get_inputs()[0]
        self._input, self._channels = given.name, int(given.shape[1])

    def read(self, strips: Sequence[Grey]) -> tuple[Probabilities, ...]:
        """CTC probabilities (T, 1 + len(ALPHABET)) of each strip (48 px high, grey, dark ink on light paper)."""
        return tuple(self._read_one(strip) for strip in strips)

    def _read_one(self, strip: Grey) -> Probabilities:
        pixels = strip.astype(np.float32) * (2 / 255) - 1
        batch = np.broadcast_to(pixels, (1, self._channels, *pixels.shape))
        result: Probabilities = self._session.run(None, {self._input: np.ascontiguousarray(batch)})[0][0]
        return result


def _classes(content: bytes, options: onnxruntime.SessionOptions) -> list[str]:
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    listed = session.get_modelmeta().custom_metadata_map.get("character", "").split("\n")
    width = int(session.get_outputs()[0].shape[-1])
    classes = ["", *listed]
    if len(classes) == width - 1:
        classes.append(" ")
    if len(classes) != width:
        raise ValueError(f"{len(classes)} class names for {width} outputs")
    return classes
