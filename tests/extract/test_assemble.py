"""From captures to documents: formats, identities, hints, failures."""
# ruff: noqa: E501  bodies of mail and tables of cases read better unbroken

import json
import pickle
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.extract.assemble import extract
from groundwire.models import Capture, CaptureId, CaptureKind, Document, Failure, Hints, Moment

NOW = datetime(2025, 6, 1, tzinfo=UTC)
TEXT = "The ministry published new rules for the export of gallium and germanium on Tuesday, to take effect in May."
PAGE = f"""<html lang="en"><head><title>Gallium rules tighten | Outlet</title>
<meta property="og:site_name" content="Outlet"></head><body><article><h1>Gallium rules tighten</h1>
<p>{TEXT}</p><p>Exporters had waited for them for more than two months, and several had stopped taking orders in the meantime.</p>
<h2>What changes</h2><p>Applications will be decided within forty-five days, the ministry said, and refusals will be explained in writing.</p>
</article></body></html>"""


def capture(
    body: str | bytes,
    *,
    url: str = "https://outlet.com/news/1",
    kind: CaptureKind = "page",
    media_type: str = "text/html",
    hints: Hints | None = None,
    status: int = 200,
) -> Capture:
    data = body.encode() if isinstance(body, str) else body
    return Capture(
        id=CaptureId("urn:uuid:1"),
        url=url,
        fetched_at=NOW,
        kind=kind,
        media_type=media_type,
        body=data,
        hints=hints or Hints(),
        status=status,
    )


def document(value: Capture) -> Document:
    found = extract(value)
    assert isinstance(found, Document), found
    return found


def failure(value: Capture) -> Failure:
    found = extract(value)
    assert isinstance(found, Failure), found
    assert (found.stage, found.item, found.capture, found.at) == ("extract", value.url, value.id, NOW)
    assert found.reason.endswith(".")
    return found


# -- pages ----------------------------------------------------------------------------------------------------------


def test_a_page() -> None:
    found = document(capture(PAGE))
    assert (found.title, found.source_name, found.language) == ("Gallium rules tighten", "Outlet", "en")
    assert found.url == "https://outlet.com/news/1"
    assert [p.number for p in found.paragraphs] == list(range(1, len(found.paragraphs) + 1))
    assert found.paragraphs[0].text == TEXT
    assert not found.excerpt


def test_extraction_is_a_pure_function_of_a_value() -> None:
    value = capture(PAGE)
    assert extract(value) == pickle.loads(pickle.dumps(extract))(pickle.loads(pickle.dumps(value)))  # noqa: S301  our own bytes


def test_identity_is_the_address_and_revision_the_text() -> None:
    first = document(capture(PAGE))
    same = document(capture(PAGE, url="http://m.outlet.com/news/1?utm_source=mail#top"))
    changed = document(capture(PAGE.replace("forty-five", "sixty")))
    assert (same.id, same.revision) == (first.id, first.revision)
    assert changed.id == first.id
    assert changed.revision != first.revision


def test_a_file_has_the_address_it_declares_or_none() -> None:
    declared = PAGE.replace("</head>", '<link rel="canonical" href="https://outlet.com/news/1"></head>')
    assert document(capture(declared, url="file:///tmp/a.html")).id == document(capture(PAGE)).id
    one, two = (document(capture(PAGE, url=f"file:///tmp/{name}.html")) for name in "ab")
    assert one.url is None
    assert one.id == two.id
    assert one.id != document(capture(PAGE.replace("forty-five", "sixty"), url="file:///tmp/a.html")).id


def test_hints_fill_what_the_page_leaves_open() -> None:
    hints = Hints(
        title="Hint", authors=("Jane Doe",), published=datetime(2025, 3, 4, 10, tzinfo=UTC), source_name="Feed"
    )
    found = document(capture(PAGE, hints=hints))
    assert (found.title, found.source_name) == ("Gallium rules tighten", "Outlet")
    assert found.authors == ("Jane Doe",)
    assert found.published == Moment(at=datetime(2025, 3, 4, 10, tzinfo=UTC), offset=-300)


