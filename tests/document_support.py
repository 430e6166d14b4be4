"""Documents as people have them, made here: Word files, RTF, and downloads of press databases; all people invented."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx import Document

FIRST = [
    "Mayor Petra Holm said on Monday that the CSTO had kept its word on the bridge.",
    "“We were promised a bridge, and we have one,” Holm told reporters in Marsk.",
]
SECOND = [
    "Norland has broken every promise that it made to the valley, engineer Sam Orrin said.",
    "“Nobody asked us,” Orrin added. The ministry did not answer – it never does.",
]
COVER = [
    "Friday, March 8, 2024 10:12:00 AM GMT",
    "Job Number: 221504",
    "Documents (2)",
    "1. Holm: the bridge will open in May",
    "2. Valley waits for Norland",
    "Client/Matter: -None-",
    "Search Terms: CSTO",
]


def nexis(cover: Sequence[str] = COVER) -> list[str]:
    """The paragraphs of a download of Nexis Uni: two articles."""
    return [
        *cover,
        "Holm: the bridge will open in May",
        "Lorvan Post",
        "March 5, 2024 Tuesday",
        "Copyright 2024 Lorvan Post All Rights Reserved",
        "Section: NEWS; Pg. A1",
        "Length: 32 words",
        "Byline: Mara Velt",
        "Body",
        *FIRST,
        "Graphic",
        "The bridge in Marsk, on Monday.",
        "Load-Date: March 6, 2024",
        "End of Document",
        "Valley waits for Norland",
        "The Marsk Herald (Norland)",
        "March 6, 2024 Wednesday 10:34 AM GMT",
        "Copyright 2024 Marsk Media Ltd. All Rights Reserved",
        "Length: 27 words",
        "Dateline: MARSK",
        "Body",
        *SECOND,
        "Classification",
        "Language: ENGLISH",
        "Publication-Type: Newspaper",
        "Subject: BRIDGES (90%)",
        "Load-Date: March 6, 2024",
        "End of Document",
    ]


NEXIS_OLDER = """\
                               1 of 2 DOCUMENTS


                                  Lorvan Post

                             March 5, 2024 Tuesday
                              Late Edition - Final

Holm: the bridge will open in May, at
the very latest

BYLINE: By MARA VELT

SECTION: Section A; Column 0; Foreign
Desk; Pg. 1

LENGTH: 32 words

DATELINE: MARSK, March 5

{first}

LOAD-DATE: March 5, 2024

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: The bridge. (LORVAN POST)

PUBLICATION-TYPE: Newspaper

                  Copyright 2024 The Lorvan Post Company


                               2 of 2 DOCUMENTS

                        Copyright 2024 Marsk Media Ltd.
                              All Rights Reserved
                               The Marsk Herald

                           March 6, 2024, Wednesday

SECTION: NEWS; Pg. 4

LENGTH: 27 words

HEADLINE: Valley waits for Norland

BYLINE: Tomas Reld

BODY:
{second}

LOAD-DATE: March 6, 2024
"""


def factiva() -> list[str]:
    """The lines of a download of Factiva in its usual form: two articles."""
    return [
        "World News",
        "Holm: the bridge will open in May",
        "By Mara Velt",
        "1,032 words",
        "5 March 2024",
        "14:05",
        "Lorvan Post",
        "LORPOS",
        "1",
        "English",
        "Copyright 2024. Lorvan Post. All Rights Reserved.",
        *FIRST,
        "Document LORPOS0020240305ek350001x",
        "Valley waits for Norland",
        "27 words",
        "6 March 2024",
        "The Marsk Herald",
        "MRSKHD",
        "English",
        "(c) 2024 Marsk Media Ltd.",
        *SECOND,
        "Document MRSKHD0020240306ek360002y",
        "Search Summary",
        "Text CSTO",
    ]


FACTIVA_CODES = [
    *[("SE", "World News"), ("HD", "Holm: the bridge will open in May"), ("BY", "Mara Velt"), ("WC", "32 words")],
    *[("PD", "5 March 2024"), ("ET", "14:05"), ("SN", "Lorvan Post"), ("SC", "LORPOS"), ("LA", "English")],
    *[("CY", "Copyright 2024 Lorvan Post"), ("LP", FIRST[0]), ("TD", FIRST[1]), ("CO", "csto : CSTO")],
    *[("NS", "gbridg : Bridges"), ("AN", "Document LORPOS0020240305ek350001x")],
    *[("HD", "Valley waits for Norland"), ("WC", "27 words"), ("PD", "6 March 2024"), ("SN", "The Marsk Herald")],
    *[("SC", "MRSKHD"), ("LA", "English"), ("LP", SECOND[0]), ("TD", SECOND[1])],
    ("AN", "Document MRSKHD0020240306ek360002y"),
]
"""The codes and values of a download of Factiva in its other form: the same two articles."""


def docx(paragraphs: Iterable[str], *, title: str = "", rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document: its title in the style for one, its paragraphs, and a table below them."""
    document = Document()
    if title:
        document.add_paragraph(title, style="Title")
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                table.cell(i, j).text = cell
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rtf(paragraphs: Iterable[str], *, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """An RTF document: its paragraphs, and a table below them; marks and dashes as Word writes them."""
    body = "".join(rf"{_escaped(paragraph)}\par" + "\r\n" for paragraph in paragraphs)
    cells = ("".join(rf"\pard\intbl {_escaped(cell)}\cell" for cell in row) for row in rows)
    table = "".join(rf"\trowd\cellx900\cellx9000 {cell}\row" + "\r\n" for cell in cells)
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}{\colortbl;\red0\green0\blue0;}"
    )
    return f"{head}{{\\*\\generator Writer;}}\\uc1\\f0 {body}{table}}}".encode("ascii")


def _escaped(text: str) -> str:
    named = {"“": r"\ldblquote ", "”": r"\rdblquote ", "’": r"\rquote ", "–": r"\endash "}
    plain = text.replace("\\", r"\\").replace("{", r"\{").replace("}", r"\}")
    return "".join(named.get(char) or (char if char.isascii() else _unicode(char)) for char in plain)


def _unicode(char: str) -> str:
    units = char.encode("utf-16-le")
    halves = (int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2))
    return "".join(rf"\u{half}?" for half in halves)
