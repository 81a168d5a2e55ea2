"""A document as somebody types it in an office program: flat ODF text whose places carry marks too small to be seen.

A mark is a number between two letters, one point high and white: where it came to stand is read from the printed PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

FRAME_MM = 2.5
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
                         ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")]
)  # fmt: skip


@dataclass
class Spot:
    """A place to write in, between two marks or (a cell) of this size from one mark on."""

    key: str
    kind: str
    start: int
    end: int | None = None
    width: float = 0.0
    height: float = 0.0


@dataclass
class Cell:
    """A cell of a table: its text and how it is ruled."""

    body: str = ""
    columns: int = 1
    rows: int = 1
    border: str = ""
    """`fo:border...` attributes."""
    fill: str = ""
    middle: bool = False
    upright: bool = False
    padding: float = 0.5


@dataclass
class Document:
    """What is typed on one page; sizes in millimetres, letters in points."""

    face: str
    paper: tuple[float, float]
    margins: tuple[float, float]
    framed: bool = False
    styles: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    marks: int = 0

    @property
    def width(self) -> float:
        """Between the margins, and within the page's frame, which no table touches."""
        return self.paper[0] - 2 * self.margins[0] - (2 * FRAME_MM + 1 if self.framed else 0)

    def mark(self) -> tuple[int, str]:
        """A new mark and what is typed for it."""
        self.marks += 1
        return self.marks, f'<text:span text:style-name="Mark">q{self.marks}z</text:span>'

    def between(self, key: str, kind: str, inside: str, height: float) -> str:
        """`inside` with a mark on either side: a line to write on, an option, a box."""
        (start, first), (end, last) = self.mark(), self.mark()
        self.spots.append(Spot(key, kind, start, end, height=height))
        return first + inside + last

    def cell(self, key: str, width: float, height: float) -> str:
        """What is typed in a cell that is written in by hand."""
        start, typed = self.mark()
        self.spots.append(Spot(key, "cell", start, width=width, height=height))
        return self.paragraph(typed, 2)

    def run(self, text: str, size: float, bold: bool = False, face: str = "", italic: bool = False) -> str:
        """Some letters of one size."""
        weight = ' fo:font-weight="bold"' if bold else ""
        slope = ' fo:font-style="italic"' if italic else ""
        name = self._style("T", f'style:family="text"><style:text-properties style:font-name="{face or self.face}" '
                                f'fo:font-size="{size}pt"{weight}{slope}/></style:style>')  # fmt: skip
        lines = "<text:line-break/>".join(_spaces(line) for line in text.split("\n"))
        return f'<text:span text:style-name="{name}">{lines}</text:span>'

    def paragraph(
        self, body: str, size: float, align: str = "start", tabs: list[tuple[float, str]] | None = None,
        after: float = 0.0, pitch: float = 0.0,
    ) -> str:  # fmt: skip
        """A paragraph; tabs are positions with the leader that fills up to them."""
        stops = "".join(
            f'<style:tab-stop style:position="{at:.2f}mm"'
            + (' style:leader-style="dotted" style:leader-text="."' if leader else "") + "/>"
            for at, leader in tabs or []
        )  # fmt: skip
        high = f' fo:line-height="{pitch:.2f}mm"' if pitch else ""
        name = self._style("P", f'style:family="paragraph"><style:paragraph-properties fo:text-align="{align}" '
                                f'fo:margin-top="0mm" fo:margin-bottom="{after:.2f}mm"{high}><style:tab-stops>{stops}'
                                f'</style:tab-stops></style:paragraph-properties><style:text-properties '
                                f'fo:font-size="{size}pt" style:font-name="{self.face}"/></style:style>')  # fmt: skip
        return f'<text:p text:style-name="{name}">{body}</text:p>'

    def table(
        self, widths: list[float], rows: list[tuple[float | None, list[Cell | None]]], align: str = "center"
    ) -> str:
        """A table of cells; None is a cell that another covers; a row's height None is as high as it needs."""
        made = self._style("Tb", f'style:family="table"><style:table-properties style:width="{sum(widths):.2f}mm" '
                                 f'table:align="{align}" table:border-model="collapsing"/></style:style>')  # fmt: skip
        text = [f'<table:table table:style-name="{made}">']
        for width in widths:
            name = self._style("Tc", f'style:family="table-column"><style:table-column-properties '
                                     f'style:column-width="{width:.2f}mm"/></style:style>')  # fmt: skip
            text.append(f'<table:table-column table:style-name="{name}"/>')
        for height, cells in rows:
            high = f' style:row-height="{height:.2f}mm"' if height else ""
            name = self._style("Tr", f'style:family="table-row"><style:table-row-properties{high} '
                                     f'fo:keep-together="always"/></style:style>')  # fmt: skip
            text.append(f'<table:table-row table:style-name="{name}">')
            text += [self._cell(cell) if cell else "<table:covered-table-cell/>" for cell in cells]
            text.append("</table:table-row>")
        return "".join(text) + "</table:table>"

    def _cell(self, cell: Cell) -> str:
        fill = f' fo:background-color="{cell.fill}"' if cell.fill else ""
        middle = "middle" if cell.middle else "top"
        turned = ' style:writing-mode="bt-lr"' if cell.upright else ""
        name = self._style("Ce", f'style:family="table-cell"><style:table-cell-properties '
                                 f'fo:padding="{cell.padding}mm" style:vertical-align="{middle}"{fill}{turned} '
                                 f'{cell.border}/></style:style>')  # fmt: skip
        spans = f' table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
        spans = (spans if cell.columns > 1 or cell.rows > 1 else "") + ' office:value-type="string"'
        return f'<table:table-cell table:style-name="{name}"{spans}>{cell.body}</table:table-cell>'

    def _style(self, letter: str, rest: str) -> str:
        return self.styles.setdefault(rest, f"{letter}{len(self.styles)}")

    def text(self) -> str:
        """The document."""
        made = "".join(f'<style:style style:name="{name}" {rest}' for rest, name in self.styles.items())
        wide, high = self.paper
        edge = f'fo:border="1pt solid #000000" fo:padding="{FRAME_MM}mm"' if self.framed else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES} office:version="1.3" '
            f'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
            f"""<style:font-face style:name="{self.face}" svg:font-family="'{self.face}'"/>"""
            """<style:font-face style:name="OpenSymbol" svg:font-family="OpenSymbol"/>"""
            f"</office:font-face-decls><office:automatic-styles>{made}"
            '<style:style style:name="Mark" style:family="text"><style:text-properties '
            'fo:font-size="1pt" fo:color="#ffffff" style:font-name="Liberation Sans"/></style:style>'
            f'<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="{wide}mm" '
            f'fo:page-height="{high}mm" fo:margin-left="{self.margins[0]}mm" fo:margin-right="{self.margins[0]}mm" '
            f'fo:margin-top="{self.margins[1]}mm" fo:margin-bottom="{self.margins[1] * 0.7:.1f}mm" '
            f"{edge}/></style:page-layout>"
            '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
            f'style:page-layout-name="Page"/></office:master-styles><office:body><office:text>{"".join(self.body)}'
            "</office:text></office:body></office:document>"
        )


def _spaces(text: str) -> str:
    text = escape(text).replace("\t", "<text:tab/>")
    while "  " in text:
        text = text.replace("  ", "<text:s/> ")
    return text
