"""Exports as JSON: Telegram, NewsAPI, Event Registry, lists of articles, lists of addresses; and other JSON."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_support import ENGLISH, reject_of, write

from analytics.errors import InputError
from analytics.ingest import Asked, Limits, read_inputs, reasons
from analytics.ingest.objects import table_of_objects
from analytics.ingest.reader import Session
from analytics.ingest.readers.json_export.forms import entries
from analytics.records import Article, Reject

CHANNEL = {
    "name": "Lorvan Channel",
    "type": "public_channel",
    "id": 1234567890,
    "messages": [
        {
            "id": 1,
            "type": "service",
            "date": "2024-03-01T08:00:00",
            "actor": "Lorvan Channel",
            "action": "create_channel",
        },
        {
            "id": 2,
            "type": "message",
            "date": "2024-03-05T10:15:00",
            "date_unixtime": "1709633700",
            "from": "Lorvan Channel",
            "text": [
                {"type": "bold", "text": "Bridge talks"},
                "\n\nPetra Holm, the mayor of Lorvan, said on Monday that the fund had kept its word. ",
                {"type": "link", "text": "https://lorvanpost.example/bridge"},
            ],
            "text_entities": [],
        },
        {"id": 3, "type": "message", "date": "2024-03-06T10:15:00", "photo": "photos/1.jpg", "text": ""},
        {
            "id": 4,
            "type": "message",
            "date": "2024-03-07T10:15:00",
            "forwarded_from": "Marsk Echo",
            "text": "“We shall not sign,” said Mara Velt, who leads the opposition in the council.",
        },
    ],
}
NEWSAPI = {
    "status": "ok",
    "totalResults": 2,
    "articles": [
        {
            "source": {"id": None, "name": "Lorvan Post"},
            "author": "Ana Brandt",
            "title": "Bridge talks",
            "description": "Petra Holm said that the fund had kept its word.",
            "url": "https://lorvanpost.example/bridge",
            "publishedAt": "2024-03-05T10:15:00Z",
            "content": "Petra Holm, the mayor of Lorvan, said that the fund had kept its word on… [+2301 chars]",
        },
        {"source": {"id": None, "name": "[Removed]"}, "title": None, "description": None, "url": "", "content": None},
    ],
}
EVENT_REGISTRY = {
    "articles": {
        "results": [
            {
                "uri": "8012345678",
                "lang": "eng",
                "isDuplicate": False,
                "date": "2024-03-05",
                "dateTime": "2024-03-05T10:20:00Z",
                "dateTimePub": "2024-03-05T10:15:00Z",
                "url": "https://lorvanpost.example/bridge",
                "title": "Bridge talks",
                "body": ENGLISH,
                "source": {"uri": "lorvanpost.example", "dataType": "news", "title": "Lorvan Post"},
                "sentiment": 0.1,
            }
        ],
        "totalResults": 1,
    }
}
GDELT = {
    "articles": [
        {
            "url": "https://lorvanpost.example/bridge",
            "url_mobile": "",
            "title": "Bridge talks",
            "seendate": "20240305T101500Z",
            "domain": "lorvanpost.example",
            "language": "English",
        }
    ]
}
MEDIA_CLOUD = [
    {
        "id": "a1",
        "media_name": "lorvanpost.example",
        "publish_date": "2024-03-05",
        "title": "Bridge talks",
        "url": "https://l.example/b",
    }
]


def items_of(tmp_path, found: object, **options) -> list[Article | Reject]:
    return list(read_inputs([write(tmp_path / "result.json", json.dumps(found))], **options))


def test_messages_of_a_telegram_channel_are_articles_and_what_has_no_words_is_left_alone(tmp_path):
    first, second = items_of(tmp_path, CHANNEL)
    assert first.text.split("\n\n") == [
        "Bridge talks",
        "Petra Holm, the mayor of Lorvan, said on Monday that the fund had kept its word. https://lorvanpost.example/bridge",
    ]
    assert (first.outlet, first.published) == ("Lorvan Channel", dt.date(2024, 3, 5))
    assert (second.outlet, second.published) == ("Lorvan Channel", dt.date(2024, 3, 7))


def test_an_export_of_a_whole_account_holds_several_channels(tmp_path):
    other = {**CHANNEL, "name": "Marsk Channel"}
    items = items_of(tmp_path, {"about": "...", "chats": {"about": "...", "list": [CHANNEL, other]}})
    assert [item.outlet for item in items] == ["Lorvan Channel"] * 2 + ["Marsk Channel"] * 2


def test_newsapi_gives_articles_that_it_cuts_short_and_says_so(tmp_path):
    notices = []
    first, second = items_of(tmp_path, NEWSAPI, notify=notices.append)
    assert first.text == "Petra Holm, the mayor of Lorvan, said that the fund had kept its word on"
    assert (first.title, first.outlet, first.url) == (
        "Bridge talks",
        "Lorvan Post",
        "https://lorvanpost.example/bridge",
    )
    assert first.published == dt.date(2024, 3, 5)
    assert (second.input, second.reason) == (f"{tmp_path / 'result.json'}:2", reasons.NO_TEXT)
    guessed = "columns guessed: text from content, outlet from source, published from publishedAt; --columns sets them"
    assert [(one.kind, one.input) for one in notices] == [
        ("text cut short by the service, its beginning read", f"{tmp_path / 'result.json'}:1"),
        (guessed, str(tmp_path / "result.json")),
    ]


def test_where_newsapi_gives_no_content_its_description_is_read_and_told(tmp_path):
    notices = []
    described = {"content": None, "description": "Petra Holm said that the fund had kept its word."}
    (article,) = items_of(tmp_path, {"articles": [described]}, notify=notices.append)
    assert article.text == "Petra Holm said that the fund had kept its word."
    assert "text cut short by the service, its beginning read" in {one.kind for one in notices}


def test_event_registry_gives_whole_articles(tmp_path):
    (article,) = items_of(tmp_path, EVENT_REGISTRY)
    assert (article.text, article.title, article.outlet) == (ENGLISH, "Bridge talks", "Lorvan Post")
    assert (article.published, article.url) == (dt.date(2024, 3, 5), "https://lorvanpost.example/bridge")


def test_a_source_without_a_name_is_its_site(tmp_path):
    (article,) = items_of(tmp_path, [{"body": ENGLISH, "source": {"uri": "lorvanpost.example", "dataType": "news"}}])
    assert article.outlet == "lorvanpost.example"


def test_a_list_of_objects_with_text_is_articles(tmp_path):
    rows = [{"text": ENGLISH, "outlet": "Post"}, {"text": ""}, 7]
    first, second, third = items_of(tmp_path, rows)
    assert (first.text, first.outlet) == (ENGLISH, "Post")
    assert (second.reason, third.reason) == (reasons.NO_TEXT, reasons.BAD_ROW)


def test_keys_are_found_and_set_as_columns_are(tmp_path):
    rows = [{"text": "none of this", "fullText": ENGLISH, "site": {"name": "Lorvan Post"}, "day": "March 5, 2024"}]
    (article,) = items_of(tmp_path, rows, asked=Asked(columns={"text": "fulltext", "outlet": ""}))
    assert (article.text, article.outlet, article.published) == (ENGLISH, "", dt.date(2024, 3, 5))


def test_dates_are_read_in_the_order_that_they_show(tmp_path):
    rows = [{"text": f"{ENGLISH}{number}", "date": f"{day}/03/2024"} for number, day in enumerate(("05", "25"))]
    first, second = items_of(tmp_path, rows)
    assert (first.published, second.published) == (dt.date(2024, 3, 5), dt.date(2024, 3, 25))


def test_text_with_markup_that_a_site_shows_is_read_without_it(tmp_path):
    shown = {"title": {"rendered": "Talks &#8211; again"}, "content": {"rendered": f"<p>{ENGLISH}</p>", "protected": 0}}
    (article,) = items_of(tmp_path, [shown])
    assert (article.title, article.text.split()) == ("Talks – again", ENGLISH.split())


def test_a_bad_byte_costs_a_character(tmp_path):
    content = json.dumps([{"text": ENGLISH}], ensure_ascii=False).encode().replace(b"Orla", b"Or\xffla")
    notices = []
    (article,) = read_inputs([write(tmp_path / "a.json", content)], notify=notices.append)
    assert "Or\ufffdla Venn" in article.text
    assert "bytes that are no text, U+FFFD in the place of each" in {one.kind for one in notices}


def test_more_articles_than_the_bound_are_read_up_to_it(tmp_path):
    rows = [{"text": f"{ENGLISH}{number}"} for number in range(9)]
    *articles, reject = items_of(tmp_path, rows, limits=Limits(table_rows=3))
    assert (len(articles), reject.reason) == (3, reasons.TOO_LARGE)
    assert len(items_of(tmp_path, rows, limits=Limits(table_rows=9))) == 9


def test_json_lines_under_the_name_of_json_are_read_line_by_line(tmp_path):
    content = f"{json.dumps({'text': ENGLISH})}\n\n{{broken\n"
    article, reject = read_inputs([write(tmp_path / "a.json", content)])
    assert article.text == ENGLISH
    assert (reject.input, reject.reason) == (f"{tmp_path / 'a.json'}:3", reasons.BROKEN_JSON)


@pytest.mark.parametrize("found", [GDELT, MEDIA_CLOUD])
def test_a_list_of_addresses_is_refused_and_says_that_the_text_is_elsewhere(tmp_path, found):
    reason, detail = reject_of(write(tmp_path / "list.json", json.dumps(found)))
    assert reason == reasons.NO_TEXT
    assert "a list of 1 addresses without text: give it with --urls" in detail


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"articles": [', reasons.BROKEN_JSON),
        ('[\n{"text": "Holm said no."},\n{"text": "Holm said yes."}\n', reasons.BROKEN_JSON),
        ("[" * 100_000, reasons.BROKEN_JSON),
        (f'{{"text": {"7" * 9_000}}}', reasons.BROKEN_JSON),
        ("[]", reasons.EMPTY),
        ('{"articles": []}', reasons.EMPTY),
        ("7", reasons.BAD_ROW),
        ('{"settings": true}', reasons.BAD_ROW),
        ('{"status": "error", "code": "apiKeyInvalid", "message": "Your key is invalid."}', reasons.FAILED),
    ],
)
def test_what_is_no_export_is_refused_with_its_reason(tmp_path, content, reason):
    assert reject_of(write(tmp_path / "a.json", content))[0] == reason


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["articles", "results", "messages", "chats", "list", "text", "body", "source", "name", "url"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(VALUES)
def test_whatever_json_holds_it_is_cells_of_text_or_a_reason(found):
    try:
        read = list(entries(found))
    except InputError as error:
        assert error.detail
        return
    for entry in read:
        assert isinstance(entry.found, (InputError, dict))
    with Session(Limits()) as session:
        try:
            table = table_of_objects(((entry.number, entry.found) for entry in read), session)
        except InputError as error:
            assert error.detail
            return
    for _, values in table.rows:
        assert isinstance(values, InputError) or all(isinstance(one, str) for one in values.values())
