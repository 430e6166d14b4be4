"""Targets that a statement is about though its own words do not name them: where they count, and where not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import Article, analyse
from analytics.records import Statement
from analytics.tables import spans_from_json
from analytics.targets import Official, Target, TargetBook, find_mentions, mentions_of
from analytics.text.document import Document

BOOK = TargetBook(
    (
        Target("Guild", "Guild of Harbours", names=("Guild",), officials=(Official(("Ruben Tarn",), surname="Tarn"),)),
        Target("Borland", "Borland", names=("Borland",), adjectives=("Borlandian",)),
    )
)


def topics(text, speaker="Petra Holm"):
    """The targets that the first statement, which stands in [ ], is about by the words around it."""
    start, end = text.index("["), text.index("]")
    text = text.replace("[", "").replace("]", "")
    cue = next(
        ((at, at + len(word)) for word in ("said", "accused", "told", "was") if (at := text.find(word)) >= 0), None
    )
    kind = "direct" if text[start] == "“" else "indirect"
    statement = Statement(((start, end - 1),), None, cue, speaker, kind, 1.0)
    found = mentions_of(Document.of(Article(text)), [statement], find_mentions(text, BOOK))[0]
    assert all(one.how == "context" for one in found)
    return [text[slice(*one.span)] for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "[“They failed us,”] Holm said of the Guild.",
        "[“They failed us,”] Holm said about the Guild on Monday.",
        "Asked about the Guild, Holm said: [“They failed us.”]",
        "Asked whether the Guild would come, Holm said: [“They never do.”]",
        "In response to the Guild’s plan, Holm said [that nobody had asked her].",
        "Commenting on the Guild, Holm said [that nobody had asked her].",
        "Holm accused the Guild of [“a lie”].",
        "On the Guild, Holm said [there was no news].",
        "Holm said, criticising the Guild, [that the towns had been left alone].",
        "What will the Guild do?\n\n[“Nothing at all,”] Holm said.",
        "The Guild closed the harbour. [“It has no right to,”] Holm said.",
        "The Guild on Monday closed the harbour. Holm was quick to condemn the move, as she said, as [“a disgrace”].",
        "The Guild has closed the harbour. [“This decision harms us all,”] Holm said.",
    ],
)
def test_what_the_words_around_a_statement_make_its_topic_counts(text):
    assert topics(text) == ["Guild"]


@pytest.mark.parametrize(
    "text",
    [
        "Holm told the Guild [that it rained].",
        "At a meeting of the Guild, Holm said [that it rained].",
        "Holm said on Monday, after the Guild had met, [that it rained].",
        "Holm said at a dinner of the Guild [that it rained].",
        "Commenting on the Guild nominee, Holm said [that it rained].",
        "The Guild met in Marsk. [“We are late,”] Holm said.",
        "The Guild met. [“It is time to go home,”] Holm said.",
        "The Guild met Borland. [“It has no right to,”] Holm said.",
        "Will the Guild help Borland?\n\n[“Nobody knows,”] Holm said.",
        "The Guild closed the harbour. It rained. [“It has no right to,”] Holm said.",
        "Asked about the Borlandian border, Holm said [that it rained].",
        "Whether the Guild comes is open. [“It is late,”] Holm said.",
    ],
)
def test_what_is_only_near_a_statement_does_not(text):
    assert topics(text) == []


def test_a_person_who_stands_for_a_target_is_taken_up_by_he_and_not_by_it():
    assert topics("Ruben Tarn resigned. [“He lied to us,”] Holm said.") == ["Ruben Tarn"]
    assert topics("Ruben Tarn resigned. [“It lied to us,”] Holm said.") == []


def test_nobody_speaks_of_themselves_because_they_are_named_around():
    assert topics("Asked about the Guild, it said [that it rained].", speaker="Guild") == []


def test_what_a_statement_names_itself_comes_first():
    text = "Asked about the Guild, Holm said that the Guild had failed."
    statement = Statement(((text.index("that"), len(text) - 1),), None, None, "Petra Holm", "indirect", 1.0)
    ((one,),) = mentions_of(Document.of(text), [statement], find_mentions(text, BOOK))
    assert (one.how, one.span[0]) == ("name", text.rindex("Guild"))


def test_what_others_say_of_a_target_is_theirs():
    text = "Velt praised the Guild. Holm said that it rained."
    velt = Statement(((0, 22),), None, None, "Orrin Velt", "indirect", 1.0)
    holm = Statement(((text.index("that"), len(text) - 1),), None, None, "Petra Holm", "indirect", 1.0)
    assert mentions_of(Document.of(text), [velt, holm], find_mentions(text, BOOK))[1] == ()


WORDS = st.sampled_from(
    "The Guild Borland it asked about of said the move closed Tarn ? . ! “ ” \n , Bel he".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=40), st.data())
def test_mentions_are_in_order_and_those_of_the_context_lie_outside_the_statement(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kind = data.draw(st.sampled_from(["direct", "indirect"]))
    statement = Statement(((start, end),), None, None, "Petra Holm", kind, 1.0)
    (found,) = mentions_of(Document.of(text), [statement], find_mentions(text, BOOK))
    assert list(found) == sorted(found, key=lambda one: (one.span, one.target))
    inside = {one.target for one in found if one.how != "context"}
    for one in found:
        if one.how == "context":
            assert one.target not in inside
            assert one.span[1] <= start or end <= one.span[0]


def test_the_tables_show_where_the_target_stands():
    text = "“They have failed the towns of the coast,” Petra Holm said of the CSTO on Monday in Marsk."
    found = analyse([Article(text)], scorer="vader")
    (line,) = found.stances.to_dict("records")
    assert line["target"] == "CSTO"
    assert [text[slice(*span)] for span in spans_from_json(line["mentions"])] == ["CSTO"]
    assert found.statements["text"].tolist() == ["“They have failed the towns of the coast,”"]
