import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import ConfigurationError
from analytics.tables import SCHEMAS
from analytics.targets import TargetBook, default_targets, find_mentions

BOOK = default_targets()


def found(text, **options):
    return [(one.target, text[slice(*one.span)]) for one in find_mentions(text, BOOK, **options)]


def keys(text, **options):
    return [one.target for one in find_mentions(text, BOOK, **options)]


def only(text):
    (mention,) = find_mentions(text, BOOK)
    return mention


def load(tmp_path, text):
    path = tmp_path / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    return TargetBook.load(path)


def test_the_bundled_targets_are_those_of_the_design():
    assert BOOK.keys == ("CSTO", "EU", "Azerbaijan")


@pytest.mark.parametrize(
    ("text", "key", "words", "how"),
    [
        ("They thanked the CSTO.", "CSTO", "CSTO", "name"),
        ("the Collective Security Treaty Organisation met", "CSTO", "Collective Security Treaty Organisation", "name"),
        ("the collective security treaty organization met", "CSTO", "collective security treaty organization", "name"),
        ("THE EUROPEAN UNION MET", "EU", "EUROPEAN UNION", "name"),
        ("the European\nUnion met", "EU", "European\nUnion", "name"),
        ("the EU's offer", "EU", "EU", "name"),
        ("Azeri shelling went on", "Azerbaijan", "Azeri", "adjective"),
        ("Baku rejected the offer", "Azerbaijan", "Baku", "capital"),
        ("The Collective Security Council convened.", "CSTO", "Collective Security Council", "organ"),
        ("He blamed Borrell for it.", "EU", "Borrell", "official"),
        ("the Armenian‑Azerbaijani talks", "Azerbaijan", "Azerbaijani", "adjective"),
        ("an EU-funded project", "EU", "EU", "name"),
    ],
)
def test_names_adjectives_capitals_organs_and_officials_are_mentions(text, key, words, how):
    mention = only(text)
    assert (mention.target, text[slice(*mention.span)], mention.how) == (key, words, how)


def test_the_longest_name_is_found_whole():
    assert found("The EU monitoring mission in Armenia stays.") == [("EU", "EU monitoring mission in Armenia")]


@pytest.mark.parametrize("text", ["The EUMA observers arrived.", "EUMA"])
def test_a_mission_is_one_mention_of_its_body(text):
    assert found(text) == [("EU", "EUMA")]


@pytest.mark.parametrize(
    "text",
    [
        "a EUR 5 loan",
        "the museum in NEUSS",
        "a link to @EU_Office",
        "the Eu bridge",
        "the Azerbaijan SSR of 1920",
        "the Azerbaijan Soviet Socialist Republic",
        "tourism in East Azerbaijan",
        "Tabriz, in Iranian Azerbaijan",
        "so-called “Western Azerbaijan”",
        "countries that are non-EU",
        "the Council of Europe",
        "the Heydar Aliyev Centre",
    ],
)
def test_lookalikes_are_no_mentions(text):
    assert found(text) == []


def test_a_lookalike_does_not_hide_a_true_mention_beside_it():
    assert found("unlike the Azerbaijan SSR, Azerbaijan is independent") == [("Azerbaijan", "Azerbaijan")]


@pytest.mark.parametrize(
    "text",
    [
        "shots at the Armenian-Azerbaijani border",
        "shots at the Azerbaijani-Armenian border",
        "the Armenia-Azerbaijan state border",
        "on the border with Azerbaijan",
        "the border between Armenia and Azerbaijan",
        "a province bordering Azerbaijan",
        "the talks in Baku went on",
        "a visit to Baku in May",
        "the Brussels summit in April",
        "as Article 4 of the CSTO charter says",
    ],
)
def test_a_name_for_a_place_or_document_is_locative(text):
    assert only(text).locative


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan attacked the town",
        "Azerbaijan's territorial integrity",
        "the attack came from the territory of Azerbaijan",
        "Azerbaijani border guards opened fire",
        "Armenia-Azerbaijan relations",
        "Baku agreed to the Brussels-style format",
        "an offer to Baku",
        "he left the Collective Security Treaty",
    ],
)
def test_a_name_for_the_target_itself_is_not_locative(text):
    assert not any(one.locative for one in find_mentions(text, BOOK))


@pytest.mark.parametrize(
    ("before", "counts"),
    [
        *(("PM", True), ("FM", True), ("Speaker", True), ("Comrade", True), ("When", True)),
        *(("Senator", False), ("Can", False), ("Jan", False)),
    ],
)
def test_an_official_counts_behind_a_title_of_theirs_but_not_behind_another_name(before, counts):
    mentions = found(f"Ali Asadov spoke. {before} Asadov left.")
    assert mentions == [("Azerbaijan", "Ali Asadov"), ("Azerbaijan", "Asadov")][: 1 + counts]


