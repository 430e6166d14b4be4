"""Who speaks where it is an institution, its spokesman, or whoever holds an office in it. Texts are invented."""

import datetime as dt

import pytest

from analytics import Article, extract_statements
from analytics.speakers import default_book

ARMENIAN, AZERBAIJANI = "Ministry of Foreign Affairs of Armenia", "Ministry of Foreign Affairs of Azerbaijan"


def said(text, *fragments, published=None):
    """The speakers of the statements that hold ``fragments``."""
    found = extract_statements(Article(text, published=published))
    spans = [(text.index(fragment), text.index(fragment) + len(fragment)) for fragment in fragments]
    return [
        next(s.speaker for s in found if any(begin <= first and last <= end for begin, end in s.content))
        for first, last in spans
    ]


@pytest.mark.parametrize(
    "ministry",
    [
        "Armenia's Foreign Ministry",
        "The Armenian foreign ministry",
        "The Foreign Ministry in Yerevan",
        "The Ministry of Foreign Affairs of the Republic of Armenia",
        "The Armenian MFA",
        "The press service of the Armenian Foreign Ministry",
        "A spokesman for Armenia’s Foreign Ministry",
        "The Armenian Foreign Ministry's spokesperson",
    ],
)
def test_ministry_has_one_name_however_it_is_called(ministry):
    assert said(f"Snow fell. {ministry} said that the road was open.", "the road was open") == [ARMENIAN]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Russian embassy in Baku said that it was open.", "Embassy of Russia in Azerbaijan"),
        ("The Embassy of France in Georgia said that it was open.", "Embassy of France in Georgia"),
        ("The Embassy of Norland in Marsk said that it was open.", "Embassy of Norland in Marsk"),
        ("The Office of the Prime Minister of Armenia said that it was open.", "Prime Minister's Office of Armenia"),
        ("The defence ministry in Warsaw said that it was open.", "Ministry of Defence of Poland"),
        ("The Élysée said that it was open.", "Élysée Palace"),
        ("The Campaign to Stop Harbour Tolls said that it was open.", "Campaign to Stop Harbour Tolls"),
        ("The Committee to Unite Norland said that it was open.", "Committee to Unite Norland"),
        ("The Society for the Care of Marsk Bats said that it was open.", "Society for the Care of Marsk Bats"),
        ("The Centre for Roads and Bridges said that it was open.", "Centre for Roads and Bridges"),
        ("The Department of Health and Human Services said it was open.", "Department of Health and Human Services"),
        ("The Food and Drug Administration said that it was open.", "Food and Drug Administration"),
        ("The Harbour Monitoring Mission to Lorvan said it was open.", "Harbour Monitoring Mission to Lorvan"),
        ("The Industrial Wool Growers of America said that it was open.", "Industrial Wool Growers of America"),
        ("Volt & Holm Ltd said that it was open.", "Volt & Holm Ltd"),
        ("The Parks and Recreation Department said that it was open.", "Parks and Recreation Department"),
        ("The conservative Lorvan Party said that it was open.", "Lorvan Party"),
        ("The L.B.A. said that it was open.", "LBA"),
        ("The group Mothers Against Noise said that it was open.", "Mothers Against Noise"),
        ("The Marsk-based think tank Harbour Watch said that it was open.", "Harbour Watch"),
    ],
)
def test_name_of_an_institution_is_whole(text, speaker):
    assert said(text, "it was open") == [speaker]


def test_institutions_on_both_sides_of_and_are_two():
    text = "The Harbour Centre and Petra Holm met. The Bank of Norland and Lorvan Radio said that it was late."
    assert said(text, "it was late") == [""]


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("The Marsk Post", "the newspaper"),
        ("The Marsk Post", "the paper"),
        ("The daily Seamark", "the daily"),
        ("The news agency Tally", "the agency"),
        ("Lorvan Radio", "the broadcaster"),
        ("Lorvan Radio", "the radio station"),
        ("The state broadcaster NRT", "the channel"),
        ("The rights group Open Door", "the organisation"),
        ("The rights group Open Door", "the rights group"),
        ("Harrow State University", "the university"),
        ("The Northern Rail Federation", "the group"),
        ("Lorvan Rail Ltd", "the company"),
        ("NATO", "the alliance"),
        ("The EU Delegation to Armenia", "the delegation"),
    ],
)
def test_institution_is_meant_by_the_noun_for_its_kind(name, noun):
    text = f"{name} said that the pass was shut. {noun.capitalize()} said that sand was short."
    first, second = said(text, "the pass was shut", "sand was short")
    assert first == second != ""


