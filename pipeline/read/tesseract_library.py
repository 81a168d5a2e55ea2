"""Tesseract's own library, in this process: the same readings as from its program, without starting it for every call.

Starting the program and loading its model takes as long as reading ten headings. Only the functions of its C interface
that are needed are declared here; they have not changed since Tesseract 4.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import threading
from collections.abc import Mapping
from typing import Any

from pipeline.errors import MachineError
from pipeline.model import Grey

ONE_LINE = 7
"""Tesseract's page segmentation mode (`--psm`) for a picture that holds one line of text."""
VARIABLES: Mapping[str, str] = {
    "tessedit_do_invert": "0",
    "tessedit_enable_doc_dict": "0",
    "classify_enable_learning": "0",
}
"""Of Tesseract's: what it cannot read is not read once more as white on black, which no strip is; and it learns nothing
from one line for the next (to take that back after every line took a twentieth of its time)."""
_NO_MESSAGES = 6
"""Leptonica's L_SEVERITY_NONE: what it says of a picture would land between our own lines."""

_HANDLE, _TEXT, _NUMBER = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_FUNCTIONS: Mapping[str, tuple[Any, ...]] = {
    "TessVersion": (_TEXT,),
    "TessBaseAPICreate": (_HANDLE,),
    "TessBaseAPIInit3": (_NUMBER, _HANDLE, _TEXT, _TEXT),
    "TessBaseAPISetVariable": (_NUMBER, _HANDLE, _TEXT, _TEXT),
    "TessBaseAPISetPageSegMode": (None, _HANDLE, _NUMBER),
    "TessBaseAPISetImage": (None, _HANDLE, _TEXT, _NUMBER, _NUMBER, _NUMBER, _NUMBER),
    "TessBaseAPIRecognize": (_NUMBER, _HANDLE, _HANDLE),
    "TessBaseAPIGetTsvText": (_HANDLE, _HANDLE, _NUMBER),
    "TessBaseAPIClear": (None, _HANDLE),
    "TessDeleteText": (None, _HANDLE),
}
"""By name: what is returned, then what is given."""


class TesseractLibrary:
    """Tesseract with one language loaded, reading one line of print at a time, in one thread."""

    def __init__(self, library: ctypes.CDLL, language: str) -> None:
        """Raises OSError where the library lacks a function or cannot load the language."""
        self._call = {name: _declared(library, name, *types) for name, types in _FUNCTIONS.items()}
        if hasattr(library, "setMsgSeverity"):  # of Leptonica, which it is linked to
            library.setMsgSeverity(_NO_MESSAGES)
        self.version: str = self._call["TessVersion"]().decode()
        self._tesseract = self._call["TessBaseAPICreate"]()
        self._call["TessBaseAPISetVariable"](self._tesseract, b"debug_file", b"/dev/null")
        if self._call["TessBaseAPIInit3"](self._tesseract, None, language.encode()) != 0:
            raise OSError(f"Tesseract's library cannot load the language `{language}`.")
        for name, value in VARIABLES.items():
            self._call["TessBaseAPISetVariable"](self._tesseract, name.encode(), value.encode())
        self._call["TessBaseAPISetPageSegMode"](self._tesseract, ONE_LINE)
        self._one_at_a_time = threading.Lock()

    def read(self, line: Grey) -> str:
        """Tesseract's table of the words on a picture of one line of text, as its program prints it, without a head.

        Nothing of a line is remembered for the next. Raises MachineError if Tesseract fails.
        """
        height, width = line.shape
        with self._one_at_a_time:
            self._call["TessBaseAPISetImage"](self._tesseract, line.tobytes(), width, height, 1, width)
            table = None
            if self._call["TessBaseAPIRecognize"](self._tesseract, None) == 0:
                table = self._call["TessBaseAPIGetTsvText"](self._tesseract, 0)
            if not table:
                raise MachineError("Tesseract failed on the print of a page.")
            text = ctypes.string_at(table).decode("utf-8")
            self._call["TessDeleteText"](table)
            self._call["TessBaseAPIClear"](self._tesseract)
        return text


def tesseract_library(language: str, version: str) -> TesseractLibrary | None:
    """The library with that language, if there is one of just that version on this machine, else None."""
    name = ctypes.util.find_library("tesseract")
    if name is None:
        return None
    try:
        library = TesseractLibrary(ctypes.CDLL(name), language)
    except (OSError, AttributeError):
        return None
    return library if library.version == version else None


def _declared(library: ctypes.CDLL, name: str, returned: Any, *given: Any) -> Any:
    function = getattr(library, name)
    function.restype, function.argtypes = returned, list(given)
    return function
