"""Articles from the web: pages, feeds and sitemaps, and what is known already."""

from __future__ import annotations

import datetime as dt
import gzip

import pytest
from document_support import docx
from hypothesis import example, given
from hypothesis import strategies as st
from pdf_support import pdf, typeset
from web_support import article, feed, reading, redirect, serving, shown, sitemap, sitemap_index

from analytics.cli import main as cli
from analytics.errors import InputError
from analytics.ingest.web.listings import Job, kind_of, parse_listing
from analytics.records import Article

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}/">
<entry><title type='html'>&lt;b&gt;Velt&lt;/b&gt; &amp;amp; Holm</title>
<id>tag:norland.example,2024:7</id><link href="a" rel="alternate"/>
<updated>2024-03-09T10:00:00Z</updated><published>2024-03-07T23:30:00-05:00</published></entry></feed>"""
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>{base}/a</loc><lastmod>2025-01-01</lastmod><image:image><image:loc>{base}/a.jpg</image:loc></image:image>
<news:news><news:publication><news:name>Norland Wire</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-03-07T08:00:00+01:00</news:publication_date><news:title>The quay</news:title></news:news>
</url></urlset>"""
PLAIN = (
    "<html><body><article><p>Harbour minister Petra Holm said on Monday that the talks would go on next week.</p>"
    "<p>“We have not given up on the port,” she told reporters at the quay, and thanked the League.</p></article>"
)
RUSSIAN = (
    "Министр портов Норландии заявила в понедельник, что переговоры с Северной лигой продолжатся на следующей неделе. "
    "Её коллега из Лорвана добавила, что не видит причин так скоро вставать из-за стола переговоров."
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True))
    + "]><{root}><channel><title>&k;</title><item><title>&k;</title><link>&k;</link></item></channel></{root}>"
)
FETCHES = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{base}/secret">]><rss version="2.0"><channel><item>'
FETCHES += "<title>&x;</title><link>{base}/a</link></item></channel></rss>"


@pytest.fixture
def site():
    with serving() as one:
        yield one


@pytest.fixture
def read(site):
    """What comes of inputs, with the notices."""
    return reading()


