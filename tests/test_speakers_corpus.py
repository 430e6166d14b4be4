"""One person, one name over all articles; the people are invented."""

import pytest

from analytics.analysis.groups import aggregate
from analytics.errors import ConfigurationError
from analytics.pipeline import tabulate
from analytics.records import Article, Merge, Stance, StanceScore, Statement
from analytics.speakers import SpeakerBook, merge_speakers, parse_book
from analytics.stages import Analysed

EMPTY = SpeakerBook()
FILE = b"as_of: 2024-06\ntitles: []\nbodies: []\norgans: []\ninstitutions: []\npeople: []\n"


def said(name, *, number, outlet="Post", written="", text=""):
    """An article in which a speaker of that name says one thing, under the words ``written``."""
    source = written or name
    article = Article(f"{source} said that it rained. {text}", article_id=f"article-{number}", outlet=outlet)
    span = (len(source) + len(" said that "), len(source) + len(" said that it rained"))
    one = Statement((span,), (0, len(source)), None, name, "indirect", 0.9, resolution="named", speaker_confidence=0.9)
    return article, [one]


def articles(*names):
    return [said(name, number=number) for number, name in enumerate(names)]


def merged(*names, book=EMPTY):
    """The name over all articles for each of some names, each of an article of its own."""
    found = merge_speakers(articles(*names), book)
    return [
        found[f"article-{k}", name].name if (f"article-{k}", name) in found else name for k, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("names", "rule"),
    [
        (("Dmytro Velskyy", "Dmytro Velskyy", "Dmytro Velskiy"), "spelling"),
        (("Ayse Holmoglu", "Ayse Holmoglu", "Ayşe Holmoğlu"), "spelling"),
        (("Khalil Orrinov", "Khalil Orrinov", "Xəlil Orrinov"), "spelling"),
        (("Sinead O'Holm", "Sinead O'Holm", "Sinead O’Holm"), "spelling"),
        (("Petra Holm", "Petra Holm", "PETRA HOLM"), "spelling"),
        (("Petra Holm", "Petra Holm", "Holm Petra"), "spelling"),
        (("Bill Orrin", "Bill Orrin", "William Orrin"), "form of given name"),
        (("Mikhail Velenko", "Mikhail Velenko", "Mykhailo Velenko"), "form of given name"),
        (("Donald Velt", "Donald Velt", "Donald J. Velt"), "more words"),
        (("Maria Velt", "Maria Velt", "M. Velt"), "initial"),
        (("Maria Velt", "Maria Velt", "Velt"), "surname"),
        (("Ana Lula da Velt", "Ana Lula da Velt", "Lula"), "surname"),
    ],
)
def test_names_of_one_person_fall_together_under_the_most_frequent(names, rule):
    found = merge_speakers(articles(*names), EMPTY)
    assert found == {("article-2", names[2]): Merge(names[0], rule)}


@pytest.mark.parametrize(
    "names",
    [
        ("Arman Velt", "Armen Velt"),
        ("Petra Holm", "Otto Holm"),
        ("Donald Velt", "Donald Velt Jr."),
        ("George W. Velt", "George H.W. Velt", "George Velt"),
        ("Maria Velt", "Mara Velt", "M. Velt"),
        ("Petra Holm", "Otto Holm", "Holm"),
        ("Anna Velt", "Annika Velt", "Ann Velt"),
        ("Petra Veltov", "Petra Veltova"),
        ("Marsk Times", "Times"),
        ("Ministry of Bridges of Norland", "Bridges"),
        ("Maria Velt", "VELT"),
    ],
)
def test_what_may_be_two_people_stays_apart(names):
    assert merged(*names) == list(names)


def test_another_bearer_who_does_not_speak_keeps_a_surname_open():
    full, bare = said("Petra Holm", number=1), said("Holm", number=2)
    for elsewhere, expected in (("They met Otto Holm there.", {}), ("They met Petra Holm there.", None)):
        found = merge_speakers([full, bare, said("Mara Velt", number=3, text=elsewhere)], EMPTY)
        assert found == ({("article-2", "Holm"): Merge("Petra Holm", "surname")} if expected is None else expected)


def test_surname_alone_needs_an_outlet_that_names_the_person_or_two_others_that_do():
    elsewhere = said("Holm", number=1, outlet="Gazette")
    once = [said("Petra Holm", number=2), elsewhere]
    assert merge_speakers(once, EMPTY) == {}
    twice = [*once, said("Petra Holm", number=3, outlet="Courier")]
    assert merge_speakers(twice, EMPTY) == {("article-1", "Holm"): Merge("Petra Holm", "surname")}


