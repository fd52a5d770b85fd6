"""What a page says of itself: titles, authors, outlets, times, addresses."""
# ruff: noqa: E501  a table of pages reads better with one page a line

from datetime import UTC, datetime

import pytest

from groundwire.extract.bylines import clean_authors
from groundwire.extract.metadata import Metadata, read_metadata
from groundwire.extract.titles import strip_site
from groundwire.extract.zones import zone_for
from groundwire.models import Moment

NOW = datetime(2025, 6, 1, tzinfo=UTC)
BODY = "<p>The ministry published new rules for the export of gallium and germanium, which take effect in May.</p>" * 3
ZH = "<p>商务部公布了镓、锗相关物项的出口管制新规，自五月起施行，企业须先取得许可证。</p>" * 3


def read(
    head: str = "", body: str = BODY, *, url: str | None = "https://www.outlet.com/news/1", lang: str = "en"
) -> Metadata:
    html = f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return read_metadata(html, url=url, fetched_at=NOW)


def ld(**fields: str) -> str:
    pairs = ",".join(f'"{key}":{value}' for key, value in fields.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{pairs}}}</script>'


# -- titles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Gallium rules tighten - The Outlet</title>", f"<h1>Gallium rules tighten</h1>{BODY}", "Gallium rules tighten"),
        ('<meta property="og:title" content="Gallium rules tighten | Outlet"><meta property="og:site_name" content="Outlet">', BODY, "Gallium rules tighten"),
        (ld(headline='"Gallium rules tighten"') + "<title>Outlet</title>", BODY, "Gallium rules tighten"),
        ("<title>镓锗新规施行_产业_某某财经网</title>", ZH, "镓锗新规施行"),
        ("<title>新规施行-长河网</title>", f"<h1>长河网</h1><h2>新规施行</h2>{ZH}", "新规施行"),
        ("<title>- Outlet</title>", f"<h1>Gallium rules tighten</h1>{BODY}", "Gallium rules tighten"),
        ('<meta property="og:title" content="Minister calls rules ">', f'<h1>Minister calls rules "absurd"</h1>{BODY}', 'Minister calls rules "absurd"'),
        ("<title>Outlet: Chips - why they matter so much</title>", f"<h1>Chips - why they matter so much</h1>{BODY}", "Chips - why they matter so much"),
    ],
)  # fmt: skip
def test_titles(head: str, body: str, title: str) -> None:
    assert read(head, body).title == title


def test_a_title_that_is_all_site_stays() -> None:
    assert strip_site("Outlet | Outlet News", ("Outlet",)) != ""


# -- authors --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        (["By Jane Doe and John Roe"], ("Jane Doe", "John Roe")),
        (["Von Roland Brockmann und Sebastian Drescher"], ("Roland Brockmann", "Sebastian Drescher")),
        (["Par Maëlle Quintrec, journaliste"], ("Maëlle Quintrec",)),
        (["JANE DOE"], ("Jane Doe",)),
        (["Jane Doe, Senior Correspondent"], ("Jane Doe",)),
        (["Jane Doe (Reuters)"], ("Jane Doe",)),
        (["The Outlet"], ()),
        (["admin", "https://facebook.com/jane", "jane@outlet.com", "Outlet Media GmbH"], ()),
        (["新华社记者 张三丰 李四光"], ("张三丰", "李四光")),
        (["本报记者 方 敏"], ("方敏",)),
        (["作者：郑有年　梁栩　【字号 大 中 小】"], ("郑有年", "梁栩")),
        (["早瀬 直人"], ("早瀬 直人",)),
        (["Perry Bacon Jr."], ("Perry Bacon Jr.",)),
        (["Jane Doe", "jane doe"], ("Jane Doe",)),
        ([""], ()),
    ],
)
def test_authors_are_cleaned(written: list[str], authors: tuple[str, ...]) -> None:
    assert clean_authors(written, ("The Outlet",)) == authors


def test_structured_authors_come_first() -> None:
    head = (
        ld(headline='"x"', author='[{"@type":"Person","name":"Jane Doe"},"John Roe"]')
        + '<meta name="author" content="Web Desk">'
    )
    assert read(head).authors == ("Jane Doe", "John Roe")


def test_a_byline_near_the_headline_counts_and_one_in_the_comments_does_not() -> None:
    comments = '<div class="comments"><span class="author">Angry Reader</span></div>'
    assert read(
        "<title>Gallium rules</title>", f"<h1>Gallium rules</h1><p>By Jane Doe</p>{BODY}{comments}"
    ).authors == ("Jane Doe",)
    assert read("<title>Gallium rules</title>", f"<h1>Gallium rules</h1>{BODY}{comments}").authors == ()


