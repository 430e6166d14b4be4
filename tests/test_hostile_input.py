"""Whatever bytes a file holds: an article, a reject or an error that says what to do, and nothing else.

Each number is a seed: the same number makes the same bytes.
"""

import json
import random

import pytest

from analytics import extract_statements
from analytics.errors import ConfigurationError, InputError, ModelError
from analytics.ingest import read_inputs
from analytics.ingest.readers.page.encoding import decode_page
from analytics.ingest.readers.page.extraction import extract_page
from analytics.records import Article, Reject
from analytics.speakers import load_book
from analytics.targets import TargetBook, find_mentions
from analytics.weights import find_weights, write_manifest

SEEDS = range(25)
SAID = (
    "Harbour minister Petra Holm said on Monday that the talks with Lorvan would go on.\n\n"
    "“We have not given up,” she told reporters at the port – in a café.\n"
)
ROW = {"text": SAID, "outlet": "Marsk Post", "published": "2023-04-05"}
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks &amp; more</title>'
    '<meta property="article:published_time" content="2023-04-05T09:30:00+04:00"></head>'
    f"<body><article><h1>Talks</h1><p>{SAID}</p><p>{SAID}</p></article></body></html>"
)
TARGETS = """\
targets:
  - key: Lorvan
    label: Republic of Lorvan
    names: [Lorvan, "O'Lorvan"]
    officials:
      - {name: Mara Velt, surname: Velt, from: 2020, to: 2021-06}
other_bodies: [Union of Ferrymen]
"""
SPEAKERS = """\
as_of: 2024-06
titles:
  - {title: mayor, words: [mayor, first citizen]}
bodies:
  - {name: Norland, adjectives: [Norlandic], metonyms: [Marsk], speaker: Government of Norland}
organs:
  - {name: Ministry of Bridges, words: [bridge ministry]}
institutions:
  - {name: Union of Ferrymen, variants: [Ferrymen], side: Norland}
people:
  - name: Petra Holm
    side: Norland
    offices:
      - {title: mayor, body: Norland, from: 2019-05, until: 2022}
"""
FILES = {
    "a.txt": SAID,
    "a.csv": f'text,outlet,published,article_id\n"{SAID}",Marsk Post,2023-04-05,1\nPetra Holm said yes.,,,\n',
    "a.jsonl": json.dumps(ROW) + "\n" + json.dumps({"text": "Petra Holm said no.", "article_id": 3}),
}
PIECES = [
    *(b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b$B", b"\x85"),
    *(
        b"\r",
        b"\r\n",
        b"\n",
        b"\t",
        b'"',
        b'""',
        b"\\",
        b"{",
        b"[",
        b"}",
        b"]",
        b"(",
        b")",
        b"*",
        b"+",
        b"?",
        b"|",
        b".",
    ),
    *(
        b"&a ",
        b"*a",
        b"<<: ",
        b"!!python/name:os.system ",
        b"%TAG",
        b"---\n",
        b"- ",
        b": ",
        b",",
        b";",
        b"#",
        b">",
        b"~",
    ),
    *(b"&#xD800;", b"&#0;", b"&#99999999;", b"<script>", b"<!--", b"]]>", b"<![CDATA[", b'<meta charset="undefined">'),
    *(b"0001-01-01", b"9999-12-31", b"nan", b"null", b"true", b"1e999", b"-1", b"9" * 5000, b"a" * 3000, b"[" * 3000),
    *(char.encode() for char in "\u202e\u200b\u2028\u0301İßﬁ’“"),
]
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-32-be", "utf-8-sig", "cp1251", "cp037", "utf-7", "shift_jis")


def harmed(text: str, seed: int) -> bytes:
    """The text's bytes with a few changes that the seed chooses."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    encoding = chance.choice(ENCODINGS) if chance.random() < 0.15 else "utf-8"
    data = text.encode(encoding, "replace")
    for _ in range(chance.choice((1, 1, 2, 5))):
        start = chance.randrange(len(data) + 1)
        end = start + chance.choice((0, 0, 1, 30))
        put = chance.choice((b"", *PIECES, chance.randbytes(3), data[start:end] * 40))
        data = data[:start] + put + (b"" if chance.random() < 0.05 else data[end:])
    return data


def write(path, text, seed):
    path.write_bytes(harmed(text, seed))
    return path


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FILES)
def test_a_harmed_file_is_articles_of_whole_characters_and_rejects(tmp_path, name, seed):
    for item in read_inputs([write(tmp_path / name, FILES[name], seed)]):
        if isinstance(item, Reject):
            assert item.detail
            continue
        assert isinstance(item, Article)
        assert "\x00" not in "".join((item.text, item.title, item.outlet, item.url)).encode().decode()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_harmed_page_is_an_article_of_whole_characters_or_a_reject(seed):
    try:
        text, fields = extract_page(decode_page(harmed(PAGE, seed)))
    except InputError as error:
        assert error.detail
        return
    assert "\x00" not in "".join((text, fields.title, fields.outlet, fields.url)).encode().decode()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_harmed_metadata_file_is_read_or_an_error_that_names_it(tmp_path, seed):
    path = write(tmp_path / "metadata.csv", "file,outlet,published\na.txt,Marsk Post,2023-04-05\n", seed)
    try:
        assert [item.reason for item in read_inputs([tmp_path / "a.txt"], metadata=path)] == ["missing"]
    except ConfigurationError as error:
        assert error.path == path


@pytest.mark.parametrize("seed", SEEDS)
def test_harmed_targets_can_be_searched_for_or_are_an_error_that_names_the_file(tmp_path, seed):
    path = write(tmp_path / "targets.yaml", TARGETS, seed)
    try:
        book = TargetBook.load(path)
    except ConfigurationError as error:
        assert error.path == path
        return
    assert all(SAID[slice(*mention.span)].strip() for mention in find_mentions(SAID, book))


@pytest.mark.parametrize("seed", SEEDS)
def test_harmed_speakers_can_be_asked_for_or_are_an_error_that_names_the_file(tmp_path, seed):
    path = write(tmp_path / "speakers.yaml", SPEAKERS, seed)
    try:
        book = load_book(path)
    except ConfigurationError as error:
        assert error.path == path
        return
    for statement in extract_statements(Article(SAID), speakers=book):
        assert isinstance(book.side(statement.speaker), str)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_harmed_manifest_still_opens_nothing_else_or_is_an_error_that_says_what_to_do(tmp_path, seed):
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "heads.json").write_text("[1]", encoding="utf-8")
    write_manifest(tmp_path / "toy", files=("heads.json",), settings={"window": 8})
    manifest = tmp_path / "toy" / "manifest.json"
    write(manifest, manifest.read_text(encoding="utf-8"), seed)
    try:
        weights = find_weights("toy", root=tmp_path)
        assert weights.json("heads.json") == [1]
        assert 1 <= weights.whole("window", least=1, most=9) <= 9
    except ModelError as error:
        assert "git checkout" in str(error)