@pytest.mark.parametrize(
    ("own", "hour"),
    [("2025-03-04T08:00:00Z", 8), ("2025-03-04", 10), ("2025-03-04 05:00:00", 10), ("2025-01-01", 0)],
)
def test_an_exact_hint_beats_a_vague_time_near_it(own: str, hour: int) -> None:
    page = PAGE.replace("</head>", f'<meta property="article:published_time" content="{own}"></head>')
    found = document(capture(page, hints=Hints(published=datetime(2025, 3, 4, 10, tzinfo=UTC))))
    assert found.published is not None
    assert found.published.at.hour == hour


def test_a_hint_without_a_zone_is_read_in_the_sources() -> None:
    hints = Hints(published_as_written="2025-03-04 10:20")
    found = document(capture(PAGE, url="https://outlet.de/1", hints=hints))
    assert found.published == Moment(
        at=datetime(2025, 3, 4, 9, 20, tzinfo=UTC), precision="minute", assumed_zone="Europe/Berlin", offset=60
    )


@pytest.mark.parametrize(
    ("url", "own", "offset"),
    [
        ("https://outlet.cn/1", None, 480),  # the zone of the source, where only the instant is told
        ("https://outlet.com/1", None, -300),
        ("https://outlet.cn/1", "2025-03-05", 480),
        ("https://outlet.cn/1", "2025-03-04", 0),  # the page's day is not that of the zone
        ("https://outlet.cn/1", "2025-03-06", 480),  # nor that of UTC
    ],
)
def test_the_clock_of_an_exact_hint(url: str, own: str | None, offset: int) -> None:
    meta = f'<meta property="article:published_time" content="{own}"></head>' if own else "</head>"
    hints = Hints(published=datetime(2025, 3, 4, 22, 10, tzinfo=UTC))
    found = document(capture(PAGE.replace("</head>", meta), url=url, hints=hints))
    assert found.published == Moment(at=datetime(2025, 3, 4, 22, 10, tzinfo=UTC), offset=offset)


def test_a_hint_at_the_end_of_time_is_passed_over() -> None:
    hints = Hints(published=datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
    assert document(capture(PAGE, url="https://outlet.cn/1", hints=hints)).published is None


def test_a_feed_entry() -> None:
    hints = Hints(title="Gallium rules tighten", published=datetime(2025, 3, 4, tzinfo=UTC), source_name="Outlet")
    found = document(capture(f"<p>{TEXT}</p><p>{TEXT[::-1]}</p>", kind="entry", hints=hints))
    assert found.excerpt
    assert (found.title, found.source_name) == ("Gallium rules tighten", "Outlet")
    assert found.paragraphs[0].text == TEXT
    assert document(capture(TEXT, kind="entry", hints=hints)).paragraphs[0].text == TEXT


# -- what a capture really is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "unsupported"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "unsupported"),
        (b"PK\x03\x04" + bytes(64), "unsupported"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "unsupported"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(40), "unsupported"),
        (bytes(range(32)) * 20, "unsupported"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "unsupported"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "unsupported"),
        (b"%PDF-1.7\nbroken", "malformed"),
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<html><body><h1>Title only</h1></body></html>", "empty"),
    ],
)
def test_what_is_no_document(body: bytes, kind: str) -> None:
    assert failure(capture(body)).kind == kind


def test_an_error_page_is_no_document() -> None:
    assert failure(capture(PAGE, status=503)).kind == "http-error"


def test_a_page_claimed_to_be_text_is_a_page() -> None:
    assert document(capture(PAGE, media_type="text/plain")).title == "Gallium rules tighten"


def test_other_encodings() -> None:
    page = PAGE.replace(TEXT, "商务部周二公布镓、锗相关物项的出口管制新规，自五月起施行，企业须取得许可证。")
    assert "商务部" in document(capture(page.encode("gb18030"))).paragraphs[0].text


# -- text, Markdown -------------------------------------------------------------------------------------------------


def test_plain_text() -> None:
    found = document(
        capture(f"Gallium rules\n\n{TEXT}\n\n{TEXT[:50]}", url="file:///a/notes.txt", media_type="text/plain")
    )
    assert (found.title, found.source_name, found.url) == ("Gallium rules", "notes.txt", None)
    assert [p.text for p in found.paragraphs] == [TEXT, TEXT[:50]]


