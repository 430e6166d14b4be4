"""Results that were scored with targets and speakers of one's own: whatever opens them uses these."""

from __future__ import annotations

import shutil

import pytest
from app_support import metrics, read

from analytics.cli import main as cli
from analytics.store.results import read_results

TARGETS = "targets:\n- {key: GUILD, label: Harbour Guild of Orrin, names: [Harbour Guild]}\n"
SPEAKERS = """\
as_of: 2024-06-01
titles: [{title: Mayor, words: [mayor]}]
bodies: [{name: Orrin, adjectives: [Orrinian], speaker: Government of Orrin}]
organs: []
institutions: []
people:
- {name: Petra Holm, side: Orrin, offices: [{title: Mayor, body: Orrin, from: 2020}]}
"""
TEXT = (
    "“The Harbour Guild has failed us, and it is a disgrace,” Petra Holm said on Monday.\n\n"
    "Mara Velt said that the Harbour Guild was a great help to the port.\n"
)


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    for name, content in (("targets.yaml", TARGETS), ("speakers.yaml", SPEAKERS), ("a.txt", TEXT)):
        (folder / name).write_text(content, encoding="utf-8")
    used = ["--targets", str(folder / "targets.yaml"), "--speakers", str(folder / "speakers.yaml")]
    assert cli.main(["score", str(folder / "a.txt"), "--out", str(folder / "out"), "--scorer", "vader", *used]) == 0
    return folder / "out"


@pytest.fixture
def broken(scored, tmp_path):
    """These results, with targets that somebody changed."""
    shutil.copytree(scored, tmp_path / "broken")
    (tmp_path / "broken" / "targets.yaml").write_text("targets: [{key: EU}]\n", encoding="utf-8")
    return tmp_path / "broken"


def criticism(folder):
    statements = read_results(folder).statements
    return statements["statement_id"][statements["speaker"] == "Petra Holm"].iloc[0]


def shown_statement(app, folder):
    app.query_params["statement"] = criticism(folder)
    return app.switch_page("views/pages/statements.py").run()


def test_sides_of_speakers_are_those_of_the_file_that_was_used(scored):
    sides = read_results(scored).statements.set_index("speaker")["side"].to_dict()
    assert sides == {"Petra Holm": "Orrin", "Mara Velt": ""}


def test_targets_are_called_as_their_file_has_it(open_app, scored):
    app = open_app(scored)
    assert not app.exception
    assert not app.warning
    assert "Harbour Guild of Orrin" in "".join(str(one.proto) for one in (*app.subheader, *app.get("plotly_chart")))


def test_method_lists_the_targets_of_the_results_and_no_others(open_app, scored):
    app = open_app(scored, page="method")
    assert not app.exception
    listed = next(one.value for one in app.dataframe if "mentioned by" in one.value)
    assert listed["target"].tolist() == ["GUILD"]
    assert "Those that the results that are open were scored with." in read(app)


def test_method_lists_those_of_the_program_where_results_do_not_say_with_which_they_were_scored(open_app):
    app = open_app(page="method")
    listed = next(one.value for one in app.dataframe if "mentioned by" in one.value)
    assert listed["target"].tolist() == ["CSTO", "EU", "Azerbaijan"]
    assert "Those that come with this program." in read(app)


def test_evidence_is_found_for_a_target_of_ones_own(open_app, scored):
    app = shown_statement(open_app(scored), scored)
    assert not app.exception
    assert "The passage that was read" in read(app)
    assert "failed" in read(app).partition("Weighed most")[2]


def test_offices_are_those_of_the_speakers_that_were_used(open_app, scored):
    app = open_app(scored, page="speaker")
    app.selectbox(key="who").set_value("Petra Holm").run()
    assert "Mayor, Orrin: from 2020" in read(app)


def test_report_calls_the_targets_as_their_file_has_it(scored, tmp_path):
    assert cli.main(["report", str(scored), "--out", str(tmp_path / "report.html")]) == 0
    assert "Harbour Guild of Orrin" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_articles_that_are_added_are_scored_with_the_targets_of_the_open_results(open_app, scored):
    app = open_app(scored, page="articles")
    assert any("Targets: GUILD." in one.value for one in app.caption)
    app.selectbox(key="scorer").set_value("vader")
    app.text_area[0].set_value(TEXT)
    next(one for one in app.button if one.label == "Score this text").click().run()
    assert not app.exception
    assert "stances toward a target: 2" in app.success[0].value
    app.switch_page("views/pages/overview.py").run()
    assert metrics(app)["No target"] == "0"
    assert app.session_state["added_articles"].results.labels == {"GUILD": "Harbour Guild of Orrin"}


def test_broken_targets_are_told_and_the_tables_go_by_keys(open_app, broken):
    app = open_app(broken)
    assert not app.exception
    assert "targets.yaml: it is missing or was changed" in app.warning[0].value
    assert metrics(app)["Statements"] == "2"
    assert "GUILD" in "".join(str(one.proto) for one in (*app.subheader, *app.get("plotly_chart")))


def test_broken_targets_give_no_evidence_and_score_no_articles(open_app, broken):
    app = shown_statement(open_app(broken), broken)
    assert not app.exception
    assert "The words that weighed cannot be found: targets.yaml" in read(app)
    app.switch_page("views/pages/articles.py").run()
    assert not app.exception
    assert "targets.yaml" in app.error[0].value
    assert not [one for one in app.button if one.label.startswith("Score")]


def test_broken_targets_are_told_by_the_report_which_goes_by_keys(broken, tmp_path, capsys):
    assert cli.main(["report", str(broken), "--out", str(tmp_path / "report.html")]) == 0
    assert "targets.yaml: it is missing or was changed" in capsys.readouterr().err
    assert "GUILD" in (tmp_path / "report.html").read_text(encoding="utf-8")