def test_noun_means_the_institution_that_its_modifiers_fit():
    text = (
        "The Norland Rail Agency and the Lorvan Bridge Agency met. Norland and Lorvan are near. "
        "The rail agency said that it rained. The Bridge Agency said that it snowed. "
        "France's foreign ministry said that it was hot, while Germany's foreign ministry said that it was cold. "
        "The French ministry said that it was dry."
    )
    assert said(text, "it rained", "it snowed", "it was dry") == [
        "Norland Rail Agency",
        "Lorvan Bridge Agency",
        "Ministry of Foreign Affairs of France",
    ]


def test_organ_without_a_country_is_that_of_the_country_named_last():
    text = (
        "Azerbaijan's Foreign Ministry said that it rained. The Foreign Ministry said that it snowed. "
        "Armenia's Foreign Ministry said that it was hot. The MFA said that it was cold."
    )
    assert said(text, "it rained", "it snowed", "it was hot", "it was cold") == [
        *[AZERBAIJANI] * 2,
        *[ARMENIAN] * 2,
    ]


def test_orders_of_a_ministry_of_a_country_that_no_list_has_are_one():
    text = (
        "Velisia's Foreign Ministry said that it rained. The foreign ministry of Velisia said that it snowed. "
        "The Velisian Foreign Ministry said that it was hot."
    )
    assert said(text, "it rained", "it snowed", "it was hot") == ["Velisia's Foreign Ministry"] * 3


@pytest.mark.parametrize(
    "introduced",
    [
        "The Wool Growers' Union of Marsk (WUM)",
        "The International Federation of Wool Growers (IFWG)",
        "The Marsk Wool Agency (VMW)",
        "MWG, the Marsk Wool Group,",
    ],
)
def test_acronym_beside_a_name_is_that_name(introduced):
    acronym = introduced.partition(",")[0] if "," in introduced else introduced.partition("(")[2].rstrip(")")
    text = f"{introduced} said that it rained. The {acronym} said that it snowed."
    first, second = said(text, "it rained", "it snowed")
    assert first == second and len(first) > len(acronym)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A spokesman for the Lorvan Rail Agency said that it was late.", "Lorvan Rail Agency"),
        ("A Lorvan Rail Agency spokeswoman said that it was late.", "Lorvan Rail Agency"),
        ("The Lorvan Rail Agency met. The agency's spokesperson said that it was late.", "Lorvan Rail Agency"),
        ("The Lorvan Rail Agency shut a line. A spokesman said that it was late.", "Lorvan Rail Agency"),
        ("A spokesperson for Nordkabel said that it was late.", "Nordkabel"),
        ("A State Department spokesperson said that it was late.", "State Department"),
        ("The press office of the Lorvan Rail Agency said that it was late.", "Lorvan Rail Agency"),
        ("A spokesman for the Lorvan Navy, Jon Brandt, said that it was late.", "Jon Brandt"),
        ("Spokesman for the Lorvan Navy Jon Brandt said that it was late.", "Jon Brandt"),
        ("Mayor Petra Holm slept. A spokesman for Holm said that it was late.", ""),
        ("Mayor Petra Holm slept. Holm's spokeswoman said that it was late.", ""),
        ("A spokesman for the ministry said that it was late.", ""),
        ("Petra Holm met the Lorvan Rail Agency. A spokesman said that it was late.", ""),
        ("An official of the Lorvan Rail Agency said that it was late.", ""),
        ("A Lorvan Rail Agency official said that it was late.", ""),
    ],
)
def test_spokesman_without_a_name_speaks_for_his_institution_and_for_no_person(text, speaker):
    assert said(text, "it was late") == [speaker]


def test_spokesman_goes_on_as_the_spokesman():
    text = "A spokesman for the Lorvan Rail Agency said that it rained. The spokesman said that it snowed."
    assert said(text, "it rained", "it snowed") == ["Lorvan Rail Agency"] * 2