def test_hard_wrapped_text_is_made_whole() -> None:
    lines = (
        "The ministry published new rules for the export of\ngallium and germanium on Tuesday, to take\neffect in May."
    )
    found = document(capture(f"{lines}\n\n{lines}", url="file:///a.txt", media_type="text/plain"))
    assert found.paragraphs[0].text == TEXT


MARKDOWN = f"""---
title: "Gallium rules"
authors: [Jane Doe, John Roe]
date: 2025-03-04
lang: en
source: Outlet
---

# Gallium rules

{TEXT}

What changes
------------

- First **point**, with [a link](https://a.com)
- Second `point`

1. Third

> They had *waited*
> for months.

| Metal | Share |
|-------|------:|
| Ga    | 98 %  |

```
code stays
```
<!-- hidden -->
"""


def test_markdown() -> None:
    found = document(capture(MARKDOWN, url="file:///a/x.md", media_type="text/markdown"))
    assert (found.title, found.authors, found.source_name) == ("Gallium rules", ("Jane Doe", "John Roe"), "Outlet")
    assert found.published == Moment(at=datetime(2025, 3, 4, tzinfo=UTC), precision="day")
    assert [(p.role, p.text) for p in found.paragraphs] == [
        ("text", TEXT),
        ("heading", "What changes"),
        ("item", "First point, with a link"),
        ("item", "Second point"),
        ("item", "Third"),
        ("quote", "They had waited for months."),
        ("row", "Metal | Share"),
        ("row", "Ga | 98 %"),
        ("text", "code stays"),
    ]


# -- mail -----------------------------------------------------------------------------------------------------------


def mail(part: str, headers: str = "") -> bytes:
    return (
        "From: =?utf-8?q?Leonore_Brandis?= <l@outlet.de>\nSubject: Fwd: =?utf-8?b?5pen6YeR?= Brief\n"
        f"Date: Tue, 4 Mar 2025 10:00:00 +0100\nMIME-Version: 1.0\n{headers}{part}"
    ).encode()


def test_mail_with_alternatives() -> None:
    parts = (
        'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain\n\nplain part\n'
        f"--b\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>{TEXT}</p><p>{TEXT[::-1]}</p></body></html>\n--b--\n"
    )
    found = document(capture(mail(parts), url="file:///a/x.eml", media_type="message/rfc822"))
    assert (found.title, found.authors) == ("旧金 Brief", ("Leonore Brandis",))
    assert found.published == Moment(at=datetime(2025, 3, 4, 9, tzinfo=UTC), offset=60)
    assert found.paragraphs[0].text == TEXT


def test_mail_in_quoted_printable_of_another_charset() -> None:
    part = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nGr=F6=DFere Mengen seltener Erden d=FCrfen nur mit=\n Genehmigung ausgef=FChrt werden.\n"
    found = document(capture(mail(part), url="file:///a/x.eml", media_type="application/octet-stream"))
    assert found.paragraphs[0].text == "Größere Mengen seltener Erden dürfen nur mit Genehmigung ausgeführt werden."


def test_a_saved_page_has_its_address() -> None:
    part = (
        'Content-Type: multipart/related; type="text/html"; boundary="b"\nSnapshot-Content-Location: https://outlet.com/news/1\n\n'
        f"--b\nContent-Type: text/html\nContent-Location: https://outlet.com/news/1\n\n{PAGE}\n"
        "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n"
    )
    found = document(capture(mail(part), url="file:///a/x.mhtml", media_type="multipart/related"))
    assert (found.url, found.title) == ("https://outlet.com/news/1", "Gallium rules tighten")
    assert found.id == document(capture(PAGE)).id


def test_mail_without_text() -> None:
    part = "Content-Type: application/pdf\nContent-Disposition: attachment\n\nx\n"
    assert failure(capture(mail(part), url="file:///x.eml", media_type="message/rfc822")).kind == "empty"


# -- items, digests -------------------------------------------------------------------------------------------------


def item(**fields: object) -> Capture:
    return capture(json.dumps(fields), url="file:///a/items.jsonl#3", kind="item", media_type="application/json")


