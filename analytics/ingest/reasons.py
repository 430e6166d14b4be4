"""Why an input could not be used: the values of the ``reason`` column of rejects.csv, in one place.

==================== ===============================================================================
missing              there is no such file or folder
empty                the file holds nothing, or only white space
binary               the file is not text (a picture, an archive, a document of an office program)
not-decodable        the file is text in an encoding that cannot be told with confidence
too-large            the file or the article is over its bound (see ``Limits``)
unsupported-type     a file that no reader takes (see analytics/ingest/readers), or a README beside articles
unreadable           no permission, a device, a read error, or what broke its parser
damaged              a document or an archive that is not what its name says, or cannot be opened
locked               a document or an archive that asks for a password
unsafe               a document or an archive that unpacks to more than its bounds, leads out of itself, or holds what
                     no sound one does (a link, a definition of entities)
no-text              a row, an article or a document without text (a scan is a picture)
broken-json          a line of a .jsonl file that is not JSON
bad-row              a row that does not fit its header, or holds values of the wrong type
not-english          the article is in another language
duplicate            the same text of the same outlet and date, or the same article_id, came before
no-article-in-page   a web page in which no article could be found
address-refused      an address that is none, that is not http or https, or of a machine that may not be asked
robots-refused       the robots.txt of its host does not allow it to be fetched
unreachable          no answer from the host, or one that broke off, or redirects without an end
http-error           the server answered with an error (404, 500)
no-feed              what was given as a feed or a sitemap is none, and names none
too-slow             fetching it, or finding its statements, took longer, or more memory, than it may
failed               a later stage failed on the article; the detail says how
==================== ===============================================================================
"""

from __future__ import annotations

MISSING = "missing"
EMPTY = "empty"
BINARY = "binary"
NOT_DECODABLE = "not-decodable"
TOO_LARGE = "too-large"
UNSUPPORTED_TYPE = "unsupported-type"
UNREADABLE = "unreadable"
DAMAGED = "damaged"
LOCKED = "locked"
UNSAFE = "unsafe"
NO_TEXT = "no-text"
BROKEN_JSON = "broken-json"
BAD_ROW = "bad-row"
NOT_ENGLISH = "not-english"
DUPLICATE = "duplicate"
NO_ARTICLE_IN_PAGE = "no-article-in-page"
ADDRESS_REFUSED = "address-refused"
ROBOTS_REFUSED = "robots-refused"
UNREACHABLE = "unreachable"
HTTP_ERROR = "http-error"
NO_FEED = "no-feed"
TOO_SLOW = "too-slow"
FAILED = "failed"

REASONS = (
    MISSING,
    EMPTY,
    BINARY,
    NOT_DECODABLE,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    UNREADABLE,
    DAMAGED,
    LOCKED,
    UNSAFE,
    NO_TEXT,
    BROKEN_JSON,
    BAD_ROW,
    NOT_ENGLISH,
    DUPLICATE,
    NO_ARTICLE_IN_PAGE,
    ADDRESS_REFUSED,
    ROBOTS_REFUSED,
    UNREACHABLE,
    HTTP_ERROR,
    NO_FEED,
    TOO_SLOW,
    FAILED,
)