# -- outlets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "name"),
    [
        ('<meta property="og:site_name" content="The Outlet">', BODY, "The Outlet"),
        (ld(headline='"x"', publisher='{"name":"The Publisher"}'), BODY, "The Publisher"),
        ("", BODY, "outlet.com"),
        ("<title>Outlet: Gallium rules</title>", f"<h1>Gallium rules</h1>{BODY}", "Outlet"),
        ('<title>镓锗新规</title><meta property="og:site_name" content="长河网">', f"<h1>镓锗新规</h1><p>来源：<a>临港产业观察</a> 2025-03-04</p>{ZH}", "临港产业观察"),
        ('<title>镓锗新规</title><meta property="og:site_name" content="长河网">', f"<h1>镓锗新规</h1><p>来源：本站原创</p>{ZH}", "长河网"),
        ('<title>Gallium</title><meta property="og:site_name" content="Portal">', f"<h1>Gallium</h1><p>Originally published by Harbour Ledger</p>{BODY}", "Harbour Ledger"),
    ],
)  # fmt: skip
def test_source_names(head: str, body: str, name: str) -> None:
    assert read(head, body).source_name == name


# -- times ----------------------------------------------------------------------------------------------------------


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "url", "lang", "expected"),
    [
        (ld(headline='"x"', datePublished='"2025-03-04T10:20:00+08:00"'), BODY, "https://a.com/1", "en",
         Moment(at=at("2025-03-04T02:20"), precision="second", offset=480)),
        ('<meta property="article:published_time" content="2025-03-04T10:20:00Z">', BODY, "https://a.com/1", "en",
         Moment(at=at("2025-03-04T10:20"), precision="second")),
        # without an offset: the zone of the domain's country, of the site, of the claimed region, of the language
        ('<meta name="pubdate" content="2025-03-04 10:20:00">', BODY, "https://a.co.jp/1", "en",
         Moment(at=at("2025-03-04T01:20"), precision="second", assumed_zone="Asia/Tokyo", offset=540)),
        ('<meta name="pubdate" content="2025-03-04 10:20:00">', BODY, "https://a.com/1", "es-AR",
         Moment(at=at("2025-03-04T13:20"), precision="second", assumed_zone="America/Argentina/Buenos_Aires", offset=-180)),
        ("<title>新规施行了</title>", f"<h1>新规施行了</h1><span>2025年03月04日 10:20</span>{ZH}", "https://a.com/1", "",
         Moment(at=at("2025-03-04T02:20"), precision="minute", assumed_zone="Asia/Shanghai", offset=480)),
        # a later testimony of the same day that knows the time of day is better
        (ld(headline='"x"', datePublished='"2025-03-04"') + '<meta property="article:published_time" content="2025-03-04T10:20:00Z">',
         BODY, "https://a.com/1", "en", Moment(at=at("2025-03-04T10:20"), precision="second")),
        # a future time and one before the web are passed over
        (ld(headline='"x"', datePublished='"2031-03-04"') + '<meta name="date" content="2025-03-04">', BODY, "https://a.com/1",
         "en", Moment(at=at("2025-03-04"), precision="day")),
        (ld(headline='"x"', datePublished='"1970-01-01T00:00:00Z"'), BODY, "https://a.com/2025/03/04/x", "en",
         Moment(at=at("2025-03-04"), precision="day")),
        ("<title>Gallium rules</title>", f"<h1>Gallium rules</h1><p>Updated 9 March 2025</p><p>Published 4 March 2025</p>{BODY}",
         "https://a.com/1", "en", Moment(at=at("2025-03-04"), precision="day")),
        ("<title>Gallium rules</title>", f"{BODY}<footer>Copyright 2021</footer>", "https://a.com/1", "en", None),
    ],
)  # fmt: skip
def test_published(head: str, body: str, url: str, lang: str, expected: Moment | None) -> None:
    assert read(head, body, url=url, lang=lang).published == expected


def test_zones() -> None:
    assert zone_for("https://www.xinhuanet.com/english/1", "en") == "Asia/Shanghai"
    assert zone_for("https://a.io/1", "de") == "Europe/Berlin"
    assert zone_for(None, None) == "UTC"


# -- address, image -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (
            '<link rel="canonical" href="/news/1?utm_source=x">',
            "https://www.outlet.com/news/1?p=2",
            "https://www.outlet.com/news/1",
        ),
        ('<link rel="canonical" href="https://other.com/a">', "https://outlet.com/news/1", "https://outlet.com/news/1"),
        ('<link rel="canonical" href="https://outlet.com/">', "https://outlet.com/news/1", "https://outlet.com/news/1"),
        ('<meta property="og:url" content="https://outlet.com/a">', "https://m.outlet.com/b", "https://outlet.com/a"),
        ('<link rel="canonical" href="https://outlet.com/a">', None, "https://outlet.com/a"),
        ('<link rel="canonical" href="/a">', None, None),
        ("", None, None),
    ],
)
def test_addresses(head: str, url: str | None, expected: str | None) -> None:
    assert read(head, url=url).url == expected


def test_the_lead_image_is_absolute() -> None:
    assert read('<meta property="og:image" content="/i.jpg">').image == "https://www.outlet.com/i.jpg"
    assert read(ld(headline='"x"', image='[{"url":"https://cdn.com/i.jpg"}]')).image == "https://cdn.com/i.jpg"
    assert read().image is None