@pytest.mark.parametrize(
    ("introduced", "phrase", "speaker"),
    [
        ("Former President Petra Holm met President Mara Velt.", "The former president", "Petra Holm"),
        ("Former President Petra Holm met President Mara Velt.", "The ex-president", "Petra Holm"),
        ("Former President Petra Holm met President Mara Velt.", "The president", "Mara Velt"),
        ("President Mara Velt spoke.", "The former president", ""),
        ("Vice President Petra Holm spoke.", "The president", ""),
        ("President-elect Petra Holm met President Jon Brandt.", "The president-elect", "Petra Holm"),
        ("President-elect Petra Holm met President Jon Brandt.", "The president", "Jon Brandt"),
        ("Deputy Minister Petra Holm came with Minister Mara Velt.", "The deputy minister", "Petra Holm"),
        ("Deputy Minister Petra Holm came with Minister Mara Velt.", "The minister", "Mara Velt"),
        ("Petra Holm is acting head of the agency.", "The head of the council", ""),
        ("Minister of Foreign Affairs Petra Holm spoke.", "The foreign minister", "Petra Holm"),
        ("Russian Ambassador to Norland Petra Holm spoke.", "The ambassador", "Petra Holm"),
        ("Petra Holm met Lorvan's ambassador.", "China's ambassador to Britain", ""),
        ("Mara Velt, a professor of law, met Sen. Petra Holm.", "The professor", "Mara Velt"),
        ("Mara Velt is a friend of Mayor Petra Holm.", "The mayor", "Petra Holm"),
        ("This is the opinion of Colonel Petra Holm.", "The colonel", "Petra Holm"),
        ("Gen. Petra Holm met Col. Mara Velt.", "The colonel", "Mara Velt"),
        ("Petra Holm, 61, met Mara Velt, 44.", "The 44-year-old", "Mara Velt"),
        ("Petra Holm, 61, met Mara Velt, 44.", "The 44-year-old engineer", "Mara Velt"),
        ("Petra Holm, 61, met Mara Velt, 44.", "The 16-year-old", ""),
        ("Petra Holm, the British envoy, met Mara Velt.", "The Briton", "Petra Holm"),
        ("Petra Holm, a British envoy, met Mara Velt, a British general.", "The Briton", ""),
        ("Sen. Petra Holm ran in 2012. The 2012 nominee Mara Velt did not.", "The nominee", ""),
        ("Jon Brandt met Orrin Veit, the Republican nominee.", "The Republican nominee", "Orrin Veit"),
    ],
)
def test_role_means_only_who_has_it_now(introduced, phrase, speaker):
    assert said(f"{introduced} {phrase} said that it was late.", "it was late") == [speaker]


def test_president_of_a_country_that_follows_the_name():
    text = (
        "President Petra Holm of Norland met President Mara Velt of Lorvan. The Norlandic president said that it "
        "rained. Lorvan's president said that it snowed. The president said that it was cold."
    )
    assert said(text, "it rained", "it snowed", "it was cold") == ["Petra Holm", "Mara Velt", "Mara Velt"]


def test_holder_of_an_office_by_the_book_is_no_former_one():
    day = dt.date(2024, 5, 1)
    text = "The former Armenian foreign minister said that it rained. The ex-president of Armenia said that it snowed."
    assert said(text, "it rained", "it snowed", published=day) == ["", ""]
    [speaker] = said("The Azerbaijani vice president said that it rained.", "it rained", published=day)
    assert speaker == default_book().holder("vice president", "Azerbaijan", day)[0] != ""


@pytest.mark.parametrize(
    "source",
    [
        "The State Department and the Pentagon",
        "France and Germany",
        "Both the House and the Senate",
        "Networks and the Lorvan Press Agency",
        "Mara Velt and Sen. Petra Holm",
        "Sens. Mara Velt (R-Lorvan), Jon Brandt (R-Marsk) and Petra Holm (D-Norland)",
        "Sens. Mara Velt of Lorvan and Petra Holm of Norland",
    ],
)
def test_several_at_once_are_nobody(source):
    assert said(f"Snow fell. {source} said that it was late.", "it was late") == [""]


def test_whoever_advised_two_people_is_one():
    text = "Mara Velt, an adviser to President Petra Holm and President Jon Brandt, said that it was late."
    assert said(text, "it was late") == ["Mara Velt"]


def test_study_is_by_the_whole_name_of_its_issuer():
    text = "A 2009 report by the Centre for Economic and Harbour Studies found that it was late."
    assert said(text, "it was late") == ["Centre for Economic and Harbour Studies"]


@pytest.mark.parametrize("joint", ["for", "of", "at"])
def test_staff_are_people_whose_institution_comes_after(joint):
    text = f"Staff {joint} the House Committee on Mines said the mine was late."
    assert said(text, "the mine was late") == [""]
