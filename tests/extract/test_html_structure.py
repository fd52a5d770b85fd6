"""What stands between the kept blocks of a body: headings, items, rows and captions come back in their place."""

import pytest

from groundwire.extract.block import Block
from groundwire.extract.clean import is_furniture
from groundwire.extract.leaves import leaves
from groundwire.extract.prepass import parse
from groundwire.extract.structure import restore

A = "The ministry said on Monday that export licences would be granted within forty-five days."
B = "Two manufacturers said that they had waited far longer than that, and still had no answer."
C = "A third has moved the work abroad, where no licence is asked for and the price is higher."


def restored(html: str, *texts: str) -> list[tuple[str, str]]:
    """The roles and texts of a body of which an extractor kept only ``texts``."""
    tree = parse(f"<html><body>{html}</body></html>")
    assert tree is not None
    return [(block.role, block.text) for block in restore(leaves(tree), [Block(role="text", text=t) for t in texts])]


def test_a_heading_between_kept_paragraphs_comes_back() -> None:
    found = restored(f"<div><p>{A}</p><h2>What comes next</h2><p>{B}</p></div>", A, B)
    assert found == [("text", A), ("heading", "What comes next"), ("text", B)]


def test_wrappers_of_one_block_do_not_hide_that_blocks_are_siblings() -> None:
    parts = (f"<p>{A}</p>", "<h2>接下来看什么</h2>", "<ul><li>第一项；</li><li>第二项。</li></ul>", f"<p>{B}</p>")
    found = restored("".join(f"<section>{part}</section>" for part in parts), A, B)
    assert [role for role, _ in found] == ["text", "heading", "item", "item", "text"]


def test_the_head_of_a_table_belongs_to_its_kept_rows() -> None:
    head, row = "Year | Tonnes", "2024 | 120"
    table = "<thead><tr><th>Year</th><th>Tonnes</th></tr></thead><tr><td>2024</td><td>120</td></tr>"
    html = f"<p>{A}</p><table>{table}</table>"
    assert restored(html, A, row) == [("text", A), ("row", head), ("row", row)]


def test_a_caption_between_kept_paragraphs_comes_back() -> None:
    found = restored(f"<p>{A}</p><figure><img><figcaption>The plant in May</figcaption></figure><p>{B}</p>", A, B)
    assert ("caption", "The plant in May") in found


@pytest.mark.parametrize(
    "between",
    [
        "<ul><li><a href='/1'>Another story of the day</a></li></ul>",
        "<div class='related-stories'><h3>More on this</h3><p>x</p></div>",
        "<h2 hidden>Not shown</h2>",
        "<p>Advertisement for a bank that pays interest</p>",
        "<h3>Related articles</h3>",
        "<ul>" + "<li>Reference in a long list</li>" * 40 + "</ul>",
    ],
)
def test_furniture_between_kept_paragraphs_stays_out(between: str) -> None:
    assert restored(f"<div><p>{A}</p>{between}<p>{B}</p></div>", A, B) == [("text", A), ("text", B)]


def test_what_stands_before_or_after_the_body_stays_out() -> None:
    found = restored(f"<div><h3>Above</h3><p>{A}</p><p>{B}</p><h3>Below</h3><p>Other</p></div>", A, B)
    assert found == [("text", A), ("text", B)]


def test_a_bold_line_above_a_paragraph_is_a_heading() -> None:
    assert restored(f"<p>{A}</p><p><b>What it costs</b></p><p>{B}</p>", A, "What it costs", B)[1][0] == "heading"
    assert restored(f"<p>{A}</p><p><b>It costs a lot.</b></p><p>{B}</p>", A, "It costs a lot.", B)[1][0] == "text"


def test_a_block_that_is_not_on_the_page_is_kept_as_it_is() -> None:
    assert restored(f"<p>{A}</p><p>{C}</p>", A, B, C) == [("text", A), ("text", B), ("text", C)]


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Por María de la Cruz", True),
        ("Por qué RISC-V", False),
        ("Von Leonore Brandis", True),
        ("Von da an wie oben", False),
        ("By Jane Doe and John Smith, Staff Writer", True),
        ("By contrast with Europe", False),
        ("2024年05月16日 17:02 新京报", True),
        ("2005年8月25日（来源：上海证券报）", True),
        ("2025年2月4日：钨、碲、铋、钼、铟加入清单。", False),
        ("Jeden Morgen das Wichtigste: jetzt unseren Newsletter abonnieren", True),
    ],
)
def test_bylines_and_dates_are_told_from_headings_and_items(line: str, furniture: bool) -> None:
    assert is_furniture(line) is furniture