def test_an_item() -> None:
    found = document(
        item(title="T", text=f"{TEXT}\n\n{TEXT}", url="https://outlet.com/a?utm_source=x", published="2025-03-04T10:00:00+08:00",
             source="Outlet", authors=["Jane Doe"], language="en", image="https://outlet.com/i.jpg", other=1)
    )  # fmt: skip
    assert (found.title, found.url, found.source_name) == ("T", "https://outlet.com/a", "Outlet")
    assert found.published == Moment(at=datetime(2025, 3, 4, 2, tzinfo=UTC), offset=480)
    assert (found.authors, found.image) == (("Jane Doe",), "https://outlet.com/i.jpg")
    assert [p.text for p in found.paragraphs] == [TEXT, TEXT]


@pytest.mark.parametrize(
    "fields", [{"content": TEXT}, {"body": TEXT}, {"paragraphs": [TEXT]}, {"html": f"<p>{TEXT}</p>"}]
)
def test_the_keys_an_item_may_use(fields: dict[str, object]) -> None:
    found = document(item(title="T", **fields))
    assert found.paragraphs[0].text == TEXT
    assert found.url is None


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (1741083633, Moment(at=datetime(2025, 3, 4, 10, 20, 33, tzinfo=UTC))),
        (1741083633000, Moment(at=datetime(2025, 3, 4, 10, 20, 33, tzinfo=UTC))),
        ("2025-03-04", Moment(at=datetime(2025, 3, 4, tzinfo=UTC), precision="day")),
        ("2031-03-04", None),
        ("soon", None),
        (True, None),
        (1e300, None),
    ],
)
def test_the_times_an_item_may_have(published: object, expected: Moment | None) -> None:
    assert document(item(title="T", text=TEXT, published=published)).published == expected


def test_the_day_of_an_item_is_its_own() -> None:
    written = "2025-01-01T05:10+08:00"
    assert document(item(title="T", text=TEXT, published=written)).day == date(2025, 1, 1)
    assert document(item(title="T", text=TEXT, language="zh", published=1735679400)).day == date(2025, 1, 1)
    assert document(item(title="T", text=TEXT)).day is None


@pytest.mark.parametrize("body", ["{}", '{"title": "T"}', "[1]", "not json", '{"text": 5}', "null"])
def test_what_is_no_item_names_the_keys(body: str) -> None:
    found = failure(capture(body, kind="item", url="file:///a/items.jsonl#1"))
    assert found.kind == "malformed"
    assert "title, text" in found.reason


DIGEST = "光刻机之争：谁拥有等离子体\n钛媒体· 2025-08-14 00:30\nCore Viewpoint - 屹唐股份起诉应用材料 [2][8] Group 1: 诉讼 - 索赔9999万元 [2]"


def test_a_digest() -> None:
    found = document(capture(DIGEST, url="file:///a/page.txt#1", kind="digest", media_type="text/plain"))
    assert (found.title, found.source_name, found.language) == ("光刻机之争：谁拥有等离子体", "钛媒体", "zh-Hans")
    assert found.published == Moment(at=datetime(2025, 8, 14, 0, 30, tzinfo=UTC), precision="minute")
    assert (found.paragraphs, found.url) == ((), None)


def test_the_brief_of_a_digest_makes_its_revision() -> None:
    first, second = (
        document(capture(text, url="file:///a/page.txt#1", kind="digest"))
        for text in (DIGEST, DIGEST.replace("9999", "8888"))
    )
    assert first.id == second.id
    assert first.revision != second.revision


@pytest.mark.parametrize(
    "body", ["one line", "Title\nno source line\nbrief", "Title\nOutlet· 2025-13-40 99:99\nbrief", ""]
)
def test_what_is_no_digest(body: str) -> None:
    assert failure(capture(body, kind="digest")).kind == "malformed"


