"""PDF: reading order, paragraphs, running lines, titles, failures. The files are written here, line by line."""
# ruff: noqa: E501  PDF syntax and tables of cases read better unbroken

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.extract.assemble import extract
from groundwire.extract.pdf_layout import lay_out
from groundwire.extract.pdf_lines import Line
from groundwire.models import Capture, CaptureId, Document, Failure, Moment

NOW = datetime(2025, 6, 1, tzinfo=UTC)


class Text(NamedTuple):
    """A line drawn at a place of a page, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


def pdf(*pages: list[Text], info: str = "", rotate: int = 0) -> bytes:
    """The smallest file that a reader opens: Helvetica, one content stream a page."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        *(
            f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
            for name in ("Helvetica", "Helvetica-Bold")
        ),
    ]
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F{1 + t.bold} {t.size} Tf 1 0 0 1 {t.x} {t.y} Tm ({_escaped(t.text)}) Tj ET\n" for t in page
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}endstream")
        fonts = "<</Font<</F1 3 0 R/F2 4 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate {rotate}/Resources{fonts}/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>"
    objects.append(f"<<{info}>>")
    return _file(objects)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[str]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R/Info {size - 1} 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return body + tail.encode()


def read(body: bytes) -> Document | Failure:
    return extract(
        Capture(id=CaptureId("u"), url="file:///a/report.pdf", fetched_at=NOW, kind="page", media_type="application/pdf", body=body)
    )  # fmt: skip


def document(body: bytes) -> Document:
    found = read(body)
    assert isinstance(found, Document), found
    return found


def column(x: float, lines: list[str], top: float = 600) -> list[Text]:
    return [Text(x, top - 12 * row, text) for row, text in enumerate(lines)]


LEFT = [
    "The ministry published rules for the export of",
    "gallium on Tuesday, and exporters who had been",
    "waiting for months began to file applications on",
    "the same day, officials of the ministry said. The",
    "rules take effect in May and will be reviewed in",
    "a year, together with those on germanium.",
]
RIGHT = [
    "Refusals must be explained in writing, which has",
    "never been the case before, and the applicant may",
    "appeal within a month to a court in the capital.",
    "Lawyers expect few appeals, since those who need",
    "licences every month seldom sue the office which",
    "grants them, as one of the lawyers put it.",
]


def test_a_page_is_read_column_by_column() -> None:
    lines = [line for pair in zip(column(50, LEFT), column(310, RIGHT), strict=True) for line in pair]
    found = document(pdf([Text(50, 700, "Gallium rules tighten", 22), *lines]))
    assert found.title == "Gallium rules tighten"
    assert [p.text for p in found.paragraphs] == [" ".join(LEFT), " ".join(RIGHT)]
    assert {p.page for p in found.paragraphs} == {1}


def test_words_are_made_whole_again() -> None:
    found = document(
        pdf(
            column(
                50,
                [
                    "The ministry published new rules for the semicon-",
                    "ductor industry and for its long-term sup-",
                    "pliers on Tuesday, among them the long-",
                    "term contracts that were in dispute.",
                ],
            )
        )
    )
    assert found.paragraphs[0].text == (
        "The ministry published new rules for the semiconductor industry and for its long-term suppliers on Tuesday, "
        "among them the long-term contracts that were in dispute."
    )


def test_running_headers_footers_and_page_numbers_go() -> None:
    pages = [
        [
            Text(50, 780, "Outlet - Special report"),
            *column(50, [*LEFT[:5], f"and closes page number {number}."]),
            Text(290, 20, f"Page {number} of 3"),
        ]
        for number in (1, 2, 3)
    ]
    found = document(pdf(*pages))
    texts = [p.text for p in found.paragraphs]
    assert [p.page for p in found.paragraphs] == [1, 2, 3]
    assert not [text for text in texts if "Special report" in text or "Page 2 of" in text]
    assert texts[1].endswith("closes page number 2.")