def test_an_official_counts_while_in_office():
    text = "Mogherini was thanked."
    assert keys(text, published=dt.date(2018, 5, 1)) == ["EU"]
    assert keys(text, published=dt.date(2024, 5, 1)) == []
    assert keys(text) == ["EU"]


def test_a_common_surname_counts_where_the_article_gives_the_full_name():
    assert keys("Michel was thanked.") == []
    assert keys("Charles Michel came. Michel was thanked.") == ["EU", "EU"]


def test_another_person_of_the_same_surname_is_no_mention():
    assert found("Natalia Aliyev, a singer, came.") == []
    assert found("When Aliyev came, President Aliyev spoke; in May Aliyev left.") == [("Azerbaijan", "Aliyev")] * 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The CSTO failed us. The organization did nothing.", "The organization"),
        ("The CSTO failed us, as the alliance always does.", "the alliance"),
        ("The EU is here to stay. It is a fact that the bloc helps.", "the bloc"),
        ("The CSTO offered a mission. “We want this mission,” he said.", "this mission"),
        ("A CSTO monitoring mission was ready. The observer mission never left.", "The observer mission"),
    ],
)
def test_words_that_refer_back_count_where_the_context_says_to_what(text, words):
    first, second = find_mentions(text, BOOK)
    assert (second.target, text[slice(*second.span)], second.how) == (first.target, words, "anaphor")


@pytest.mark.parametrize(
    "text",
    [
        "The organization did nothing.",
        "This mission stays.",
        "The United Nations met after the CSTO had. Its envoy praised NATO. The alliance was grateful.",
        "The CSTO spoke. One. Two. Three. Four. The organization did nothing.",
        "The CSTO spoke of the organization of the talks.",
        "The CSTO spoke. Then the mission of a drone was described.",
        "Azerbaijan spoke. The bloc did nothing.",
        "The EU spoke of trade. This mission was not named.",
    ],
)
def test_words_that_could_mean_anything_are_no_mentions(text):
    assert "anaphor" not in [one.how for one in find_mentions(text, BOOK)]


def test_the_nearest_fitting_body_is_meant():
    assert keys("The CSTO spoke, then the EU. The bloc was calm.") == ["CSTO", "EU", "EU"]
    assert keys("The EU spoke, then the CSTO. The bloc was calm.") == ["EU", "CSTO", "CSTO"]


def test_a_word_that_refers_back_can_carry_the_reference_on():
    text = "The CSTO spoke. One. Two. The bloc was calm. Three. Four. The alliance went home."
    assert keys(text) == ["CSTO"] * 3


WORDS = st.sampled_from(
    "The the CSTO EU EUMA Azerbaijan Azerbaijani SSR Baku border with in organization bloc mission this Charles Michel "
    "Aliyev NATO European Union - . , \n “ ” ’s x İstanbul ſ".split(" ")
)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_mentions_lie_in_the_text_in_order_and_do_not_overlap(text):
    mentions = find_mentions(text, BOOK)
    assert mentions == sorted(mentions, key=lambda one: one.span)
    for key in BOOK.keys:
        spans = [one.span for one in mentions if one.target == key]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched(text):
    assert all(text[slice(*one.span)].strip() for one in find_mentions(text, BOOK))


def test_a_target_is_added_by_editing_the_file(tmp_path):
    book = load(
        tmp_path,
        """
        targets:
          - key: Guild
            label: Guild of Harbours
            names: [Guild of Harbours]
            adjectives: [guildish]
            officials:
              - {name: Ana Bel, surname: Bel, from: 2020, to: 2021-06}
        """,
    )
    text = "Ana Bel spoke for the Guild of Harbours. Guildish, said Bel."
    words = [text[slice(*one.span)] for one in find_mentions(text, book, published=dt.date(2021, 6, 30))]
    assert words == ["Ana Bel", "Guild of Harbours", "Guildish", "Bel"]
    assert len(find_mentions(text, book, published=dt.date(2021, 7, 1))) == 2


def test_a_name_in_two_targets_counts_for_both(tmp_path):
    text = "targets: [{key: A, label: a, names: [Union]}, {key: B, label: b, names: [Union]}]"
    mentions = find_mentions("the Union", load(tmp_path, text))
    assert [(one.target, one.span) for one in mentions] == [("A", (4, 9)), ("B", (4, 9))]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("targets: []", 1, "at least one target"),
        ("targets:\n  - key: A\n    label: a\n", 2, "names"),
        ("targets:\n  - key: A\n    label: a\n    names: []\n", 4, "at least one name"),
        ("targets:\n  - key: A\n    label: a\n    names: A\n", 4, "list"),
        ("targets:\n  - {key: A, label: a, names: [A]}\n  - {key: A, label: b, names: [B]}\n", 3, "second time"),
        ("targets:\n  - key: A\n    label: a\n    names: [A]\n    capital: [B]\n", 5, "capital"),
        (
            "targets:\n  - key: A\n    label: a\n    names: [A]\n    officials:\n"
            "      - {name: X, from: 2020-01-01, to: 2019-01-01}\n",
            6,
            "not before 2020-01-01",
        ),
        ("targets:\n  - key: A\n    label: a\n    names: [A\n", 5, "YAML"),
    ],
)
def test_a_mistake_in_the_file_is_reported_with_its_line(tmp_path, text, line, expected):
    with pytest.raises(ConfigurationError, match=expected) as caught:
        load(tmp_path, text)
    assert caught.value.line == line
    assert caught.value.path.name == "targets.yaml"