# -- any bytes ------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400) | st.text(max_size=200).map(lambda text: f"<html><p>{text}</p>".encode("utf-8", "replace")),
    st.sampled_from(["page", "entry", "item", "digest"]),
    st.sampled_from(["text/html", "text/plain", "text/markdown", "message/rfc822", "application/pdf", ""]),
)
def test_any_bytes_give_a_document_or_one_failure(body: bytes, kind: CaptureKind, media_type: str) -> None:
    found = extract(replace(capture(body, kind=kind), media_type=media_type))
    assert isinstance(found, Document | Failure)


# -- what is not body -----------------------------------------------------------------------------------------------


def texts(found: Document) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ("List-Id: Harbour Ledger <weekly.ledger.example>\n", "Harbour Ledger"),
        ("List-Id: <weekly.ledger.example>\n", "Leonore Brandis"),
        ("", "Leonore Brandis"),
    ],
)
def test_a_letters_source_is_its_list_or_its_sender(headers: str, name: str) -> None:
    part = f"{headers}Content-Type: text/plain\n\n{TEXT}\n"
    assert document(capture(mail(part), url="file:///a/x.eml", media_type="message/rfc822")).source_name == name


def test_a_letter_from_a_bare_address_has_its_domain_as_source() -> None:
    body = f"From: news@ledger.example\nSubject: Gallium\nDate: Tue, 4 Mar 2025 10:00:00 +0100\n\n{TEXT}\n"
    assert document(capture(body, url="file:///a/x.eml", media_type="message/rfc822")).source_name == "ledger.example"


@pytest.mark.parametrize(
    "greeting", ["Guten Morgen,", "Dear readers,", "各位读者好", "Chers lecteurs,", "Hola a todos:"]
)
@pytest.mark.parametrize("device", ["Sent from my iPhone", "发自我的iPhone", "Von meinem iPad gesendet"])
def test_quotes_signatures_and_greetings_are_no_body(greeting: str, device: str) -> None:
    letter = (
        f"{greeting}\n\n{TEXT}\n\n{device}\n\nOn Monday Jane Doe wrote:\n> When will\n> they come?\n\n-- \nJane\nPress"
    )
    part = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{letter}\n"
    assert texts(document(capture(mail(part), url="file:///a/x.eml", media_type="message/rfc822"))) == [TEXT]


def test_a_greeting_glued_to_a_sentence_stays() -> None:
    part = f"Content-Type: text/plain\n\nGood morning, {TEXT}\n"
    found = document(capture(mail(part), url="file:///a/x.eml", media_type="message/rfc822"))
    assert texts(found) == [f"Good morning, {TEXT}"]


@pytest.mark.parametrize(
    ("line", "authors", "day"),
    [
        ("By Jane Doe, 2025-03-04", ("Jane Doe",), 4),
        ("Jane Doe | March 4, 2025", ("Jane Doe",), 4),
        ("*Von Leonore Brandis, 4. März 2025*", ("Leonore Brandis",), 4),
        ("记者 张三 2025年3月4日", ("张三",), 4),
        ("By Jane Doe\n\nMarch 4, 2025", ("Jane Doe",), 4),
        ("By Jane Doe", ("Jane Doe",), None),
    ],
)
@pytest.mark.parametrize("kind", ["text/markdown", "text/plain"])
def test_a_byline_under_the_title_is_read(kind: str, line: str, authors: tuple[str, ...], day: int | None) -> None:
    mark, line = ("# ", line) if kind == "text/markdown" else ("", line.strip("*"))
    found = document(capture(f"{mark}Gallium rules\n\n{line}\n\n{TEXT}\n", url="file:///a/x", media_type=kind))
    assert (found.title, found.authors, texts(found)) == ("Gallium rules", authors, [TEXT])
    assert (found.published.at.day if found.published else None) == day


@pytest.mark.parametrize(
    "line",
    ["New York, March 4, 2025", "By March 4, 2025 all firms must file", "By Jane Doe, March 4, 2025 was a dark day"],
)
def test_a_sentence_under_the_title_is_no_byline(line: str) -> None:
    found = document(
        capture(f"# Gallium rules\n\n{line}\n\n{TEXT}\n", url="file:///a/x.md", media_type="text/markdown")
    )
    assert (found.authors, texts(found)) == ((), [line, TEXT])