class TestPages:
    def test_an_address_is_an_input_like_a_file(self, site, read, tmp_path):
        (tmp_path / "a.txt").write_text("Petra Holm said that the port would stay open to everybody, come what may.")
        site.routes["/b"] = article("B")
        first, second = read(tmp_path / "a.txt", f"{site.url}/b")
        assert first.text.startswith("Petra Holm")
        assert (second.title, second.outlet, second.published) == ("B", "Norland Post", dt.date(2024, 3, 5))
        assert second.url == f"{site.url}/b"
        assert "“We have not given up on the port of B,” she told" in second.text

    def test_the_encoding_that_the_server_names_is_read_as_browsers_read_it(self, site, read):
        page = article("B").replace("“", "\x93").replace("”", "\x94").encode("latin-1")
        site.routes["/b"] = (200, {"Content-Type": "text/html; charset=ISO-8859-1"}, page)
        assert "“We have not given up on the port of B,” she told" in read(f"{site.url}/b")[0].text

    def test_a_bad_byte_costs_a_character_as_in_a_saved_page(self, site, read):
        site.routes["/b"] = article("B").encode().replace(b"the port of B", b"the p\xffrt of B")
        assert "the p\ufffdrt of B" in read(f"{site.url}/b")[0].text
        assert ("bytes that are no text", f"{site.url}/b") in read.notices

    def test_a_page_without_metadata_is_of_its_site(self, site, read):
        site.routes["/b"] = PLAIN
        (one,) = read(f"{site.url}/b")
        assert (one.outlet, one.url) == ("127.0.0.1", f"{site.url}/b")

    @pytest.mark.parametrize(
        ("said", "path"), [("{base}/real", "/real"), ("{base}/", "/b"), ("https://lorvan.example/x", "/b")]
    )
    def test_the_canonical_address_counts_where_it_can_be_the_page_s(self, site, read, said, path):
        site.routes["/b"] = article("B", f'<link rel="canonical" href="{said.format(base=site.url)}">')
        assert read(f"{site.url}/b")[0].url == site.url + path

    def test_a_text_is_read_as_a_text(self, site, read):
        words = b"Petra Holm said that the port would stay open to everybody, come what may."
        site.routes["/b"] = (200, {"Content-Type": "text/plain"}, words)
        (one,) = read(f"{site.url}/b")
        assert (one.text, one.outlet, one.url) == (words.decode(), "127.0.0.1", f"{site.url}/b")

    def test_a_document_is_read_as_a_document_whatever_the_server_calls_it(self, site, read):
        document = pdf(list(typeset(["Petra Holm said that the port would stay open to everybody, come what may."])))
        for path, kind in {"/b": "application/pdf", "/c": "application/octet-stream"}.items():
            site.routes[path] = (200, {"Content-Type": kind}, document)
            (one,) = read(site.url + path)
            assert "Petra Holm said that the port" in one.text
            assert one.url == site.url + path

    def test_where_the_server_does_not_know_a_document_its_name_tells(self, site, read):
        site.routes["/talks.DOCX?a=b"] = (200, {"Content-Type": "application/octet-stream"}, docx([PLAIN[40:140]]))
        (one,) = read(f"{site.url}/talks.DOCX?a=b")
        assert one.text in PLAIN

    def test_what_is_no_article_is_a_reject_with_its_reason(self, site, read):
        site.routes |= {
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n"),
            "/empty": (200, {"Content-Type": "text/html"}, b" "),
            "/menu": "<html><body><p>Menu</p></body></html>",
            "/russian": f"<html><meta charset=utf-8><body><article><p>{RUSSIAN}</p></article></body></html>",
        }
        wanted = ["unsupported-type", "empty", "no-article-in-page", "not-english", "http-error", "address-refused"]
        addresses = [*(f"{site.url}{path}" for path in site.routes), f"{site.url}/none", "ftp://norland.example/"]
        assert shown(read(*addresses)) == list(zip(wanted, addresses, strict=True))

    def test_an_address_is_fetched_once(self, site, read):
        site.routes |= {"/b": article("B"), "/c": redirect("/b")}
        again = [f"{site.url}/b", f"{site.url}/b#part", f"{site.url}/c"]
        assert shown(read(*again)) == ["B", ("duplicate", again[1]), ("duplicate", again[2])]
        assert site.pages() == ["/b", "/c", "/b"]

    def test_files_are_never_fetched(self, site, read, tmp_path):
        (tmp_path / "a.html").write_text(article("A", f'<link rel="stylesheet" href="{site.url}/style.css">'))
        assert shown(read(tmp_path)) == ["A"]
        assert site.asked == []


