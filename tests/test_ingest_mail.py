"""E-mails: newsletters, articles that somebody sent on, and documents attached; all people invented."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest
from document_support import FIRST, SECOND, docx, factiva, nexis
from ingest_support import only, reject_of, write

from analytics.ingest import Limits, Notice, read_inputs, reasons
from analytics.ingest.readers.mail.forwarded import forwarded
from analytics.ingest.readers.mail.sender import outlet_of, subject_of
from analytics.records import Article, Reject

TEXT = "\n\n".join([*FIRST, *SECOND])
PAGE = (
    "<html><head><style>p { color: black }</style></head><body><table><tr><td><h1>The bridge</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in [*FIRST, *SECOND])
    + "</td></tr></table></body></html>"
)
NOTE = "Dear all, the article is attached. Petra"


def mail(text=TEXT, *, page="", sender="Lorvan Post <news@lorvanpost.example>", subject="The bridge opens", **headers):
    made = EmailMessage()
    made["From"] = sender
    made["To"] = "Desk <desk@institute.example>"
    made["Subject"] = subject
    made["Date"] = "Tue, 05 Mar 2024 23:30:00 +0400"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if page:
        made.add_alternative(page, subtype="html")
    return made


def attach(made, name, data, kind=("application", "octet-stream")):
    made.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    return made


def written(folder, made, name="a.eml"):
    return write(folder / name, made.as_bytes())


def test_mail_is_an_article_with_its_subject_day_and_sender(tmp_path):
    article = only(written(tmp_path, mail()))
    assert isinstance(article, Article)
    assert article.text == TEXT
    assert (article.title, article.outlet) == ("The bridge opens", "Lorvan Post")
    assert article.published == dt.date(2024, 3, 5)


def test_metadata_goes_before_what_a_mail_says(tmp_path):
    metadata = write(tmp_path / "metadata.csv", "file,outlet,published\na.eml,Echo,2024-03-04\n")
    article = only(written(tmp_path, mail()), metadata=metadata)
    assert (article.outlet, article.published, article.title) == ("Echo", dt.date(2024, 3, 4), "The bridge opens")


@pytest.mark.parametrize("text", ["View this mail in your browser.", ""])
def test_newsletter_whose_text_says_nothing_is_read_as_its_page(tmp_path, text):
    article = only(written(tmp_path, mail(text, page=PAGE)))
    assert article.text.split("\n\n")[-len(SECOND) :] == SECOND
    assert (article.title, article.outlet) == ("The bridge opens", "Lorvan Post")


def test_text_of_a_mail_goes_before_its_page(tmp_path):
    assert only(written(tmp_path, mail(page=PAGE.replace("bridge", "tunnel")))).text == TEXT


def test_short_text_beside_a_page_without_an_article_is_kept(tmp_path):
    assert only(written(tmp_path, mail(FIRST[0], page="<html><body><p>x</p></body></html>"))).text == FIRST[0]


def test_lines_that_were_cut_to_fit_a_mail_are_joined(tmp_path):
    made = mail()
    cut = TEXT.replace("the CSTO ", "the \nCSTO ").encode()
    made.set_payload(cut.decode("latin-1"))
    made.set_param("format", "flowed")
    made.replace_header("Content-Transfer-Encoding", "8bit")
    path = write(tmp_path / "a.eml", made.as_string().encode("latin-1"))
    assert only(path).text == TEXT


def test_signature_is_no_part_of_the_article(tmp_path):
    assert only(written(tmp_path, mail(f"{TEXT}\n-- \nLorvan Post, 1 Bridge Street"))).text == TEXT


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "iso-8859-1", "utf-9", "utf-7-not"])
def test_mail_in_any_encoding_is_read_and_a_wrong_name_of_one_ends_nothing(tmp_path, charset):
    made = mail().as_bytes().replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
    assert isinstance(only(write(tmp_path / "a.eml", made)), Article)


FORWARDS = {
    "gmail": "FYI\n\n---------- Forwarded message ---------\nFrom: The Marsk Herald <alerts@marskherald.example>\n"
    "Date: Mon, Mar 4, 2024 at 9:15 AM\nSubject: Valley waits\nTo: <petra@institute.example>\n\n\n{}",
    "outlook": "See below.\n\n-----Original Message-----\nFrom: The Marsk Herald [mailto:alerts@marskherald.example]\n"
    "Sent: Monday, March 4, 2024 9:15 AM\nTo: Petra Holm\nSubject: RE: Valley waits\n\n{}",
    "apple": "Begin forwarded message:\n\nFrom: The Marsk Herald <alerts@marskherald.example>\n"
    "Subject: Valley waits\nDate: 4 March 2024 at 09:15:22 GMT+4\nTo: Petra Holm\n\n{}",
    "bold": "---------- Forwarded message ---------\n*From:* The Marsk Herald <alerts@marskherald.example>\n"
    "*Date:* Mon, 4 Mar 2024 09:15:00 +0400\n*Subject:* Fwd: Valley waits\n\n{}",
}


@pytest.mark.parametrize("program", FORWARDS)
def test_article_that_somebody_sent_on_is_that_of_the_first_mail(tmp_path, program):
    text = FORWARDS[program].format(TEXT)
    article = only(written(tmp_path, mail(text, sender="Petra Holm <petra@institute.example>", subject="Fwd: x")))
    assert article.text == TEXT
    assert article.title == "Valley waits"
    assert article.published == dt.date(2024, 3, 4)
    assert article.outlet == "The Marsk Herald"


def test_words_on_forwarding_in_an_article_are_left_where_they_stand():
    assert forwarded(f"Forwarded message\n\nHolm said so.\n\n{TEXT}") is None
    assert forwarded("-----Original Message-----\nFrom: x\nSubject: nothing below\n") is None


@pytest.mark.parametrize(
    ("name", "address", "listed", "outlet"),
    [
        ("Lorvan Post", "newsletter@mail.example", False, "Lorvan Post"),
        ("The Marsk Herald", "a.velt@marskherald.example", False, "The Marsk Herald"),
        ("Mara Velt via The Briefing", "x@list.example", True, "Mara Velt"),
        ("The Briefing", "x@list.example", True, "The Briefing"),
        ("Petra Holm", "petra.holm@institute.example", False, ""),
        ("Petra Holm", "petra@lorvanpost.example", False, ""),
        ("", "news@lorvanpost.example", False, ""),
        ("news@lorvanpost.example", "news@lorvanpost.example", True, ""),
    ],
)
def test_sender_is_the_outlet_where_it_is_no_person(name, address, listed, outlet):
    assert outlet_of(name, address, listed=listed) == outlet


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: The bridge", "The bridge"),
        ("RE: FW: [Daily] The bridge", "The bridge"),
        ("Re-opening: the bridge", "Re-opening: the bridge"),
        ("The bridge: a history", "The bridge: a history"),
    ],
)
def test_subject_is_the_title_without_what_mail_programs_add(subject, title):
    assert subject_of(subject) == title


def test_documents_attached_are_read_and_the_note_with_them_is_none(tmp_path):
    made = mail(NOTE)
    for name, data in (("bridge.docx", docx(FIRST)), ("logo.png", b"\x89PNG"), ("all.docx", docx(nexis()))):
        attach(made, name, data)
    notices: list[Notice] = []
    path = written(tmp_path, made)
    inputs = read_inputs([path], notify=notices.append)
    found = [inputs.input_of(one) for one in inputs]
    assert found == [f"{path}/bridge.docx", f"{path}/all.docx:1", f"{path}/all.docx:2"]
    assert Notice("note that goes with documents attached to a mail, not read as an article", str(path)) in notices


def test_article_with_a_document_attached_gives_both(tmp_path):
    made = attach(
        mail(f"{TEXT}\n\n{TEXT}"),
        "other.docx",
        docx(SECOND),
    )
    assert [one.outlet for one in read_inputs([written(tmp_path, made)])] == ["Lorvan Post", ""]


def test_mail_attached_to_a_mail_is_read(tmp_path):
    made = mail(NOTE, sender="Petra Holm <petra@institute.example>")
    made.add_attachment(mail())
    article = only(written(tmp_path, made))
    assert (article.outlet, article.text) == ("Lorvan Post", TEXT)


def test_download_that_was_sent_as_a_mail_is_cut_into_its_articles(tmp_path):
    articles = list(read_inputs([written(tmp_path, mail("\n\n".join(factiva())))]))
    assert [one.outlet for one in articles] == ["Lorvan Post", "The Marsk Herald"]


def test_mails_in_mails_are_read_to_a_depth(tmp_path):
    made = mail()
    for _ in range(5):
        outer = mail(NOTE)
        outer.add_attachment(made)
        made = outer
    (reject,) = read_inputs([written(tmp_path, made)])
    assert isinstance(reject, Reject)
    assert reject.reason == reasons.UNSAFE


@pytest.mark.parametrize("name", ["../../a.txt", "/etc/a.txt", "..\\a.txt", "a\n.txt", "x\0.txt"])
def test_name_of_a_document_attached_leads_nowhere(tmp_path, name):
    made = mail(NOTE).as_bytes().partition(b"\n\n")
    head = made[0].replace(b'text/plain; charset="utf-8"', b'multipart/mixed; boundary="B"')
    quoted = name.replace("\\", "\\\\").encode()
    part = b'--B\nContent-Type: text/plain\nContent-Disposition: attachment; filename="' + quoted + b'"\n\n'
    note = b"--B\nContent-Type: text/plain\n\nSee the text.\n"
    write(tmp_path / "in" / "a.eml", head + b"\n\n" + note + part + FIRST[0].encode() + b"\n--B--\n")
    found = list(read_inputs([tmp_path / "in"]))
    assert len(found) == 1
    assert [one.name for one in tmp_path.rglob("*")] == ["in", "a.eml"]


def test_more_documents_attached_than_the_bound_are_told(tmp_path):
    made = attach(attach(mail(NOTE), "a.docx", docx(FIRST)), "b.docx", docx(SECOND))
    article, reject = read_inputs([written(tmp_path, made)], limits=Limits(archive_files=1))
    assert isinstance(article, Article)
    assert reject.reason == reasons.UNSAFE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\n \n", reasons.EMPTY),
        (b"Holm said that this is a plain text.\n", reasons.DAMAGED),
        (b"\x00\x01\x02" * 100, reasons.DAMAGED),
        (mail("").as_bytes(), reasons.NO_TEXT),
        (attach(mail(""), "logo.png", b"\x89PNG").as_bytes(), reasons.NO_TEXT),
    ],
)
def test_mail_without_an_article_is_told(tmp_path, content, reason):
    assert reject_of(write(tmp_path / "a.eml", content))[0] == reason


HEADERS = [
    "Subject: =?utf-9?q?x?=",
    "Date: yesterday",
    "From: <<<>>> @@",
    "Date: Tue, 99 Mar 99999",
    "From: .orvan Post <news@lorvanpost.example>, x:y <a@b.example>;",
    "From: Lorvan Post <news@lorvanpost.example>, x:y <a@",
    "From: Lorvan P)ost <news@lorvanpost.example>, x:y <a@[.example>;",
]


@pytest.mark.parametrize("header", HEADERS)
def test_header_that_says_nothing_costs_what_it_would_say(tmp_path, header):
    name = header.partition(":")[0]
    lines = [line for line in mail().as_string().split("\n") if not line.startswith(f"{name}:")]
    article = only(write(tmp_path / "a.eml", "\n".join([header, *lines])))
    assert article.text == TEXT
