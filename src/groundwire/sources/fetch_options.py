"""How to fetch, as settings say it."""

from dataclasses import dataclass

from groundwire.version import __version__

PRODUCT = "Groundwire"
USER_AGENT = f"{PRODUCT}/{__version__} (+https://github.com/groundwire/groundwire)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How to fetch. Times are in seconds."""

    max_bytes: int = 10_000_000  # of one answer, decompressed
    max_redirects: int = 10
    connect_timeout: float = 10.0
    read_timeout: float = 15.0  # between two pieces of an answer
    timeout: float = 30.0  # for a whole answer
    delay: float = 1.0  # pause between two requests to one host
    max_delay: float = 30.0  # a longer Crawl-delay is cut to this
    max_retry_after: float = 30.0  # a host that asks for a longer wait is given up for this run
    retries: int = 1  # after 429 and 503 with a Retry-After
    concurrency: int = 8  # hosts asked at the same time
    obey_robots: bool = True  # honour robots.txt
    allow_private: bool = False  # for tests and intranets: addresses that are not public too
    user_agent: str = USER_AGENT