class TestFeeds:
    def test_the_articles_of_an_rss_feed_are_read(self, site, read):
        site.routes |= {"/f": feed(f"{site.url}/a", "/b"), "/a": article("A"), "/b": article("B")}
        assert shown(read(feeds=[f"{site.url}/f"])) == ["A", "B"]
        assert shown(read(f"{site.url}/f")) == ["A", "B"]

    def test_an_atom_feed_says_what_a_page_does_not(self, site, read):
        site.routes |= {"/f": ATOM.format(base=site.url), "/a": PLAIN}
        (one,) = read(feeds=[f"{site.url}/f"])
        assert (one.title, one.published, one.url) == ("Velt & Holm", dt.date(2024, 3, 7), f"{site.url}/a")
        assert read.keys == {f"{site.url}/a", "tag:norland.example,2024:7"}

    def test_what_the_page_says_goes_before_the_feed(self, site, read):
        site.routes |= {"/f": ATOM.format(base=site.url), "/a": article("A")}
        (one,) = read(feeds=[f"{site.url}/f"])
        assert (one.title, one.published) == ("A", dt.date(2024, 3, 5))

    def test_a_page_may_name_its_feed(self, site, read):
        link = '<link rel="alternate" type="application/rss+xml" href="f">'
        site.routes |= {"/": article("Front", link), "/f": feed("/a"), "/a": article("A")}
        assert shown(read(feeds=[f"{site.url}/"])) == ["A"]

    def test_a_page_that_names_none_is_no_feed(self, site, read):
        site.routes["/"] = article("Front")
        assert shown(read(feeds=[f"{site.url}/"])) == [("no-feed", f"{site.url}/")]

    def test_a_feed_that_is_not_sound_xml_is_read_all_the_same(self, site, read):
        broken = feed("/a").replace("A title", "Holm & Velt <b>").replace("</rss>", "")
        site.routes |= {"/f": broken, "/a": article("A")}
        assert shown(read(feeds=[f"{site.url}/f"])) == ["A"]

    def test_entries_that_fail_are_told_and_the_others_read(self, site, read):
        site.routes |= {"/f": feed("/a", "/none", "http://10.0.0.1:1/", "/f2"), "/a": article("A"), "/f2": feed("/a")}
        found = shown(read(feeds=[f"{site.url}/f"], limits={"allow_private": True, "seconds": 0.5}))
        assert found[0] == "A"
        assert found[1] == ("http-error", f"{site.url}/none")
        assert found[3] == ("no-article-in-page", f"{site.url}/f2")

    def test_an_entry_without_an_address_is_told(self, site, read):
        site.routes |= {"/f": feed("/a", extra="<item><title>Words</title></item>"), "/a": article("A")}
        assert shown(read(feeds=[f"{site.url}/f"])) == ["A"]
        assert read.notices == [("feed with entries that have no address", f"{site.url}/f")]

    @pytest.mark.parametrize("data", ["<rss", "<feed>", "<rss><channel>\x00", "<rdf:RDF>"])
    def test_what_only_begins_like_a_feed_is_none(self, site, read, data):
        site.routes["/f"] = (200, {"Content-Type": "application/rss+xml"}, data.encode())
        assert shown(read(feeds=[f"{site.url}/f"]))[0][0] in ("no-feed", "empty")

    def test_a_feed_without_entries_is_empty(self, site, read):
        site.routes["/f"] = feed()
        assert shown(read(feeds=[f"{site.url}/f"])) == [("empty", f"{site.url}/f")]

    def test_a_huge_feed_gives_as_many_as_are_taken_at_once(self, site, read):
        site.routes |= {f"/{n}": article(f"A{n}") for n in range(3)}
        site.routes["/f"] = feed(*(f"/{n}" for n in range(2_000)))
        found = read(feeds=[f"{site.url}/f"], limits={"listed_addresses": 3})
        assert shown(found) == ["A0", "A1", "A2", ("too-large", f"{site.url}/f")]
        assert len(site.pages()) == 4

    @pytest.mark.parametrize("listing", [feed, sitemap])
    def test_of_a_listing_as_many_entries_are_looked_at_as_the_bound_says(self, listing):
        links = [f"https://norland.example/{n}" for n in range(9)]
        assert len(parse_listing(Job(listing(*links).encode(), "https://norland.example/f", most=4)).entries) == 4

    @pytest.mark.parametrize("root", ["rss", "urlset"])
    def test_entities_that_blow_up_cost_nothing(self, site, read, root):
        site.routes["/f"] = BOMB.replace("{root}", root)
        assert not any(isinstance(one, Article) for one in read(feeds=[f"{site.url}/f"]))
        assert max(map(len, site.asked)) < 20

    def test_entities_are_not_fetched(self, site, read):
        site.routes |= {"/f": FETCHES.format(base=site.url), "/a": article("A"), "/secret": "secret"}
        assert shown(read(feeds=[f"{site.url}/f"])) == ["A"]
        assert site.pages() == ["/f", "/a"]


