"""Configuration files: plain values where they are right, file and line where they are wrong."""

import datetime as dt
import os

import pytest

from analytics.configuration import (
    DateRange,
    expect_choice,
    expect_date,
    expect_flag,
    expect_list,
    expect_mapping,
    expect_new,
    expect_text,
    expect_texts,
    load_yaml,
)
from analytics.errors import ConfigurationError


@pytest.fixture
def load(tmp_path):
    def write_and_load(text):
        path = tmp_path / "some.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_yaml(path)

    return write_and_load


def test_values_come_back_plain(load):
    root = expect_mapping(load("name: Union\nwords: [a, b]\nopen: true\n"), "the file", optional=None)
    assert expect_text(root["name"], "name") == "Union"
    assert expect_texts(root["words"], "words") == ("a", "b")
    assert expect_flag(root["open"], "open") is True


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021", dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2021-08-19", dt.date(2021, 8, 19), dt.date(2021, 8, 19)),
    ],
)
def test_date_means_all_the_days_that_it_may_mean(load, written, first, last):
    assert expect_date(load(written), "since") == DateRange(first, last)


@pytest.mark.parametrize("written", ["21", "2021-13", "2021-02-30", "0000", "soon", "[2021]", "2021-8-19"])
def test_what_is_no_date_is_an_error(load, written):
    with pytest.raises(ConfigurationError, match="YYYY-MM-DD"):
        expect_date(load(written), "since")


def _mapping(node):
    return expect_mapping(node, "an entry", required=("name",), optional=("note",))


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 0, "empty"),
        (b"\xff\xfe\xfa", 1, "UTF-8"),
        ("name: [a\nb: c", 2, "YAML"),
        ("- a\n", 1, "expected a mapping"),
        ("note: a\n", 1, "'name', which is missing"),
        ("name: a\nnote: b\nnaem: c\n", 3, "unknown key 'naem'"),
        ("name: a\nname: b\n", 2, "second time"),
    ],
)
def test_malformed_file_is_reported_with_its_line(load, text, line, expected):
    with pytest.raises(ConfigurationError, match=expected) as caught:
        _mapping(load(text))
    assert caught.value.line == line
    assert caught.value.path.name == "some.yaml"


def test_line_of_a_nested_value_is_named(load):
    root = expect_list(load("- a\n-\n  - b\n  - 3\n"), "the file")
    with pytest.raises(ConfigurationError, match="quotation marks") as caught:
        expect_texts(root[1], "words")
    assert caught.value.line == 4


@pytest.mark.parametrize("written", ["[a]", "~", "''", "no", "12"])
def test_what_is_no_text_is_an_error(load, written):
    with pytest.raises(ConfigurationError, match="expected text"):
        expect_text(load(written), "name")


UNFIT = {
    "control character": '"a\\x07b"',
    "character without a width": '"a\\u200bb"',
    "turned text": '"a\\u202eb"',
    "no letter": '"--"',
    "only an accent": '"\\u0301"',
    "too long": "a" * 201,
}


@pytest.mark.parametrize("written", UNFIT.values(), ids=UNFIT)
def test_text_that_can_be_no_name_is_an_error_with_its_line(load, written):
    root = expect_mapping(load(f"note: b\nname: {written}\n"), "the file", optional=None)
    with pytest.raises(ConfigurationError, match="name: expected") as caught:
        expect_text(root["name"], "name")
    assert caught.value.line == 2


def test_runs_of_white_space_are_one_space_and_joiners_stay(load):
    root = expect_list(load('- "a\\n \\t b\\u00a0c"\n- >\n  a\n  b\n- "a\\u200db"\n'), "the file")
    assert [expect_text(node, "name") for node in root] == ["a b c", "a b", "a\u200db"]


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_byte_order_mark_and_line_ends_of_other_systems_are_read(load, before, end):
    text = before + end.join((b"name: a", b"note: caf\xc3\xa9", b""))
    assert {key: expect_text(node, key) for key, node in _mapping(load(text)).items()} == {"name": "a", "note": "café"}


HOSTILE = {
    "alias": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 2, "no alias"),
    "alias of itself": ("a: b\nb: &b [*b]\n", 2, "no alias"),
    "deep in brackets": ("a: b\nb: " + "[" * 900, 2, "at most 12 lists"),
    "deeper in brackets": ("[" * 100_000, 1, "YAML"),
    "deep in dashes": ("- " * 100_000, 1, "at most 12 lists"),
    "deep in question marks": ("? " * 100_000, 1, "at most 12 lists"),
    "tab": ("a: b\nb:\n\t- c\n", 3, "YAML"),
    "control character": (b"a: b\nb: c\x00d\n", 2, r"U\+0000"),
    "another encoding": ("a: b\nb: café\n".encode("cp1252"), 2, "UTF-8"),
    "utf-16": ("a: b\n".encode("utf-16-le"), 1, r"U\+0000"),
    "two documents": ("a: b\n---\na: c\n", 2, "YAML"),
    "only a comment": ("# nothing\n", 0, "empty"),
    "too large": ("#" * 1_000_001, 0, "larger than 1,000,000 bytes"),
}


@pytest.mark.parametrize(("text", "line", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_is_refused_with_its_line_before_anything_is_built_of_it(load, text, line, expected):
    with pytest.raises(ConfigurationError, match=expected) as caught:
        load(text)
    assert caught.value.line == line


def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", tmp_path, "/dev/zero"):
        with pytest.raises(ConfigurationError, match="not a regular file"):
            load_yaml(path)


@pytest.mark.parametrize("name", ["a" * 300, "a\0b"])
def test_name_that_no_file_can_have_is_refused(tmp_path, name):
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_yaml(tmp_path / name)


def test_message_quotes_no_more_than_the_beginning_of_a_long_text(load):
    with pytest.raises(ConfigurationError) as caught:
        _mapping(load(f"{'k' * 150}: a\n"))
    assert len(caught.value.expected) < 200


@pytest.mark.parametrize(("first", "second"), [("Orrin", "ORRIN"), ("Stra\u00dfe", "STRASSE"), ("e\u0301", "\u00e9")])
def test_name_that_differs_only_in_case_or_unicode_form_is_no_new_one(load, first, second):
    seen = set()
    expect_new(load(first), "names", first, seen)
    with pytest.raises(ConfigurationError, match="second time"):
        expect_new(load(second), "names", second, seen)


def test_choice_names_what_it_may_be(load):
    assert expect_choice(load("left"), "side", ("left", "right")) == "left"
    with pytest.raises(ConfigurationError, match="one of: left, right"):
        expect_choice(load("up"), "side", ("left", "right"))


def test_flag_and_list_of_the_wrong_type_are_errors(load):
    with pytest.raises(ConfigurationError, match="true or false"):
        expect_flag(load("maybe"), "open")
    with pytest.raises(ConfigurationError, match="expected a list"):
        expect_list(load("a: b"), "words")


def test_missing_file_is_a_configuration_error(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_yaml(tmp_path / "none.yaml")
