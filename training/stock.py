"""The stock recogniser that training starts from, and that benchmarks measure against: PP-OCRv6 small.

Only its file is used, from package `rapidocr` (dependency group `training`); its code is never imported.
"""

import importlib.util
from pathlib import Path

_PACKAGE, _FILE = "rapidocr", "models/PP-OCRv6_rec_small.onnx"


def stock_model_path() -> Path:
    """Where the stock model lies on this machine. Raises FileNotFoundError, saying how to get it."""
    found = importlib.util.find_spec(_PACKAGE)
    path = Path(found.origin).parent / _FILE if found is not None and found.origin else None
    if path is None or not path.is_file():
        raise FileNotFoundError(f"{_FILE} is missing; install it with: pip install --no-deps 'rapidocr>=3.10,<4'")
    return path