class TestWhatIsKnown:
    def test_only_what_is_new_is_fetched(self, site, read):
        site.routes |= {"/f": feed("/a", "/b"), "/a": article("A"), "/b": article("B"), "/c": article("C")}
        assert shown(read(feeds=[f"{site.url}/f"])) == ["A", "B"]
        site.asked.clear()
        site.routes["/f"] = feed("/c", "/b", "/a")
        assert shown(read(feeds=[f"{site.url}/f"], known=frozenset(read.keys))) == ["C"]
        assert site.pages() == ["/f", "/c"]
        assert read.notices == [("address known already", f"{site.url}/{one}") for one in "ba"]

    def test_a_guid_stays_where_the_address_changes(self, site, read):
        item = "<item><link>{base}/{path}</link><guid isPermaLink='false'>7</guid></item>"
        site.routes |= {"/a": article("A"), "/b": article("B")}
        site.routes["/f"] = feed(extra=item.format(base=site.url, path="a"))
        assert shown(read(feeds=[f"{site.url}/f"])) == ["A"]
        known = frozenset(read.keys)
        site.routes["/f"] = site.routes["/g"] = feed(extra=item.format(base=site.url, path="b"))
        assert shown(read(feeds=[f"{site.url}/f"], known=known)) == []
        assert shown(read(feeds=[f"{site.url}/g"], known=known)) == ["B"]  # another feed has a 7 of its own

    def test_a_guid_that_several_entries_have_tells_nothing(self, site, read):
        item = "<item><link>{base}/{path}</link><guid>tag:x</guid></item>"
        site.routes |= {"/a": article("A"), "/b": article("B")}
        site.routes["/f"] = feed(extra="".join(item.format(base=site.url, path=path) for path in "ab"))
        assert shown(read(feeds=[f"{site.url}/f"], known={"tag:x"})) == ["A", "B"]

    def test_where_a_redirect_leads_counts_too(self, site, read):
        site.routes |= {"/a": article("A"), "/short": redirect("/a")}
        assert shown(read(f"{site.url}/short")) == ["A"]
        assert read.keys == {f"{site.url}/a", f"{site.url}/short"}
        assert shown(read(f"{site.url}/short", known={f"{site.url}/a"})) == []
        assert read.notices == [("address known already", f"{site.url}/short")]

    def test_files_have_no_keys_and_are_read_whatever_is_known(self, read, tmp_path):
        (tmp_path / "a.html").write_text(article("A"))
        assert shown(read(tmp_path, known={str(tmp_path / "a.html")})) == ["A"]
        assert read.keys == set()


class TestSitemaps:
    def test_the_pages_of_a_sitemap_are_read(self, site, read):
        site.routes |= {
            "/sitemap.xml": sitemap(f"{site.url}/a", f"{site.url}/b"),
            "/a": article("A"),
            "/b": article("B"),
        }
        assert shown(read(f"{site.url}/sitemap.xml")) == ["A", "B"]

    def test_an_index_and_packed_sitemaps_are_followed(self, site, read):
        packed = gzip.compress(sitemap(f"{site.url}/b").encode())
        site.routes |= {
            "/index.xml": sitemap_index(f"{site.url}/1.xml", f"{site.url}/none.xml", f"{site.url}/2.xml.gz"),
            "/1.xml": sitemap(f"{site.url}/a"),
            "/2.xml.gz": (200, {"Content-Type": "application/gzip"}, packed),
            "/a": article("A"),
            "/b": article("B"),
        }
        assert shown(read(f"{site.url}/index.xml")) == ["A", ("http-error", f"{site.url}/none.xml"), "B"]

    def test_one_for_news_says_what_a_page_does_not(self, site, read):
        site.routes |= {"/s.xml": NEWS.format(base=site.url), "/a": PLAIN}
        (one,) = read(feeds=[f"{site.url}/s.xml"])
        assert (one.title, one.outlet, one.published) == ("The quay", "Norland Wire", dt.date(2024, 3, 7))

    def test_indices_that_name_one_another_end(self, site, read):
        site.routes |= {
            "/1.xml": sitemap_index(f"{site.url}/2.xml"),
            "/2.xml": sitemap_index(f"{site.url}/1.xml", f"{site.url}/3.xml"),
            "/3.xml": sitemap(f"{site.url}/a"),
            "/a": article("A"),
        }
        assert shown(read(f"{site.url}/1.xml")) == ["A"]

    def test_an_endless_row_of_sitemaps_ends_at_the_bound(self, site, read):
        site.routes |= {f"/{n}.xml": sitemap_index(f"{site.url}/{n + 1}.xml") for n in range(20)}
        assert shown(read(f"{site.url}/0.xml", limits={"sitemap_files": 3})) == [("too-large", f"{site.url}/0.xml")]
        assert site.pages() == ["/0.xml", "/1.xml", "/2.xml", "/3.xml"]

    def test_a_packed_bomb_is_told(self, site, read):
        site.routes["/s.gz"] = (200, {}, gzip.compress(b"<urlset>" + b" " * 3_000_000))
        assert shown(read(f"{site.url}/s.gz", limits={"unpacked_bytes": 1_000_000})) == [
            ("too-large", f"{site.url}/s.gz")
        ]


