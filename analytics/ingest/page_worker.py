"""The process that parses web pages: ``python -m analytics.ingest.page_worker SECONDS``.

Reads one page from each line of standard input (a JSON string) and answers each with one line: the article's text
and fields, or ``{"reason": ..., "detail": ...}``. Markup can be made to keep a parser busy for hours, or to crash it;
in a process of its own it takes nobody with it. A page that takes longer than SECONDS ends the process.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from pathlib import Path
from typing import IO

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.pages import extract_page


def answer(markup: str) -> dict[str, str]:
    """What is in the page, as the parent process expects it."""
    try:
        text, fields = extract_page(markup)
    except InputError as error:
        return {"reason": error.reason, "detail": error.detail}
    except Exception as error:
        # Parsers of other people's markup raise what they like (RecursionError, AssertionError, lxml's own);
        # one such page is a reject, and the batch goes on.
        return {"reason": reasons.UNREADABLE, "detail": f"{type(error).__name__}: {error}"[:200]}
    published = fields.published.isoformat() if fields.published else ""
    described = {"title": fields.title, "outlet": fields.outlet, "published": published, "url": fields.url}
    return {"text": text, **described}


def serve(pages: IO[str], answers: IO[str], *, seconds: float) -> None:
    """Answer each page in turn, until there are no more."""
    with Path(os.devnull).open("w") as nowhere:
        for line in pages:
            # The watchdog is a thread in C: it ends the process even where a parser never comes back.
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            reply = answer(json.loads(line))
            faulthandler.cancel_dump_traceback_later()
            answers.write(json.dumps(reply) + "\n")
            answers.flush()


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout, seconds=float(sys.argv[1]))
