"""Spreadsheets for tests, written cell by cell: what a spreadsheet program writes, and what it never would."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Cells = Sequence[Sequence[str]]
"""A cell is its text; in .xlsx one that begins with "<c" is markup as it is."""

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1">'
    '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def packed(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def xlsx(sheets: Mapping[str, Cells], *, hidden: Sequence[str] = (), more: Mapping[str, str] | None = None) -> bytes:
    """A workbook; ``more`` are further files of the archive, or others in place of those that are made."""
    numbers = list(enumerate(sheets, start=1))
    states = ("visible", "hidden")
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" state="{states[name in hidden]}" r:id="rId{n}"/>'
        for n, name in numbers
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbers
    )
    related += f'<Relationship Id="rId999" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>' for n, _ in numbers
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>{overrides}'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        "xl/styles.xml": _STYLES,
    }
    files |= {f"xl/worksheets/sheet{n}.xml": _sheet(sheets[name]) for n, name in numbers}
    return packed(files | dict(more or {}))


def _sheet(rows: Cells) -> str:
    lines = "".join(
        f'<row r="{line}">{"".join(_cell(cell, f"{chr(65 + place)}{line}") for place, cell in enumerate(cells))}</row>'
        for line, cells in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(cell: str, place: str) -> str:
    if cell.startswith("<c"):
        return cell.replace("<c", f'<c r="{place}"', 1)
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>' if cell else ""


def ods(sheets: Mapping[str, Cells]) -> bytes:
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    names = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest="
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
            "content.xml": f"<office:document-content{names}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def _ods_row(cells: Sequence[str]) -> str:
    made = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{made}</table:table-row>"


def xls(rows: Cells, *, name: str = "Sheet1") -> bytes:
    """A workbook of Excel 97: one sheet, in a compound file."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def label(line: int, place: int, text: str) -> bytes:
        return record(0x0204, struct.pack("<HHHHB", line, place, 0, len(text), 1) + text.encode("utf-16-le"))

    end = record(0x000A, b"")
    cells = b"".join(label(line, place, cell) for line, row in enumerate(rows) for place, cell in enumerate(row))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + cells + end
    opened = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)) + record(
        0x0042, struct.pack("<H", 1200)
    )
    size = len(opened) + 4 + 8 + len(name) + len(end)
    named = record(0x0085, struct.pack("<IBBBB", size, 0, 0, len(name), 0) + name.encode("ascii"))
    return _compound("Workbook", opened + named + end + sheet)


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, of at least the size below which another table would be needed."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    sectors = len(stream) // 512
    tables = -(-(sectors + 2) // 127)
    free, last, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [table] * tables + [last] + [*range(tables + 2, tables + 1 + sectors), last]
    chain += [free] * (tables * 128 - len(chain))
    entries = _entry("Root Entry", 5, child=1, start=last, size=0) + _entry(name, 2, start=tables + 1, size=len(stream))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, last, 0, last, 0)
    header += struct.pack("<109I", *range(tables), *[free] * (109 - tables))
    return header + struct.pack(f"<{len(chain)}I", *chain) + entries.ljust(512, b"\x00") + stream


def _entry(name: str, kind: int, *, child: int = 0xFFFFFFFF, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    named = written.ljust(64, b"\x00") + struct.pack("<HBB", len(written) + 2, kind, 1)
    return named + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) + struct.pack("<IQ", start, size)