COLUMNS = sorted({column for schema in SCHEMAS.values() for column in schema})


@pytest.mark.parametrize("key", [*COLUMNS, "Text", "SPEAKER", "te\uff58t"])
def test_a_key_that_is_a_column_of_the_tables_is_refused(tmp_path, key):
    with pytest.raises(ConfigurationError, match="name of a column") as caught:
        load(tmp_path, f"targets:\n  - {{key: A, label: a, names: [A]}}\n  - {{key: '{key}', label: b, names: [B]}}\n")
    assert caught.value.line == 3


NO_KEYS = [
    "nan",
    "None",
    "NULL",
    "true",
    "No",
    "n/a",
    "1e5",
    "infinity",
    "12",
    "1.5",
    "=A1",
    "+A",
    "@A",
    "-A",
    "_index",
    "3+3",
]


@pytest.mark.parametrize("key", [*NO_KEYS, "x" * 61, " ", "\u200b", "A\u202eB"])
def test_a_key_that_would_not_stay_a_text_in_other_programs_is_refused(tmp_path, key):
    with pytest.raises(ConfigurationError, match="key: ") as caught:
        load(tmp_path, f"targets:\n  - label: a\n    key: '{key}'\n    names: [A]\n")
    assert caught.value.line == 3


@pytest.mark.parametrize("key", ["true", "12", "~", "2020-01-01", "no", "1.5", "[A]", "{A: B}"])
def test_a_key_that_yaml_takes_for_another_type_is_refused(tmp_path, key):
    with pytest.raises(ConfigurationError, match="key: expected text"):
        load(tmp_path, f"targets:\n  - {{key: {key}, label: a, names: [A]}}\n")


@pytest.mark.parametrize("key", ["Côte d’Ivoire", "G7", "3D Union", "ԵԱՏՄ", "欧盟", "U.N."])
def test_a_key_in_any_script_is_kept_as_it_is_written(tmp_path, key):
    assert load(tmp_path, f"targets: [{{key: {key}, label: a, names: [A]}}]").keys == (key,)


@pytest.mark.parametrize(
    ("first", "second"),
    [("{key: Un, label: a", "{key: UN, label: b"), ("{key: A, label: Guild", "{key: B, label: GUILD")],
)
def test_two_targets_that_differ_only_in_case_are_refused(tmp_path, first, second):
    with pytest.raises(ConfigurationError, match="second time") as caught:
        load(tmp_path, f"targets:\n  - {first}, names: [A]}}\n  - {second}, names: [B]}}\n")
    assert caught.value.line == 3


@pytest.mark.parametrize("word", [".", "’", "-- --", "\u200d", "*"])
@pytest.mark.parametrize("section", ["names", "adjectives", "lookalikes", "anaphors", "belongings"])
def test_a_word_without_letters_is_refused(tmp_path, section, word):
    entry = {"names": "[A]"} | {section: f"[A, '{word}']"}
    fields = "".join(f"    {name}: {words}\n" for name, words in entry.items())
    with pytest.raises(ConfigurationError, match=section):
        load(tmp_path, f"targets:\n  - key: A\n    label: a\n{fields}")


@pytest.mark.parametrize("name", ["(?:", "a|b", "A\\1", "$A^", "[A-Z]+", "A{9}"])
def test_a_name_is_no_regular_expression(tmp_path, name):
    book = load(tmp_path, f"targets: [{{key: A, label: a, names: ['{name} x']}}]")
    text = f"They thanked {name} x and a, b, AA, AAAAAAAAA x."
    assert [text[slice(*one.span)] for one in find_mentions(text, book)] == [f"{name} x"]


def test_more_words_than_can_be_looked_for_are_refused(tmp_path):
    names = ", ".join(f"w{number}" for number in range(10_001))
    with pytest.raises(ConfigurationError, match="at most 10,000 names and words"):
        load(tmp_path, f"targets: [{{key: A, label: a, names: [{names}]}}]")


def test_more_targets_than_a_table_can_show_are_refused(tmp_path):
    targets = "".join(f"  - {{key: T{number}, label: t{number}, names: [A]}}\n" for number in range(201))
    with pytest.raises(ConfigurationError, match="at most 200, found 201"):
        load(tmp_path, f"targets:\n{targets}")