@pytest.mark.parametrize("written", ["Mr. Holm", "The farmer Holm", "Captain Holm"])
def test_form_of_address_or_role_that_contradicts_keeps_a_surname_open(written):
    full = said("Petra Holm", number=1, written="Mayor Petra Holm")
    assert merge_speakers([full, said("Holm", number=2, written=written)], EMPTY) == {}


def test_role_and_form_of_address_that_fit_do_not():
    full = said("Petra Holm", number=1, written="Mayor Petra Holm")
    for written in ("Ms. Holm", "Mayor Holm"):
        assert merge_speakers([full, said("Holm", number=2, written=written)], EMPTY)


def test_well_formed_spelling_goes_before_a_frequent_one():
    assert merged("M. Velt", "M. Velt", "Maria Velt") == ["Maria Velt"] * 3
    assert merged("Outspoken Orru Velt", "Orru Velt") == ["Orru Velt"] * 2


def test_order_of_the_articles_decides_nothing():
    names = ["Dmytro Velskyy", "Dmitry Velsky", "D. Velskiy", "Velskyy", "Petra Holm", "P. Holm", "Otto Holm", "Holm"]
    names += ["Bill Orrin", "William Orrin", "Orrin", "Will Orrin"]
    there = articles(*names)
    expected = merge_speakers(there, EMPTY)
    assert expected
    for first in range(len(there)):
        turned = there[first:] + there[:first]
        assert merge_speakers(turned, EMPTY) == merge_speakers(turned[::-1], EMPTY) == expected


def test_user_forces_and_forbids_merges():
    book = parse_book(FILE + b"same: [[Ana Lula da Velt, The Bricklayer]]\ndistinct: [[Maria Velt, M. Velt]]\n", "x")
    assert merged("Ana Lula da Velt", "The Bricklayer", book=book) == ["Ana Lula da Velt"] * 2
    assert merged("Maria Velt", "M. Velt", book=book) == ["Maria Velt", "M. Velt"]
    assert merged("Maria Velt", "M. Velt") == ["Maria Velt"] * 2


def test_name_that_a_user_gives_stands_for_all_that_goes_with_it():
    book = parse_book(FILE + b"same: [[Lula, Ana Lula da Velt]]\n", "x")
    assert merged("Ana Lula da Velt", "Lula", "lula", book=book) == ["Lula"] * 3
    book = parse_book(FILE + b"same: [[Bill Orrin, The Bricklayer]]\n", "x")
    assert merged("William Orrin", "William Orrin", "Bill Orrin", "The Bricklayer", book=book) == ["Bill Orrin"] * 4


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (b"same: [[Mara Velt]]\n", "at least two names"),
        (b"distinct: [Mara Velt]\n", "expected a list"),
        (b"same: [[Mara Velt, M. Velt], [Mara Velt, Velt]]\n", "a second time"),
        (b"same: [[Mara Velt, M. Velt]]\ndistinct: [[m. velt, Mara Velt]]\n", "same speaker under 'same'"),
        (b"sames: []\n", "unknown key 'sames'"),
    ],
)
def test_malformed_lines_are_an_error(lines, expected):
    with pytest.raises(ConfigurationError, match=expected):
        parse_book(FILE + lines, "x")


def analysed(name, *, number):
    article, (one,) = said(name, number=number)
    score = StanceScore(0.1 * number, 1 - 0.1 * number, 0.0)
    return Analysed(article, (one,), (Stance(one.id(article), "EU", score, 0.0, ((0, 1),)),))


def test_tables_have_one_name_say_why_and_keep_the_words_and_the_articles_name():
    names = ("Dmytro Velskyy", "Dmytro Velskyy", "Dmytro Velskiy")
    made = tabulate([analysed(name, number=number) for number, name in enumerate(names)], speakers=EMPTY)
    assert made.statements["speaker"].tolist() == ["Dmytro Velskyy"] * 3
    assert made.statements["speaker_in_article"].tolist() == list(names)
    assert made.statements["speaker_as_written"].tolist() == list(names)
    assert made.statements["speaker_merged"].tolist() == ["", "", "spelling"]
    assert {one.speaker for one in made.details.values()} == set(names)
    assert made.aggregates["speaker"].tolist() == ["Dmytro Velskyy"]
    assert made.aggregates["n_articles"].tolist() == [3]
    assert made.aggregates.equals(aggregate(made.statements, made.stances))
