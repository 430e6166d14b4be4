"""The lists of words: read strictly, each once, none unread."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.errors import ConfigurationError
from analytics.lang import lexicon

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "analytics/lang/en"


@pytest.fixture
def of(tmp_path):
    def write(text, **others):
        for name, content in {"some": text, **others}.items():
            (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
        return lexicon.Lexicon(tmp_path)

    return write


def test_words_stand_on_one_line_or_on_several(of):
    lists = of("articles: the a an\ndemonstratives: |\n  this that\n  these\n")
    assert lists.words("articles") == {"the", "a", "an"}
    assert lists.words("demonstratives") == {"this", "that", "these"}


def test_a_list_takes_in_others_of_any_file(of):
    lists = of("articles: +indefinite the\n", other="indefinite: a an\ndeterminers: +articles this\n")
    assert lists.words("determiners") == {"the", "a", "an", "this"}


def test_words_that_yaml_would_read_as_true_or_false_are_words(of):
    assert of("answers: |\n  no yes on off\n").words("answers") == {"no", "yes", "on", "off"}


def test_a_table_gives_the_group_of_each_word(of):
    lists = of("pronouns:\n  male: he him\n  female: she her\n")
    assert lists.table("pronouns") == {"he": "male", "him": "male", "she": "female", "her": "female"}
    assert lists.groups("pronouns")["female"] == {"she", "her"}


def test_phrases_keep_their_spaces_and_capitals(of):
    lists = of("agencies: [Lorvan Press, NNA]\noffices:\n  mayor: [mayor, first citizen]\n")
    assert lists.phrases("agencies") == ("Lorvan Press", "NNA")
    assert lists.phrase_groups("offices") == {"mayor": ("mayor", "first citizen")}


def test_tables_cannot_be_changed_by_who_reads_them(of):
    with pytest.raises(TypeError):
        of("pronouns:\n  male: he\n").table("pronouns")["he"] = "female"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("words: |\n  the a\n  an the\n", 3, "'the' stands here a second time"),
        ("words: |\n  the\n  An\n", 3, "lower case, found 'An'"),
        ("words: |\n  the\n  an # article\n", 3, "no comment among the words"),
        ("other: a\nwords: the +nowhere\n", 2, "no list 'nowhere'"),
        ("words: the +other\nother: a +words\n", 2, "takes in itself"),
        ("other: a\nwords: [the, a]\n", 2, "expected words apart by spaces"),
        ("other: a\nwords: no\n", 2, "in quotation marks"),
        ("other: a\nwords: the\n  a an\n", 2, 'expected "|"'),
        ("words: a\nwords: the\n", 2, "'words' stands here a second time"),
        ("words: a\n  b: the\n", 2, "expected YAML"),
    ],
)
def test_a_malformed_list_is_an_error_with_its_file_and_line(of, text, line, expected):
    with pytest.raises(ConfigurationError) as raised:
        of(text).words("words")
    assert f"some.yaml, line {line}" in str(raised.value)
    assert expected in str(raised.value)


def test_a_word_in_two_groups_of_a_table_is_an_error(of):
    with pytest.raises(ConfigurationError, match="'he' is in the groups male and many"):
        of("pronouns:\n  male: he him\n  many: they he\n").table("pronouns")


def test_two_files_with_a_list_of_one_name_are_an_error(of):
    with pytest.raises(ConfigurationError, match=r"some\.yaml, line 1: words: .* stands in other\.yaml, too"):
        of("words: the\n", other="words: a\n").words("words")


def test_alternatives_prefer_the_longest_and_take_every_character_as_it_is():
    assert re.fullmatch(lexicon.alternatives(["a", "a.b", "a.b c"]) + "(.*)", "a.b c d").group(1) == " d"
    assert re.fullmatch(lexicon.alternatives(["a.b"]), "axb") is None


def test_every_list_is_read_by_the_code_or_a_part_of_one_that_is():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "analytics").rglob("*.py"))
    lists = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yaml"))
    read = set(re.findall(r"\b(?:words|groups|table|phrases|phrase_groups|texts)\([\"'](\w+)[\"']\)", source))
    taken_in = set(re.findall(r"\+(\w+)", lists))
    assert lexicon.ENGLISH.names == read & lexicon.ENGLISH.names | taken_in


def test_every_file_in_the_folder_holds_lists():
    assert {path.suffix for path in FOLDER.iterdir()} == {".yaml"}
    for path in FOLDER.glob("*.yaml"):
        names = re.findall(r"^(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert names
        assert set(names) <= lexicon.ENGLISH.names


def test_every_list_has_a_comment_above_it():
    for path in FOLDER.glob("*.yaml"):
        uncommented = re.findall(r"(?<!\n)(?:^|\n\n)(\w+):", path.read_text(encoding="utf-8"))
        assert not uncommented, path.name


def test_the_help_of_the_command_line_reads_no_list():
    code = "import sys, analytics.cli.main; sys.exit('analytics.lang.lexicon' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
