"""Fetching politely: robots.txt, the distance between requests, second tries, hosts that are left alone."""

from __future__ import annotations

import email.utils
import time

import pytest
from web_support import article, reason_of, redirect, serving

from analytics.ingest.web.bounds import WebLimits
from analytics.ingest.web.fetcher import Fetcher


@pytest.fixture
def site():
    with serving() as one:
        yield one


@pytest.mark.parametrize(("status", "reason"), [(404, "http-error"), (403, "http-error"), (410, "http-error")])
def test_what_the_server_refuses_is_asked_for_once(site, status, reason):
    site.routes["/a"] = (status, {}, b"")
    assert reason_of(site.fetcher(), f"{site.url}/a") == reason
    assert site.pages() == ["/a"]


def test_a_server_that_failed_is_asked_once_more(site):
    answers = [(503, {}, b""), (200, {}, b"<p>x</p>")]
    site.routes["/a"] = lambda handler: handler.answer(answers.pop(0))
    site.routes["/b"] = (500, {}, b"")
    assert site.fetcher().get(f"{site.url}/a").data == b"<p>x</p>"
    assert reason_of(site.fetcher(), f"{site.url}/b") == "http-error"
    assert site.pages() == ["/a", "/a", "/b", "/b"]


def test_it_is_asked_again_when_it_says(site):
    soon = email.utils.formatdate(time.time() - 60, usegmt=True)
    late = email.utils.formatdate(time.time() + 86_400, usegmt=True)
    for path, after in {"/7": "7", "/soon": soon, "/odd": "in a while"}.items():
        site.routes[path] = (503, {"Retry-After": after}, b"")
    site.routes |= {"/hour": (429, {"Retry-After": "3600"}, b""), "/late": (503, {"Retry-After": late}, b"")}
    waits = []
    limits = WebLimits(allow_private=True, pause_seconds=0, retry_seconds=2)
    fetcher = Fetcher(limits, sleep=waits.append, clock=lambda: 0.0)
    for path in site.routes:
        assert reason_of(fetcher, f"{site.url}{path}") == "http-error"
    assert waits == [7.0, 0.0, 2.0]
    assert [path for path in site.pages() if path in ("/hour", "/late")] == ["/hour", "/late"]


def test_requests_to_a_host_keep_their_distance(site):
    site.routes |= {"/a": article("A"), "/b": article("B")}
    now, waits = [100.0], []

    def sleep(seconds):
        waits.append(seconds)
        now[0] += seconds

    fetcher = Fetcher(WebLimits(allow_private=True, pause_seconds=3), sleep=sleep, clock=lambda: now[0])
    fetcher.get(f"{site.url}/a")
    now[0] += 1
    fetcher.get(f"{site.url}/b")
    assert waits == [3, 2]  # robots.txt, then a; a second later b


def test_robots_txt_is_asked_once_and_kept_to(site):
    site.routes |= {
        "/robots.txt": "User-agent: *\nDisallow: /private/\n\nUser-agent: quoted-stance\nDisallow: /closed\n",
        "/open": article("A"),
        "/private/": article("B"),
        "/closed": article("C"),
    }
    fetcher = site.fetcher()
    fetcher.get(f"{site.url}/open")
    fetcher.get(f"{site.url}/private/")
    assert reason_of(fetcher, f"{site.url}/closed") == "robots-refused"
    assert site.asked == ["/robots.txt", "/open", "/private/"]


def test_robots_txt_of_where_a_redirect_leads_is_kept_to(site):
    site.routes["/robots.txt"] = "User-agent: *\nDisallow: /closed\n"
    site.routes |= {"/a": redirect("/closed"), "/closed": article("C")}
    assert reason_of(site.fetcher(), f"{site.url}/a") == "robots-refused"
    assert site.pages() == ["/a"]


def test_robots_txt_sets_the_distance_up_to_a_bound(site):
    site.routes |= {"/robots.txt": "User-agent: *\nCrawl-delay: 9\n", "/a": article("A")}
    waits = []
    for longest in (30, 5):
        limits = WebLimits(allow_private=True, longest_pause_seconds=longest)
        Fetcher(limits, sleep=waits.append, clock=lambda: 0.0).get(f"{site.url}/a")
    assert waits == [9, 5]


@pytest.mark.parametrize(("status", "reason"), [(403, "robots-refused"), (503, "unreachable")])
def test_where_robots_txt_cannot_be_read_nothing_is_fetched(site, status, reason):
    site.routes |= {"/robots.txt": (status, {}, b""), "/a": article("A")}
    fetcher = site.fetcher()
    assert [reason_of(fetcher, f"{site.url}/a") for _ in range(2)] == [reason] * 2
    assert site.pages() == []


def test_a_host_that_gives_nothing_is_left_alone(site):
    site.routes["/a"] = lambda handler: handler.wfile.write(b"no answer")
    fetcher = site.fetcher(host_failures=2)
    assert [reason_of(fetcher, f"{site.url}/a") for _ in range(5)] == ["unreachable"] * 5
    assert site.pages() == ["/a", "/a"]  # the first one, tried twice
    site.routes["/b"] = article("B")
    assert reason_of(fetcher, f"{site.url}/b") == "unreachable"


def test_it_says_who_it_is_and_keeps_no_cookies(site):
    site.routes["/a"] = (200, {"Set-Cookie": "a=b"}, b"<p>x</p>")
    fetcher = site.fetcher()
    for _ in range(2):
        fetcher.get(f"{site.url}/a")
    assert all(headers["User-Agent"].startswith("quoted-stance/") for headers in site.headers)
    assert not any("Cookie" in headers for headers in site.headers)
