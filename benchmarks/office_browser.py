"""Chromium without a window: lays a sheet out, writes into it and takes its picture."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

WRITE = (Path(__file__).parent / "office_hand.js").read_text(encoding="utf-8")
CSS_DPI = 96


class Browser:
    """One Chromium; close it."""

    def __init__(self) -> None:
        options = webdriver.ChromeOptions()
        for flag in ("headless=new", "no-sandbox", "disable-gpu", "hide-scrollbars", "allow-file-access-from-files"):
            options.add_argument(f"--{flag}")
        self._driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))

    def close(self) -> None:
        """End it."""
        self._driver.quit()

    def picture(
        self, page: Path, said: dict[str, Any], hand: dict[str, Any], paper_px: tuple[int, int], dpi: int
    ) -> tuple[NDArray[np.uint8], dict[str, dict[str, list[float] | None]]]:
        """The written sheet, uint8 BGR (H, W, 3), and the boxes of each place in its pixels."""
        wide, high = paper_px
        factor = dpi / CSS_DPI
        measures = {"width": wide, "height": high, "deviceScaleFactor": factor, "mobile": False}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", measures)
        self._driver.get(page.resolve().as_uri())
        self._driver.execute_async_script(
            "const done = arguments[1]; document.fonts.load('16px \"' + arguments[0] + '\"').then(() => done())",
            hand["face"],
        )
        boxes = self._driver.execute_script(WRITE, said, hand, [wide, high])
        clip = {"x": 0, "y": 0, "width": wide, "height": high, "scale": 1}
        shot = self._driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip})
        picture = cv2.imdecode(np.frombuffer(base64.b64decode(shot["data"]), np.uint8), cv2.IMREAD_COLOR)
        for found in boxes.values():
            for name in ("box", "ink"):
                found[name] = [value * factor for value in found[name]] if found[name] else None
        return picture, boxes
