"""The peer, in an interpreter of its own: reads names of pages from stdin, writes what img2table finds as JSON lines.

It needs only img2table, which brings opencv-contrib-python and would overwrite the product's opencv-python.
"""

from __future__ import annotations

import json
import os
import sys
import time

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import cv2
from img2table.document import Image


def main() -> None:
    """Answer until stdin ends."""
    cv2.setNumThreads(1)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        start = time.process_time()
        tables = Image(line.rstrip("\n")).extract_tables()
        seconds = time.process_time() - start
        found = [
            {
                "columns": max((len(row) for row in table.content.values()), default=0),
                "cells": sorted(
                    {(c.bbox.x1, c.bbox.y1, c.bbox.x2, c.bbox.y2) for row in table.content.values() for c in row}
                ),
            }
            for table in tables
        ]
        print(json.dumps({"seconds": seconds, "tables": found}), flush=True)


if __name__ == "__main__":
    main()
