"""Configuration files: plain values where they are right, file and line where they are wrong."""

import datetime as dt

import pytest

from analytics.configuration import (
    DateRange,
    expect_choice,
    expect_date,
    expect_flag,
    expect_list,
    expect_mapping,
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
