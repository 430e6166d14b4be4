"""What tests of fetching share: a server of their own, names that lead to it, and a clock that nobody waits for."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

from analytics.errors import InputError
from analytics.ingest import Limits, read_inputs
from analytics.ingest.web.bounds import WebLimits
from analytics.ingest.web.connection import Network
from analytics.ingest.web.fetcher import Fetcher
from analytics.records import Article

PUBLIC = "93.184.216.34"
QUICK = {"pause_seconds": 0.0, "retry_seconds": 0.0, "seconds": 10.0}
PEM = Path(__file__).parent / "tls" / "norland.example.pem"

ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="Norland Post"><meta property="article:published_time" content="2024-03-05">
{head}</head><body><article><h1>{title}</h1>
<p>Harbour minister Petra Holm said on Monday that the talks with the Northern League would go on next week.</p>
<p>“We have not given up on the port of {title},” she told reporters at the quay, and thanked the League.</p>
<p>Her counterpart Mara Velt of Lorvan said that she had seen no reason to leave the table so soon.</p>
</article></body></html>"""


def article(title: str, head: str = "") -> str:
    """A page with an article."""
    return ARTICLE.format(title=title, head=head)


def feed(*links: str, extra: str = "") -> str:
    """An RSS feed with an entry for each link."""
    entries = "".join(f"<item><title>A title</title><link>{link}</link><guid>{link}</guid></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Norland</title>{extra}{entries}</channel></rss>'


def sitemap(*links: str) -> str:
    """A sitemap with these pages."""
    urls = "".join(f"<url><loc>{link}</loc></url>" for link in links)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def sitemap_index(*links: str) -> str:
    """A sitemap that names others."""
    maps = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'


Route = str | bytes | tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on this machine: ``routes`` by path (404 for others), ``asked`` the paths asked for, in order."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0
        self.names: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def pages(self) -> list[str]:
        """The paths asked for, without robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def fetcher(self, **limits: object) -> Fetcher:
        """A fetcher that may ask this machine, and does not wait."""
        return Fetcher(WebLimits(**{**QUICK, "allow_private": True, **limits}), sleep=lambda _: None)

    def leading(self, *addresses: list[str]) -> Leading:
        """A network on which every name has these addresses, one list at each question, and each leads here."""
        return Leading(self.port, list(addresses) or [[PUBLIC]])


class Leading:
    """Names lead to ``answers``, the last of them for good; every connection goes to a port of this machine."""

    def __init__(self, port: int, answers: list[list[str]]) -> None:
        self.port = port
        self.answers = answers
        self.connected: list[str] = []

    def network(self, trust: ssl.SSLContext | None = None) -> Network:
        return Network(self._resolve, self._connect, trust or ssl.create_default_context())

    def fetcher(self, trust: ssl.SSLContext | None = None, **limits: object) -> Fetcher:
        return Fetcher(WebLimits(**{**QUICK, **limits}), network=self.network(trust), sleep=lambda _: None)

    def _resolve(self, host: str, _port: int) -> list[str]:
        if host.replace(".", "").isdigit() or ":" in host:
            return [host]
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def _connect(self, address: str, _port: int, seconds: float) -> socket.socket:
        self.connected.append(address)
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.headers.append(dict(self.headers))
        route = self.site.routes.get(self.path, (404, {}, b""))
        try:
            if callable(route):
                route(self)
            else:
                self.answer(route)
        except OSError:
            return  # the client had enough

    def answer(self, route: str | bytes | tuple[int, dict[str, str], bytes]) -> None:
        if isinstance(route, tuple):
            status, headers, body = route
        else:
            body = route.encode() if isinstance(route, str) else route
            kind = "application/xml" if body.startswith((b"<?xml", b"<sitemapindex")) else "text/html"
            status, headers = 200, {"Content-Type": kind}
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what is tested."""


@contextmanager
def serving(*, tls: bool = False) -> Iterator[Site]:
    """A site that answers meanwhile."""
    site = Site()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PEM)
        context.sni_callback = lambda _sock, name, _context: site.names.append(name)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def redirect(to: str, status: int = 302) -> tuple[int, dict[str, str], bytes]:
    """An answer that sends on to another address."""
    return status, {"Location": to}, b""


def ticking() -> Callable[[], float]:
    """A clock on which a second passes between any two looks."""
    seconds = count()
    return lambda: float(next(seconds))


def reason_of(fetcher: Fetcher, url: str) -> str:
    """Why an address is refused."""
    try:
        fetched = fetcher.get(url)
    except InputError as error:
        return error.reason
    raise AssertionError(f"fetched {len(fetched.data)} bytes")


def reading():
    """A function that gives what comes of inputs, this machine being allowed, and keeps their notices and keys."""

    def read(*paths, limits=None, **options):
        web = WebLimits(**{**QUICK, "allow_private": True, **(limits or {})})
        notices = []
        inputs = read_inputs(paths, limits=Limits(web=web), notify=notices.append, **options)
        found = list(inputs)
        read.notices = [(notice.kind.split(",")[0], notice.input) for notice in notices]
        read.keys = {key for one in found if isinstance(one, Article) for key in inputs.keys_of(one)}
        return found

    return read


def shown(found):
    """The titles of articles, and reasons and inputs of rejects."""
    return [one.title if isinstance(one, Article) else (one.reason, one.input) for one in found]