def test_a_paragraph_goes_on_over_the_page() -> None:
    found = document(
        pdf(
            [*column(50, LEFT[:4]), Text(50, 552, "rules take effect in May and will be")],
            column(50, ["reviewed in a year, together with those on germanium.", "Nothing else is planned."]),
        )
    )
    assert len(found.paragraphs) == 1
    assert "will be reviewed in a year" in found.paragraphs[0].text
    assert found.paragraphs[0].page == 1


def test_headings_items_and_rows() -> None:
    page = [
        Text(50, 700, "What changes in May", 14),
        *column(50, LEFT, 670),
        Text(50, 580, "The numbers", bold=True),
        Text(60, 560, "• Applications are decided within forty-five days."),
        Text(60, 540, "• Refusals are explained in writing."),
        Text(50, 500, "Metal"), Text(250, 500, "Share"), Text(50, 480, "Gallium"), Text(250, 480, "98 %"),
    ]  # fmt: skip
    found = document(pdf([Text(50, 750, "Gallium rules tighten", 22), *page]))
    assert [(p.role, p.text) for p in found.paragraphs if p.role != "text"] == [
        ("heading", "What changes in May"),
        ("heading", "The numbers"),
        ("item", "Applications are decided within forty-five days."),
        ("item", "Refusals are explained in writing."),
        ("row", "Metal | Share"),
        ("row", "Gallium | 98 %"),
    ]


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("/Title(Gallium rules tighten)", "Gallium rules tighten"),
        ("/Title(Microsoft Word - draft.doc)", "Gallium rules tighten"),
        ("/Title(Quarterly template)", "Gallium rules tighten"),
        ("", "Gallium rules tighten"),
    ],
)
def test_the_title_is_what_the_first_page_shows(info: str, title: str) -> None:
    assert document(pdf([Text(50, 700, "Gallium rules tighten", 22), *column(50, LEFT)], info=info)).title == title


def test_authors_and_time_of_the_file() -> None:
    found = document(pdf(column(50, LEFT), info="/Author(Jane Doe; John Roe)/CreationDate(D:20250304101500+08'00')"))
    assert found.authors == ("Jane Doe", "John Roe")
    assert found.published == Moment(at=datetime(2025, 3, 4, 2, 15, tzinfo=UTC), offset=480)
    assert document(pdf(column(50, LEFT), info="/CreationDate(D:20310304)")).published is None


def test_a_turned_page_reads_the_same() -> None:
    assert document(pdf(column(50, LEFT), rotate=90)).paragraphs == document(pdf(column(50, LEFT))).paragraphs


def test_vertical_writing_is_read_from_the_right() -> None:
    lines = [
        Line(text=text, left=-700, right=-200, y=x, size=10) for x, text in ((480, "政府は半導体の"), (460, "輸出管理を強化"), (440, "すると発表した。"))
    ]  # fmt: skip
    assert [piece.text for piece in lay_out([lines]).pieces] == ["政府は半導体の輸出管理を強化すると発表した。"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.4\n" + bytes(200), "malformed"),
        (pdf([]), "empty"),
        (pdf([Text(50, 700, "Two words")]), "empty"),
        (pdf(column(50, LEFT))[:300], "malformed"),
    ],
)
def test_what_cannot_be_read(body: bytes, kind: str) -> None:
    found = read(body)
    assert isinstance(found, Failure)
    assert found.kind == kind


def test_a_locked_file_says_so() -> None:
    trailer = (
        b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O("
        + b"x" * 32
        + b")/U("
        + b"y" * 32
        + b")>>/ID[(a)(a)]/Info"
    )
    found = read(pdf(column(50, LEFT)).replace(b"/Info", trailer, 1))
    assert isinstance(found, Failure)
    assert found.kind == "encrypted"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1500), st.binary(max_size=30))
def test_any_damage_gives_a_document_or_one_failure(place: int, damage: bytes) -> None:
    whole = pdf([Text(50, 700, "Gallium rules tighten", 22), *column(50, LEFT)])
    assert isinstance(read(whole[:place] + damage + whole[place + len(damage) :]), Document | Failure)