class TestListings:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <urlset> -->\n<rss version="2.0">', "feed"),
            (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "feed"),
            (b'<rdf:RDF xmlns:rdf="x">', "feed"),
            (b'<atom:feed xmlns:atom="x">', "feed"),
            (b"\n<sitemapindex>", "sitemap"),
            (b'<sm:urlset xmlns:sm="x">', "sitemap"),
            (b"<!DOCTYPE html><html><body><rss></body>", ""),
            (b"<feeds>", ""),
            (b"", ""),
        ],
    )
    def test_the_first_element_says_what_it_is(self, data, kind):
        assert kind_of(data) == kind

    @example(b"", b"\xef\xbb\xbf ")
    @given(
        st.sampled_from([b"<rss>", b"<feed>", b"<urlset><url><loc>", b"<sitemapindex>", b"<html>", b""]), st.binary()
    )
    def test_whatever_comes_is_a_listing_or_no_feed(self, start, rest):
        try:
            listing = parse_listing(Job(start + rest, "http://norland.example/", most=50))
        except InputError as error:
            assert error.reason == "no-feed"
        else:
            assert all(entry.url.lower().startswith("http") for entry in listing.entries)


class TestCommandLine:
    def test_addresses_feeds_and_lists_are_scored(self, site, tmp_path, capsys):
        site.routes |= {"/a": article("A"), "/f": feed("/b"), "/b": article("B"), "/c": article("C")}
        (tmp_path / "urls").write_text(f"{site.url}/c\n")
        options = ["--feed", f"{site.url}/f", "--urls", str(tmp_path / "urls"), "--private", "--scorer", "vader"]
        assert cli.main(["score", f"{site.url}/a", *options, "--out", str(tmp_path / "out")]) == 0
        assert "3 articles used, 0 rejected" in capsys.readouterr().out

    def test_without_private_this_machine_is_not_asked(self, site, tmp_path, capsys):
        site.routes["/a"] = article("A")
        assert cli.main(["score", f"{site.url}/a", "--out", str(tmp_path / "out"), "--scorer", "vader"]) == 1
        assert "1 address-refused" in capsys.readouterr().err
        assert site.asked == []

    @pytest.mark.parametrize("given", [[], ["--feed", "norland.example"], ["--feed", "file:///etc/passwd"]])
    def test_nothing_to_read_or_no_address_is_wrong_usage(self, given, tmp_path):
        with pytest.raises(SystemExit) as ended:
            cli.main(["score", *given, "--out", str(tmp_path / "out")])
        assert ended.value.code == 2
        assert not (tmp_path / "out").exists()
