"""Nothing about the books leaves the machine, and nothing is left outside OUT by the libraries."""

import subprocess
import sys
from pathlib import Path


def test_the_reader_keeps_no_telemetry(tmp_path: Path) -> None:
    program = (
        "import numpy as np; from pipeline.read.handwriting import OnnxRecogniser;"
        "OnnxRecogniser().read([np.full((48, 96), 255, np.uint8)])"
    )
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = {"HOME": str(tmp_path), "TMPDIR": str(temporary), "PATH": "/usr/bin:/bin"}
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-B", "-c", program], cwd=root, env=environment, check=True)
    assert sorted(tmp_path.rglob("*")) == [temporary]
