"""The speaker book: names in every spelling, offices by date, and strictness toward the file."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import ConfigurationError
from analytics.records import Article, Attribution
from analytics.speakers import default_book, load_book, resolve_speakers
from analytics.speakers.book.book import KNOWN_OFFICES
from analytics.speakers.names.matching import fold, same_person, similar_surnames

SMALL = """\
as_of: 2024-06
titles:
  - {title: mayor, words: [mayor, first citizen]}
bodies:
  - {name: Nordland, adjectives: [Nordlandic], metonyms: [Lindfurt], speaker: Government of Nordland}
organs:
  - {name: Ministry of Bridges, words: [bridge ministry, ministry of bridges]}
institutions:
  - {name: Union of Ferrymen, variants: [Ferrymen], side: Nordland}
people:
  - name: Maria Keller
    variants: [Masha Keller]
    side: Nordland
    gender: female
    offices:
      - {title: mayor, body: Nordland, from: 2019-05, until: 2022}
  - name: Jon Brandt
    side: Nordland
    offices:
      - {title: mayor, body: Nordland, from: 2023-02-01}
"""


@pytest.fixture
def load(tmp_path):
    def write_and_load(text):
        path = tmp_path / "speakers.yaml"
        path.write_text(text, encoding="utf-8")
        return load_book(path)

    return write_and_load


def test_variants_fall_together_under_the_canonical_name(load):
    book = load(SMALL)
    assert {book.canonical(name) for name in ("Maria Keller", "Marija Keler", "Masha Keller")} == {"Maria Keller"}


def test_another_given_name_is_another_person(load):
    assert load(SMALL).canonical("Karl Keller") == "Karl Keller"
    assert load(SMALL).person("Karl Keller") is None


def test_institutions_in_every_wording(load):
    book = load(SMALL)
    wordings = ("Nordland's Bridge Ministry", "the Nordlandic bridge ministry", "Ministry of Bridges of Nordland")
    assert {book.canonical(wording) for wording in wordings} == {"Ministry of Bridges of Nordland"}
    assert book.canonical("Lindfurt") == book.canonical("Nordland") == "Government of Nordland"


def test_holder_of_an_office_depends_on_the_day(load):
    book = load(SMALL)
    assert book.holder("mayor", "Nordland", dt.date(2020, 1, 1)) == ("Maria Keller", 0.85)
    assert book.holder("mayor", "Nordland", dt.date(2023, 3, 1)) == ("Jon Brandt", 0.85)
    assert book.holder("mayor", "Nordland", dt.date(2018, 1, 1)) == ("", 0.0)


def test_inexact_dates_make_a_holder_only_likely(load):
    book = load(SMALL)
    assert book.holder("mayor", "Nordland", dt.date(2022, 7, 1)) == ("Maria Keller", 0.6)
    assert book.holder("mayor", "Nordland", dt.date(2026, 1, 1)) == ("Jon Brandt", 0.6)


def test_side_of_people_institutions_and_organs(load):
    book = load(SMALL)
    names = ("Maria Keller", "Union of Ferrymen", "Ministry of Bridges of Nordland", "Government of Nordland")
    assert {book.side(name) for name in names} == {"Nordland"}
    assert book.side("Somebody Else") == ""
    assert [office.title for office in book.offices("Jon Brandt")] == ["mayor"]


HEADED = SMALL.replace("  - {title: mayor, words: [mayor, first citizen]}\n", "").replace("titles:", "titles: []")
HEADED = HEADED.replace("title: mayor", "title: president")


def speaker_of(text, source, book, published):
    start = text.index(source)
    said = Attribution(((start + len(source), len(text)),), (start, start + len(source)), None, "indirect", 0.9)
    return resolve_speakers(Article(text, published=published), [said], book)[0].name


def test_the_offices_that_the_code_needs_are_known_to_a_file_without_titles(load):
    day, book = dt.date(2024, 1, 1), load(HEADED)
    assert speaker_of("Nordland's head of state said no.", "Nordland's head of state", book, day) == "Jon Brandt"
    assert (
        speaker_of("The ferries will sail, Brandt said.", "Brandt", book, day) == "Jon Brandt"
    )  # needs no introduction


def test_a_file_adds_words_to_an_office_that_the_code_knows(load):
    day, titles = dt.date(2024, 1, 1), "titles:\n  - {title: president, words: [head of the republic]}"
    book = load(HEADED.replace("titles: []", titles))
    for source in ("Nordland's head of the republic", "Nordland's head of state"):
        assert speaker_of(f"{source} said no.", source, book, day) == "Jon Brandt"


@pytest.mark.parametrize("words", ["torchbearer", "bearer of the lamp", "high lamp", "lamp-bearer"])
def test_words_for_an_office_count_whatever_noun_they_end_in(load, words):
    book, day = load(SMALL.replace("first citizen", words)), dt.date(2020, 1, 1)
    assert speaker_of(f"Nordland's {words} said no.", f"Nordland's {words}", book, day) == "Maria Keller"
    text = f"Petra Orrin, the {words} of Nordland, spoke. The {words} of Nordland said no."
    assert speaker_of(text, f"The {words} of Nordland", book, day) == "Petra Orrin"


def test_words_for_an_office_before_a_name_are_no_part_of_it(load):
    book, day = load(SMALL), dt.date(2020, 1, 1)
    assert speaker_of("First Citizen Keller said no.", "First Citizen Keller", book, day) == "Maria Keller"


def test_the_bundled_file_repeats_no_office_that_the_code_knows():
    assert not KNOWN_OFFICES.keys() & default_book().titles.keys()


@pytest.mark.parametrize(
    ("wrong", "instead", "line", "expected"),
    [
        ("title: mayor, body: Nordland, from: 2019-05", "title: king, body: Nordland", 16, "not one of: mayor"),
        ("title: mayor, body: Nordland, from: 2023", "title: mayor, body: Nowhere, from: 2023", 20, "'Nowhere'"),
        ("until: 2022", "until: 2018", 16, "not before 'from'"),
        ("from: 2019-05", "from: May", 16, "YYYY-MM-DD"),
        ("gender: female", "gender: f", 14, "male, female"),
        ("side: Nordland\n    gender", "side: Sudland\n    gender", 13, "'Sudland'"),
        ("name: Jon Brandt", "name: Maria Keller", 17, "second time"),
        ("as_of: 2024-06\n", "", 1, "'as_of', which is missing"),
        ("speaker: Government", "spaeker: Government", 5, "unknown key 'spaeker'"),
    ],
)
def test_malformed_book_is_an_error_with_its_line(load, wrong, instead, line, expected):
    assert wrong in SMALL
    with pytest.raises(ConfigurationError, match=expected) as caught:
        load(SMALL.replace(wrong, instead, 1))
    assert caught.value.line == line


def test_bundled_book_is_sound():
    book = default_book()
    assert all(person.side for person in book.people if person.offices)
    assert all(book.canonical(spelling) == p.name for p in book.people for spelling in p.spellings if " " in spelling)
    assert book.holder("foreign minister", "Armenia", dt.date(2025, 5, 21))[0] == "Ararat Mirzoyan"
    assert book.holder("secretary general", "Collective Security Treaty Organization", dt.date(2019, 6, 1))[0] == (
        "Valery Semerikov"
    )
    assert book.canonical("Sergei Lavrov") == "Sergey Lavrov"
    assert {book.canonical(f"Nikol {name}") for name in ("Pashinyan", "Pashinian", "Pashinaian")} == {"Nikol Pashinyan"}
    assert book.canonical("Armenia’s Foreign Ministry") == "Ministry of Foreign Affairs of Armenia"


def test_no_office_of_one_country_is_held_twice_at_once():
    book = default_book()
    single = {"president", "prime minister", "foreign minister", "defence minister", "secretary general"}
    held = [(o.title, o.body, o, p.name) for p in book.people for o in p.offices if o.title in single]
    for title, body, office, name in held:
        for other_title, other_body, other, other_name in held:
            if (title, body) == (other_title, other_body) and name < other_name:
                overlap = max(office.since[1], other.since[1]) < min(office.until[0], other.until[0])
                assert not overlap, f"{name} and {other_name}: {title} of {body}"


@given(st.text(max_size=30))
def test_canonical_names_are_idempotent(name):
    once = default_book().canonical(name)
    assert default_book().canonical(once) == once


@given(st.text(alphabet="abcdefghijklmnoprstuvyzёəğİßø-' ", max_size=20))
def test_folding_a_folded_word_with_no_digraphs_left_changes_little(word):
    assert len(fold(fold(word))) <= len(fold(word)) + word.count("x")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Sergey Keller", "Sergei Keller", True),
        ("Ana Gómez Keller", "Gómez Keller", True),
        ("William Keller", "Bill Keller", True),
        ("M. Keller", "Maria Keller", True),
        ("Maria Keller", "Karl Keller", False),
        ("Anna Keller", "Anna Kessler", False),
    ],
)
def test_when_two_names_are_one_person(first, second, same):
    assert same_person(first.split(), second.split()) is same


def test_long_surnames_may_differ_in_a_vowel_but_not_in_a_consonant():
    assert similar_surnames("Hovsepian", "Hovsepyan")
    assert similar_surnames("Lindmanian", "Lindmaniain")
    assert not similar_surnames("Johnson", "Johnston")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("words: [mayor, first citizen]", "words: [mayor, '-']", "letter or a digit"),
        ("name: Jon Brandt", "name: MARIA KELLER", "second time"),
        ("variants: [Ferrymen]", "variants: ['“”']", "letter or a digit"),
        ("as_of: 2024-06", "as_of: ２０２４", "expected a date"),
    ],
)
def test_names_that_could_not_be_found_in_a_text_are_refused(load, old, new, expected):
    with pytest.raises(ConfigurationError, match=expected):
        load(SMALL.replace(old, new))


def test_two_bodies_of_one_name_are_refused(load):
    again = "  - {name: NORDLAND, adjectives: [Nordic], speaker: Government of Nordland}\norgans:"
    with pytest.raises(ConfigurationError, match="bodies: 'NORDLAND' stands here a second time"):
        load(SMALL.replace("organs:", again, 1))


def test_more_organs_than_can_be_kept_are_refused(load):
    bodies = "".join(f"  - {{name: N{n}, adjectives: [], speaker: Government of N{n}}}\n" for n in range(300))
    organs = "".join(f"  - {{name: Office {n}, words: []}}\n" for n in range(200))
    with pytest.raises(ConfigurationError, match="at most 50,000 in all bodies together"):
        load(SMALL.replace("organs:\n", f"{bodies}organs:\n{organs}"))
