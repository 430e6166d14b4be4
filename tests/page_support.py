"""Saved pages of invented outlets: articles, and the pages that hold none."""

from __future__ import annotations

import json

P = [
    "Petra Holm, the mayor of Lorvan, said on Monday that the harbour fund had kept its word on the bridge.",
    "“Norland has broken every promise that it made to this valley,” said Sam Orrin, her deputy, at the ferry stage.",
    "The council of Marsk met for the third time this year, and none of its members left before the vote was taken.",
    "Mara Velt, who leads the opposition, told reporters that she “would not sign a paper that nobody had read”.",
    "The bridge was closed in March after an inspection had found rust in two of its four piers above the waterline.",
    "Holm added that the ferry would sail twice an hour until the work was done, and that nobody would pay for it.",
]
STORIES = [
    ("Mayor praises the harbour fund", "Petra Holm says the fund kept its word to the valley, and thanks its board."),
    ("Deputy angry about the ferry", "Sam Orrin says that Norland broke its promise, and calls for a vote this week."),
    ("Port stays open until Friday", "The council meets again at the end of the week, when it will hear the pilots."),
    ("Velt will not sign the paper", "The leader of the opposition wants to read it first, she told reporters today."),
    (
        "Rust found in two more piers",
        "Inspectors warn that the bridge may stay closed until the autumn, or for longer.",
    ),
    ("Orrin leaves for Norland", "The deputy travels by night train, and will speak to the ministers there on Monday."),
]