def test_a_table_needs_no_outer_bars() -> None:
    body = (
        f"# Gallium rules\n\n{TEXT}\n\nMetal | Share\n--- | ---:\nGa | 98 %\n\na | b\n\n## About C# ##\n\n{TEXT[:50]}\n"
    )
    found = document(capture(body, url="file:///a/x.md", media_type="text/markdown"))
    rows = [(p.role, p.text) for p in found.paragraphs[1:-1]]
    assert rows == [("row", "Metal | Share"), ("row", "Ga | 98 %"), ("text", "a | b"), ("heading", "About C#")]


END_MATTER = [
    "文中张三、李四为化名", "（应受访者要求，文中王芳为化名）", "感谢张三对本文的贡献", "作者 张三 李四", "编辑 张三 ｜ 排版 李四",
    "责编：李四｜校对：王五｜排版：赵六", "记者 张三 摄影 李四", "Credit: Getty", "Photo: AP", "*Names have been changed.",
    "Reporting by Jane Doe in Berlin; Editing by John Roe", "Die Namen wurden von der Redaktion geändert.", "Fotos: dpa",
    "Les prénoms ont été modifiés.", "Crédit photo : AFP", "Los nombres han sido cambiados.", "Foto: EFE", "文中の名前は仮名です。",
    "写真・文：山田太郎",
]  # fmt: skip
PROSE = [
    "作者认为，这一规定将影响出口。", "编辑部决定不再刊登此类文章。", "感谢信寄到了工厂。工人们很高兴。", "图片显示，工厂已经停产",
    "Edited by committee, the law failed in the end.", "Thanks to the new rules, exports fell. They will rise.",
    "Photo finish in Berlin", "Die Namen der Firmen nannte das Amt nicht.", "Les photos montrent une usine vide.",
]  # fmt: skip


@pytest.mark.parametrize("line", END_MATTER)
def test_credits_at_the_ends_are_no_body(line: str) -> None:
    for body in (f"Gallium rules\n\n{line}\n\n{TEXT}", f"Gallium rules\n\n{TEXT}\n\n{line}"):
        assert texts(document(capture(body, url="file:///a.txt", media_type="text/plain"))) == [TEXT]
    inside = f"Gallium rules\n\n{TEXT}\n\n{line}\n\n{TEXT[:60]}"
    assert line in texts(document(capture(inside, url="file:///a.txt", media_type="text/plain")))


@pytest.mark.parametrize("line", PROSE)
def test_prose_at_the_ends_stays(line: str) -> None:
    body = f"Gallium rules\n\n{line}\n\n{TEXT}\n\n{line}"
    assert texts(document(capture(body, url="file:///a.txt", media_type="text/plain"))) == [line, TEXT, line]


def test_a_headings_link_to_itself_is_no_part_of_it() -> None:
    body = PAGE.replace("<h2>What changes</h2>", '<h2>What changes <a href="#what">#</a></h2>')
    assert [p.text for p in document(capture(body)).paragraphs if p.role == "heading"] == ["What changes"]


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("a" * 9_000_000, "resource-limit"),
        ("a" * 1_000_000, "resource-limit"),
        ("word " * 100_000, "resource-limit"),
        ("a" * 50_000, "empty"),
        (f"Title\n\n{'x1' * 500}\n\n{'y2' * 500}", "empty"),
    ],
)
def test_text_without_sentences_or_without_end_is_one_failure(media_type: str, body: str, kind: str) -> None:
    assert failure(capture(body, url="file:///a", media_type=media_type)).kind == kind


def test_a_run_of_signs_is_no_title() -> None:
    found = document(capture(f"{'x1' * 60}\n\n{TEXT}", url="file:///a.txt", media_type="text/plain"))
    assert found.title == TEXT[:80].rpartition(" ")[0] + "…"


@pytest.mark.parametrize("sign", ["[", "![", "`", "**a", "*a", "_a", "~~", "# ", "<a", "|", "a\n", "稀\n"])
def test_markup_without_end_is_read_in_time(sign: str) -> None:
    body = f"# Gallium rules\n\n{TEXT}\n\n{sign * 3000}\n"
    assert document(capture(body, url="file:///a.md", media_type="text/markdown")).title == "Gallium rules"
