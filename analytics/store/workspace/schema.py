"""The tables of a workspace, and how a file of an earlier format becomes one of this.

Text that SQLite cannot hold as text (half a character) is kept as a BLOB of the same bytes; times are UTC, as ISO text;
digests are SHA-256 in hexadecimal digits; spans are JSON, in characters of the article's text, end exclusive.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x51534457
"""What the head of the file says it is ("QSDW"), where ``file`` and SQLite look for it."""

_FIRST = """
CREATE TABLE settings (            -- what new scores are made with: scorer; targets, speakers (SHA-256)
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE TABLE configurations (      -- files of targets and of known speakers that were used
  sha256 TEXT PRIMARY KEY,
  data BLOB NOT NULL
);
CREATE TABLE runs (                -- what scores were made with
  fingerprint TEXT PRIMARY KEY,    -- of scorer, version, weights, targets and speakers
  scorer TEXT NOT NULL,
  version TEXT NOT NULL,
  weights TEXT NOT NULL,           -- JSON {model: {file: SHA-256}}
  targets TEXT NOT NULL REFERENCES configurations,
  speakers TEXT NOT NULL REFERENCES configurations,
  platform TEXT NOT NULL,          -- JSON, of the first time
  begun TEXT NOT NULL
);
CREATE TABLE articles (
  position INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order in which they came
  article_id TEXT NOT NULL UNIQUE,
  input TEXT NOT NULL,             -- the file, or file:line, as the user named it
  place TEXT NOT NULL,             -- digest of where the input lay
  title TEXT NOT NULL,
  outlet TEXT NOT NULL,
  published TEXT,                  -- day, NULL where it is not known
  url TEXT NOT NULL,
  text TEXT NOT NULL,
  content TEXT NOT NULL,           -- digest of text without white space, outlet and day: what makes it the same article
  sha256 TEXT NOT NULL,            -- of id, title, outlet, day, address and text
  run TEXT NOT NULL REFERENCES runs,
  findings TEXT NOT NULL,          -- SHA-256 of its statements and stances
  added TEXT NOT NULL,
  scored TEXT NOT NULL,
  removed TEXT                     -- when the user removed it, NULL where it counts
);
CREATE INDEX articles_by_content ON articles (content);
CREATE INDEX articles_by_place ON articles (place);
CREATE INDEX articles_by_run ON articles (run);
CREATE TABLE statements (
  statement_id TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  number INTEGER NOT NULL,         -- the order in the article
  speaker TEXT NOT NULL,           -- by this article alone, '' where it could not be resolved
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  spans TEXT NOT NULL,
  source TEXT NOT NULL,            -- at most one span, as the cue
  cue TEXT NOT NULL,
  confidence REAL NOT NULL,
  resolution TEXT NOT NULL,
  speaker_confidence REAL NOT NULL,
  UNIQUE (article, number)
);
CREATE TABLE stances (
  statement_id TEXT NOT NULL REFERENCES statements ON DELETE CASCADE,
  target TEXT NOT NULL,
  number INTEGER NOT NULL,         -- the order in the statement's article
  p_critical REAL NOT NULL,
  p_neutral REAL NOT NULL,
  p_favourable REAL NOT NULL,
  tone REAL NOT NULL,
  mentions TEXT NOT NULL,
  PRIMARY KEY (statement_id, target)
);
CREATE TABLE rejects (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  input TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  time INTEGER NOT NULL,           -- how often the same was said before in one reading of the inputs
  UNIQUE (input, reason, detail, time)
);
CREATE TABLE files (               -- files that were read to their end, so that an update can pass over them
  place TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  changed INTEGER NOT NULL         -- nanoseconds since 1970
);
"""

_CHANGES = """
ALTER TABLE articles ADD COLUMN read_title TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN read_outlet TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN read_published TEXT;
ALTER TABLE articles ADD COLUMN basis TEXT NOT NULL DEFAULT '';
UPDATE articles SET read_title = title, read_outlet = outlet, read_published = published, basis = sha256;
CREATE TABLE changes (             -- what the user changed, in its order; nothing is ever deleted here
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  step INTEGER NOT NULL,           -- the changes of one command have the same, and are undone together
  made TEXT NOT NULL,
  kind TEXT NOT NULL,              -- edit, merge, remove, keep
  article INTEGER REFERENCES articles,  -- NULL for a merge
  field TEXT NOT NULL,             -- title, outlet, published; '' for remove
  before TEXT,                     -- what it was; of a merge, the outlet that is another
  after TEXT,
  undone TEXT                      -- when it was undone, NULL where it holds
);
CREATE INDEX changes_by_article ON changes (article);
INSERT INTO changes (step, made, kind, article, field)
  SELECT row_number() OVER (ORDER BY removed, position), removed, 'remove', position, '' FROM articles
  WHERE removed IS NOT NULL ORDER BY removed, position;
"""
# title, outlet and published of an article are what counts; read_... is what its input says, from which the digest
# ``content`` is made; basis is the sha256 that the article had when it was scored.

_SEARCH = """
CREATE VIRTUAL TABLE articles_search USING fts5(
  title, text, content = 'articles', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statements_search USING fts5(
  speaker, text, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO articles_search (articles_search) VALUES ('rebuild');
INSERT INTO statements_search (rowid, speaker, text)
  SELECT article * 65536 + number, speaker, text FROM statements;
"""
# The row of a statement in the search is its article's position times 65536, more than any article has, and its number.

_ALIKE = """
ALTER TABLE articles ADD COLUMN sketched INTEGER NOT NULL DEFAULT 0;
CREATE TABLE sketches (            -- parts of what stands for an article's text: texts that share one may be alike
  part INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  PRIMARY KEY (part, article)
) WITHOUT ROWID;
CREATE TABLE pairs (               -- articles whose texts are alike, the one that came first before the other
  first INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  second INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  share REAL NOT NULL,             -- of their runs of three words, how many are in both
  PRIMARY KEY (first, second)
) WITHOUT ROWID;
"""
# sketched is 0 until an article's text is compared with those before it.

_KEYS = """
CREATE TABLE keys (                -- what articles that were fetched are known by, so that they are not fetched again
  key TEXT PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE
) WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _CHANGES, _SEARCH, _ALIKE, _KEYS)
"""What makes each format of the one before; the first makes it of an empty file. Only ever add to the end."""


def newest() -> int:
    """The format that this program writes; earlier ones are brought to it."""
    return len(MIGRATIONS)


def format_of(connection: sqlite3.Connection) -> int:
    """The format of an open file; 0 for an empty one. Raises sqlite3.Error."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the newest format, all at once, inside a transaction of the caller."""
    for number, script in enumerate(MIGRATIONS[format_of(connection) :], start=format_of(connection) + 1):
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def differences(connection: sqlite3.Connection) -> list[str]:
    """The tables and indices of a file that are not as this format has them, and triggers, of which it has none.

    Tables and views that a user added are no difference; triggers would change what is written.
    """
    model = sqlite3.connect(":memory:")
    try:
        migrate(model)
        wanted = _objects(model)
    finally:
        model.close()
    there = _objects(connection)
    changed = [key for key, definition in wanted.items() if there.get(key) != definition]
    changed += [key for key in there.keys() - wanted.keys() if key[0] == "trigger"]
    return [f"the {kind} {name}" for kind, name in changed]


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema")
    return {(kind, name): sql or "" for kind, name, sql in rows}


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one, as executing a whole script would commit first."""
    found, left = [], ""
    for line in script.splitlines(keepends=True):
        left += line
        if sqlite3.complete_statement(left):
            found.append(left)
            left = ""
    return found