def page(
    body: str, *, head: str = "", title: str = "Bridge talks", site: str = "Lorvan Post", classes: str = ""
) -> str:
    """A whole page around a body, with navigation and footer."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {site}</title>'
        f'<meta property="og:site_name" content="{site}">{head}</head><body class="{classes}">'
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>'
        f"{body}<footer><p>© Lorvan Post. All rights reserved.</p></footer></body></html>"
    )


def ps(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def data(**fields) -> str:
    """JSON-LD for the head."""
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **fields})}</script>'


def teasers(form: str, *, stories=STORIES) -> str:
    """A card a story: ``form`` has {n}, {head} and {text}."""
    return "".join(form.format(n=n, head=head, text=text) for n, (head, text) in enumerate(stories, start=1))


CANONICAL = '<link rel="canonical" href="https://lorvanpost.example{}">'
OG_ARTICLE = '<meta property="og:type" content="article">'
PUBLISHED = '<meta property="article:published_time" content="2024-03-05T09:30:00+04:00">'
HEADING_CARD = '<article><h2><a href="/{n}">{head}</a></h2><p>{text}</p></article>'
DIV_CARD = (
    '<div class="teaser"><h3><a href="/news/{n}">{head}</a></h3><span class="date">5 March</span><p>{text}</p></div>'
)
LINE_CARD = '<li><a href="/news/{n}">{head}</a><p>{text}</p></li>'
AROUND_CARD = '<a class="card" href="/s/{n}"><h3>{head}</h3><p>{text}</p></a>'
CELL_CARD = '<tr><td><a href="story{n}.html">{head}</a></td></tr><tr><td>{text}</td></tr>'
PLAIN_DIV_CARD = '<div><div class="t"><a href="/x/{n}">{head}</a></div><div class="d">{text}</div></div>'
IMAGE_CARD = (
    '<div class="c"><a href="/i/{n}"><img src="{n}.jpg"></a><h4><a href="/i/{n}">{head}</a></h4><p>{text}</p></div>'
)
CONSENT = (
    "We use cookies and similar technologies to improve your experience. By continuing to use this site you agree.",
    "We and our 841 partners store and/or access information on a device, such as unique IDs in cookies.",
    "You can change your mind at any time under Cookie settings in the footer of every page.",
)
POSTS = [{"@type": "NewsArticle", "headline": head, "url": f"/{n}"} for n, (head, _) in enumerate(STORIES)]

LISTS = {
    "three short teasers": page(
        '<div><article><h2><a href="/1">Mayor praises fund</a></h2><p>Petra Holm says it kept its word.</p></article>'
        '<article><h2><a href="/2">Deputy angry</a></h2><p>Sam Orrin says Norland broke its promise.</p></article>'
        '<article><h2><a href="/3">Port open</a></h2><p>Mara Velt says the pilots must leave.</p></article></div>'
    ),
    "front page of articles": page(f"<main>{teasers(HEADING_CARD)}</main>"),
    "front page with its address": page(teasers(DIV_CARD), head=CANONICAL.format("/")),
    "section page": page(f"<main><h1>Politics</h1>{teasers(DIV_CARD)}</main>", title="Politics"),
    "list of links with teasers": page(f"<main><h1>News</h1><ul>{teasers(LINE_CARD)}</ul></main>"),
    "cards that are links": page(f"<main>{teasers(AROUND_CARD)}</main>"),
    "table of an old site": page(f"<table>{teasers(CELL_CARD)}</table>"),
    "divisions without headings": page(f'<div id="content">{teasers(PLAIN_DIV_CARD)}</div>'),
    "cards with pictures": page(f"<main>{teasers(IMAGE_CARD)}</main>"),
    "archive of a weblog": page(f"<main>{teasers(HEADING_CARD)}</main>", classes="archive category category-7"),
    "category that calls itself an article": page(
        f"<main><h1>Bridges</h1>{teasers(HEADING_CARD)}</main>", head=OG_ARTICLE + data(**{"@type": "CollectionPage"})
    ),
    "list in the data of the page": page(
        teasers(DIV_CARD),
        head=data(**{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": one} for one in POSTS]}),
    ),
    "each story in the data of the page": page(teasers(DIV_CARD), head=data(**{"@graph": POSTS})),
    "with a word about the outlet": page(
        f"<main>{teasers(HEADING_CARD)}</main><section><h2>About us</h2><p>The Lorvan Post has been the paper of the "
        "valley since 1911, and is owned by those who work for it. Write to us.</p></section>"
    ),
    "with a lead story": page(
        '<main><section class="lead"><h1><a href="/lead">Talks on the bridge go on</a></h1>'
        f"<p>{P[0]}</p></section>{teasers(DIV_CARD)}</main>"
    ),
    "search results": page(f"<main><h1>Results for: bridge</h1>{teasers(LINE_CARD)}</main>", classes="search"),
    "tag page with an introduction": page(
        f"<main><h1>Bridge</h1><p>All that we wrote on the bridge.</p>{teasers(HEADING_CARD)}</main>", classes="tag"
    ),
    "page of an author": page(
        f"<main><h1>Ana Brandt</h1><p>Ana Brandt writes about ferries.</p>{teasers(DIV_CARD)}</main>",
        title="Ana Brandt",
    ),
}
WALLS = {
    "consent alone": page(f"<div>{ps(*CONSENT)}</div>"),
    "consent in a dialog": page(
        f'<div id="onetrust-banner-sdk" role="dialog"><h2>Your privacy</h2>{ps(*CONSENT)}</div>'
    ),
    "consent as a main text": page(f"<main><h1>We value your privacy</h1>{ps(*CONSENT)}</main>"),
    "consent and a headline": page(
        f'<main><h1>Bridge talks</h1></main><div class="cookie-consent">{ps(*CONSENT)}</div>'
    ),
}
STUBS = {
    "teaser and offer": page(
        f"<article><h1>Bridge talks</h1>{ps(P[0])}<div><p>Subscribe to continue reading. Already a subscriber? "
        "Sign in.</p><p>Start your free trial today.</p></div></article>"
    ),
    "teaser that says so in its data": page(
        f"<article><h1>Bridge talks</h1>{ps(P[0])}</article>",
        head=data(**{"@type": "NewsArticle", "headline": "Bridge talks", "isAccessibleForFree": False}),
    ),
}
CARDS_AFTER = f'<section class="more"><h2>More on this</h2>{teasers(DIV_CARD)}</section>'
LINKS_INSIDE = teasers('<p><a href="/r/{n}">{head}</a></p>')
ARTICLES = {
    "short news": page(f"<article><h1>Bridge talks</h1>{ps(*P[:2])}</article>"),
    "with an address": page(f"<article><h1>Bridge talks</h1>{ps(*P)}</article>", head=CANONICAL.format("/2024/bridge")),
    "title that is a link": page(
        f'<article><h1><a href="/2024/bridge">Bridge talks</a></h1>{ps(*P)}</article>',
        head=CANONICAL.format("/2024/bridge"),
    ),
    "other stories below": page(f"<article><h1>Bridge talks</h1>{ps(*P)}</article>{CARDS_AFTER}"),
    "other stories inside": page(f"<article><h1>Bridge talks</h1>{ps(*P)}{CARDS_AFTER}</article>"),
    "short, with many other stories": page(
        f"<article><h1>Bridge talks</h1>{ps(*P)}</article>{CARDS_AFTER}", head=PUBLISHED
    ),
    "links between its paragraphs": page(
        f"<article><h1>Bridge talks</h1>{ps(*P[:3])}{LINKS_INSIDE}{ps(*P[3:])}</article>"
    ),
    "opinion": page(
        f'<article><h1>Opinion: the bridge is ours</h1><p class="byline">By Ana Brandt</p>{ps(*P)}'
        "<p>I have crossed it every day of my life, and I mean to go on.</p></article>"
    ),
    "live blog": page(
        "<main><h1>Bridge talks: live</h1>"
        + "".join(
            f'<div class="post" id="p{n}"><h2><a href="#p{n}">1{n}:00</a></h2><p>{text}</p></div>'
            for n, text in enumerate(P)
        )
        + "</main>",
        head=data(**{"@type": "LiveBlogPosting", "headline": "Bridge talks: live"}),
    ),
    "live blog with addresses of its posts": page(
        "<main><h1>Bridge talks: live</h1>"
        + "".join(
            f'<div><h2><a href="/live?post={n}">Update {n}</a></h2><p>{text}</p></div>' for n, text in enumerate(P)
        )
        + "</main>"
    ),
    "in an aside": page(f'<div class="cookie">{ps(CONSENT[0])}</div><aside><h1>Bridge talks</h1>{ps(*P[:3])}</aside>'),
    "consent above": page(
        f'<div class="cookie-bar">{ps(*CONSENT)}</div><article><h1>Bridge talks</h1>{ps(*P)}</article>'
    ),
    "consent that no class marks": page(f"<div>{ps(*CONSENT)}</div><article><h1>Bridge talks</h1>{ps(*P)}</article>"),
    "an offer at its end": page(
        f"<article><h1>Bridge talks</h1>{ps(*P)}<p>Already a subscriber? Sign in to read more.</p></article>"
    ),
    "amp": (
        '<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>Bridge talks</title>'
        + CANONICAL.format("/2024/bridge")
        + '<script async src="https://cdn.ampproject.org/v0.js"></script><style amp-boilerplate>p{}</style></head>'
        "<body><amp-sidebar><ul><li>Home</li></ul></amp-sidebar><article><header><h1>Bridge talks</h1></header>"
        f"<div class='amp-content'>{ps(*P)}<amp-ad width=300 height=250></amp-ad></div></article></body></html>"
    ),
    "of a weblog": page(
        f'<div class="entry-content"><h1>Bridge talks</h1>{ps(*P)}</div><aside>{teasers(LINE_CARD)}</aside>',
        classes="post-template-default single single-post",
    ),
    "of a weblog whose pages are all called so": page(
        f"<article><h1>Bridge talks</h1>{ps(*P[:3])}{CARDS_AFTER}</article>", classes="blog single"
    ),
    "sections that link to other places": page(
        "<article><h1>Bridge talks</h1>"
        + "".join(f'<h2><a href="https://marsk.example/{n}">Part {n}</a></h2><p>{text}</p>' for n, text in enumerate(P))
        + "</article>",
        head=PUBLISHED,
    ),
    "short, undated, with other stories": page(f"<article><h1>Bridge talks</h1>{ps(*P[:3])}</article>{CARDS_AFTER}"),
    "divisions for paragraphs": page(
        "<div id='story'><h1>Bridge talks</h1>" + "".join(f"<div>{text}</div>" for text in P) + "</div>"
    ),
    "sections with headings": page(
        f"<article><h1>Bridge talks</h1>{ps(*P[:2])}<h2>Vote</h2>{ps(*P[2:4])}<h2>Rust</h2>{ps(*P[4:])}</article>"
    ),
    "text in its data alone": page(
        '<div id="app"></div>',
        head=data(**{"@type": "NewsArticle", "headline": "Bridge talks", "articleBody": "\n".join(P)}),
    ),
    "on cookies": page(
        f"<article><h1>Cookies</h1>{ps(P[0])}<p>“We use cookies only where we must, and ask for your consent,” said "
        f"Mara Velt, whose office watches over the privacy of ferry passengers.</p>{ps(*P[2:])}</article>"
    ),
}
