"""Fetching: which machines are asked, how much is taken and for how long."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_support import PEM, PUBLIC, article, reason_of, redirect, serving, ticking

from analytics.errors import InputError
from analytics.ingest.web.bounds import WebLimits
from analytics.ingest.web.fetcher import Fetcher
from analytics.ingest.web.machines import refusal
from analytics.ingest.web.transfer import gunzipped
from analytics.ingest.web.urls import key_of, parse_url


@pytest.fixture
def site():
    with serving() as one:
        yield one


class TestMachines:
    @pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
    def test_public_ones_are_asked(self, address):
        assert refusal(address, allow_private=False) == ""

    @pytest.mark.parametrize(
        "address",
        """
        127.0.0.1 127.8.9.1 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 ::1 fc00::1 fec0::1 ::ffff:127.0.0.1
        ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 198.18.0.1 192.0.2.1
        """.split(),
    )
    def test_private_ones_and_this_one_are_asked_only_where_that_is_allowed(self, address):
        assert refusal(address, allow_private=False)
        assert refusal(address, allow_private=True) == ""

    @pytest.mark.parametrize(
        "address",
        """
        169.254.169.254 fe80::1 fe80::1%eth0 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe:: 224.0.0.1
        ff02::1 0.0.0.0 :: 255.255.255.255 240.0.0.1 ::127.0.0.1 example
        """.split(),
    )
    def test_some_are_never_asked(self, address):
        assert refusal(address, allow_private=False)
        assert refusal(address, allow_private=True)

    @given(st.ip_addresses(v=4))
    def test_an_ipv4_address_in_an_ipv6_one_is_judged_as_itself(self, address):
        for allow in (False, True):
            plain = refusal(str(address), allow_private=allow)
            assert refusal(f"::ffff:{address}", allow_private=allow) == plain
            assert refusal(f"64:ff9b::{address}", allow_private=allow) == plain


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/passwd",
            "ftp://norland.example/a",
            "gopher://norland.example/",
            "norland.example/a",
            "http://",
            "http://user:secret@norland.example/",
            "http://norland.example:0/",
            "http://norland.example:99999/",
            "http://nor land.example/",
            "http://norland.example\\@127.0.0.1/",
            "http://[::1%25eth0]/",
            "http://[::1/",
            "https://" + "a" * 9_000,
            "",
        ],
    )
    def test_what_is_no_address_of_the_web_is_refused(self, url, site):
        assert reason_of(site.fetcher(), url) == "address-refused"
        assert site.asked == []

    def test_letters_of_other_scripts_are_written_as_the_web_has_them(self):
        assert str(parse_url("https://Nörland.example/tür?q=a b")) == "https://xn--nrland-wxa.example/t%C3%BCr?q=a%20b"

    def test_two_ways_of_writing_an_address_have_one_key(self):
        assert key_of("HTTP://Norland.Example:80/a#top") == key_of("http://norland.example/a")
        assert key_of("http://norland.example") == key_of("http://norland.example/")
        assert key_of("http://norland.example/a?x=1") != key_of("http://norland.example/a?x=2")

    @given(st.text())
    def test_a_key_stays_what_it_is(self, text):
        assert key_of(key_of(text)) == key_of(text)

    @given(st.text())
    def test_what_is_read_is_of_the_web_and_in_one_line_of_ascii(self, text):
        try:
            read = str(parse_url(f"http://{text}"))
        except InputError as error:
            assert error.reason == "address-refused"
        else:
            assert read.isascii()
            assert read.split() == [read]
            assert str(parse_url(read)) == read


class TestConnections:
    def test_a_page_comes_with_its_address_type_and_encoding(self, site):
        site.routes["/a?b=c"] = (200, {"Content-Type": "text/html; charset=ISO-8859-1"}, b"<p>x</p>")
        fetched = site.fetcher().get(f"{site.url}/a?b=c#part")
        assert (fetched.url, fetched.data) == (f"{site.url}/a?b=c", b"<p>x</p>")
        assert (fetched.media_type, fetched.charset) == ("text/html", "iso-8859-1")

    @pytest.mark.parametrize("named", ["", "nonsense", "text/ht\xffml", "text/html/x", "a b/c"])
    def test_a_type_that_is_none_is_not_told(self, site, named):
        site.routes["/a"] = (200, {"Content-Type": named}, b"<p>x</p>")
        assert site.fetcher().get(f"{site.url}/a").media_type in ("", "text/plain")

    def test_private_addresses_are_refused_unless_allowed(self, site):
        site.routes["/"] = article("A")
        assert reason_of(site.fetcher(allow_private=False), site.url) == "address-refused"
        assert site.asked == []

    @pytest.mark.parametrize(
        "host", ["localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:7f00:1]"]
    )
    def test_no_way_of_writing_this_machine_leads_to_it(self, site, host):
        assert reason_of(site.fetcher(allow_private=False), f"http://{host}:{site.port}/") in (
            "address-refused",
            "unreachable",  # where the system knows no such name
        )
        assert site.asked == []

    def test_a_name_with_one_private_address_is_refused_whatever_its_others(self, site):
        leading = site.leading([PUBLIC, "10.0.0.7"])
        assert reason_of(leading.fetcher(), "http://norland.example/") == "address-refused"
        assert leading.connected == []

    @pytest.mark.parametrize(
        "target",
        ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "http://10.1.2.3/", "file:///etc"],
    )
    def test_a_redirect_to_a_private_address_is_refused_before_anything_is_asked(self, site, target):
        site.routes["/a"] = redirect(target)
        leading = site.leading()
        assert reason_of(leading.fetcher(), "http://norland.example/a") == "address-refused"
        assert set(leading.connected) == {PUBLIC}

    def test_where_private_ones_are_allowed_the_cloud_s_keys_are_not(self, site):
        site.routes["/a"] = redirect("http://169.254.169.254/latest/meta-data/")
        assert reason_of(site.fetcher(), f"{site.url}/a") == "address-refused"

    def test_a_name_that_changes_its_address_is_asked_at_the_one_that_was_checked(self, site):
        site.routes["/a"] = article("A")
        leading = site.leading([PUBLIC], ["127.0.0.1"])
        fetcher = leading.fetcher()
        assert (
            reason_of(fetcher, "http://norland.example/a") == "address-refused"
        )  # robots.txt came from the public one
        assert leading.connected == [PUBLIC]
        assert site.asked == ["/robots.txt"]

    def test_a_name_is_resolved_once_for_a_connection_that_goes_to_the_number(self, site):
        site.routes["/a"] = article("A")
        questions = []
        leading = site.leading()
        network = leading.network()
        resolve = network.resolve
        object.__setattr__(network, "resolve", lambda *asked: questions.append(asked) or resolve(*asked))
        Fetcher(WebLimits(pause_seconds=0), network=network).get("http://norland.example/a")
        assert questions == [("norland.example", 80)] * 2  # robots.txt, the page
        assert leading.connected == [PUBLIC] * 2
        assert {headers["Host"] for headers in site.headers} == {"norland.example"}

    def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer(self, site):
        site.routes["/a"] = article("A")
        leading = site.leading(["2606:2800:220:1::1", PUBLIC])
        connect = leading._connect

        def fail_first(address, port, seconds):
            if ":" in address:
                raise ConnectionRefusedError("refused")
            return connect(address, port, seconds)

        leading._connect = fail_first
        assert b"Petra Holm" in leading.fetcher().get("http://norland.example/a").data

    def test_a_host_that_is_not_there_is_told(self, site):
        gone = socket.create_server(("127.0.0.1", 0))
        port = gone.getsockname()[1]
        gone.close()
        assert reason_of(site.fetcher(), f"http://127.0.0.1:{port}/") == "unreachable"
        assert reason_of(site.leading([]).fetcher(), "http://norland.example/") == "unreachable"

    def test_a_name_server_that_keeps_silent_ends_with_the_time(self, site):
        network = site.leading().network()
        object.__setattr__(network, "resolve", lambda *_: time.sleep(5))
        assert reason_of(Fetcher(WebLimits(seconds=0.1), network=network), "http://norland.example/") == "too-slow"

    def test_tls_speaks_the_name_and_checks_the_certificate_against_it(self):
        with serving(tls=True) as site:
            site.routes["/a"] = article("A")
            trust = ssl.create_default_context(cafile=str(PEM))
            leading = site.leading()
            assert leading.fetcher(trust).get("https://norland.example/a").url == "https://norland.example/a"
            assert set(site.names) == {"norland.example"}
            assert leading.connected == [PUBLIC] * 2
            assert reason_of(leading.fetcher(trust), "https://lorvan.example/a") == "unreachable"
            assert reason_of(leading.fetcher(), "https://norland.example/a") == "unreachable"
            assert site.asked == ["/robots.txt", "/a"]


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_one_is_followed_and_the_final_address_told(self, site, status):
        site.routes |= {"/a": redirect("/b?c#d", status), "/b?c": article("B")}
        assert site.fetcher().get(f"{site.url}/a").url == f"{site.url}/b?c"

    def test_one_with_letters_of_other_scripts_is_followed(self, site):
        utf_8 = "/tür".encode().decode("latin-1")
        site.routes |= {"/a": redirect(utf_8), "/t%C3%BCr": article("B")}
        assert site.fetcher().get(f"{site.url}/a").url == f"{site.url}/t%C3%BCr"

    def test_a_circle_is_told(self, site):
        site.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
        assert reason_of(site.fetcher(), f"{site.url}/a") == "unreachable"
        assert site.pages() == ["/a", "/b"]

    def test_a_few_are_followed_and_no_more(self, site):
        site.routes |= {f"/{n}": redirect(f"/{n + 1}") for n in range(50)}
        assert reason_of(site.fetcher(redirects=3), f"{site.url}/0") == "unreachable"
        assert site.pages() == ["/0", "/1", "/2", "/3"]


class TestBounds:
    def test_an_endless_answer_ends_at_the_bound(self, site):
        def endless(handler):
            handler.send_response(200)
            handler.end_headers()
            while True:
                handler.wfile.write(b"x" * 10_000)

        site.routes["/a"] = endless
        assert reason_of(site.fetcher(received_bytes=100_000), f"{site.url}/a") == "too-large"

    def test_an_endless_head_ends_at_the_bound(self, site):
        def endless(handler):
            while True:
                handler.wfile.write(b"HTTP/1.1 100 Continue\r\nX: " + b"x" * 1_000 + b"\r\n\r\n")

        site.routes["/a"] = endless
        assert reason_of(site.fetcher(received_bytes=100_000), f"{site.url}/a") == "too-large"

    def test_what_says_that_it_is_too_large_is_not_taken(self, site):
        site.routes["/a"] = (200, {"Content-Length": str(10**12)}, b"<p>")
        assert reason_of(site.fetcher(), f"{site.url}/a") == "too-large"

    def test_an_answer_in_chunks_is_read_within_the_bound(self, site):
        def chunks(size):
            def send(handler):
                handler.protocol_version = "HTTP/1.1"
                handler.send_response(200)
                handler.send_header("Transfer-Encoding", "chunked")
                handler.end_headers()
                for _ in range(10):
                    handler.wfile.write(b"%x\r\n%b\r\n" % (size, b"x" * size))
                handler.wfile.write(b"0\r\n\r\n")

            return send

        site.routes |= {"/small": chunks(10), "/large": chunks(100_000)}
        assert site.fetcher().get(f"{site.url}/small").data == b"x" * 100
        assert reason_of(site.fetcher(received_bytes=50_000), f"{site.url}/large") == "too-large"

    def test_a_packed_answer_is_unpacked_within_the_bound(self, site):
        small, bomb = gzip.compress(b"<p>words</p>"), gzip.compress(b"\0" * 5_000_000)
        site.routes |= {
            "/small": (200, {"Content-Encoding": "gzip"}, small),
            "/bomb": (200, {"Content-Encoding": "gzip"}, bomb),
            "/cut": (200, {"Content-Encoding": "gzip"}, small[:-9]),
            "/false": (200, {"Content-Encoding": "gzip"}, b"<p>words</p>"),
            "/other": (200, {"Content-Encoding": "br"}, b"<p>words</p>"),
            "/twice": (200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(small)),
        }
        fetcher = site.fetcher(unpacked_bytes=1_000_000)
        assert fetcher.get(f"{site.url}/small").data == b"<p>words</p>"
        reasons = {path: reason_of(fetcher, f"{site.url}{path}") for path in site.routes if path != "/small"}
        unreadable = dict.fromkeys(["/cut", "/false", "/other", "/twice"], "unreadable")
        assert reasons == {"/bomb": "too-large", **unreadable}

    @given(st.lists(st.binary(max_size=300), max_size=5), st.integers(0, 1_500))
    def test_a_packed_file_comes_back_whole_or_not_at_all(self, parts, limit):
        whole, packed = b"".join(parts), b"".join(map(gzip.compress, parts))
        try:
            assert gunzipped(packed, limit=limit) == whole
        except InputError as error:
            assert error.reason == "too-large"
            assert len(whole) > limit

    @given(st.binary(max_size=200))
    def test_what_is_not_packed_is_unreadable(self, noise):
        try:
            gunzipped(noise, limit=1_000)
        except InputError as error:
            assert error.reason == "unreadable"
        else:
            assert noise == b"" or zlib.decompressobj(31).decompress(noise) is not None

    def test_a_server_that_sends_a_byte_now_and_then_ends_with_the_time(self, site):
        def drip(handler):
            handler.send_response(200)
            handler.end_headers()
            while True:
                handler.wfile.write(b"x")
                time.sleep(0.001)

        def drip_head(handler):
            while True:
                handler.wfile.write(b"H")
                time.sleep(0.001)

        limits = WebLimits(allow_private=True, pause_seconds=0, seconds=30)
        site.routes |= {"/body": drip, "/head": drip_head}
        for path in site.routes:
            assert reason_of(Fetcher(limits, clock=ticking()), f"{site.url}{path}") == "too-slow"
        site.routes["/robots.txt"] = drip
        assert reason_of(Fetcher(limits, clock=ticking()), f"{site.url}/none") == "too-slow"

    def test_a_server_that_says_nothing_ends_with_the_time(self, site):
        site.routes["/a"] = lambda _: time.sleep(2)
        assert reason_of(site.fetcher(seconds=0.2), f"{site.url}/a") == "too-slow"

    def test_an_answer_that_breaks_off_is_no_page(self, site):
        site.routes["/a"] = (200, {"Content-Length": "1000"}, b"<p>only this")
        assert reason_of(site.fetcher(), f"{site.url}/a") == "unreachable"
        assert site.pages() == ["/a", "/a"]

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"SSH-2.0-OpenSSH\r\n",
            b"HTTP/1.1 abc OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500,
            b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        ],
        ids=["nothing", "another protocol", "no status", "many headers", "a long header", "no chunk"],
    )
    def test_what_is_no_answer_of_the_web_is_told(self, site, answer):
        site.routes["/a"] = lambda handler: handler.wfile.write(answer)
        assert reason_of(site.fetcher(), f"{site.url}/a") == "unreachable"
