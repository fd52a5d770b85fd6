"""The sample files themselves: that they are what their README and the golden values say."""

import hashlib
import html
import json
import re
from collections import Counter
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from groundwire.samples import samples_path
from tests.samples.expected import DIGEST, DISAGREEMENTS, DOCUMENTS, FAILURES, MARK, ExpectedDocument

ROOT = samples_path()
BY_FILE = {document.file: document for document in DOCUMENTS}
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.html"))
OLD_ENCODINGS = {
    "pages/zh/05-big-fund-three.html": ("gb2312", "gbk"),
    "pages/zh/19-affiliates-rule.html": ("gb2312", "gbk"),
    "pages/zh-hant/01-strategic-list.html": ("big5", "big5"),
    "pages/ja/01-rare-earth.html": ("shift_jis", "cp932"),
    "pages/fr/02-mistral-asml.html": ("windows-1252", "windows-1252"),
}


def read_page(file: str) -> str:
    """The page as text, in the encoding it was written in."""
    return (ROOT / file).read_bytes().decode(OLD_ENCODINGS.get(file, ("", "utf-8"))[1])


def visible(page: str) -> str:
    """The page's words: without tags and without white space, which templates put where they like."""
    without_tags = re.sub(r"<[^>]*>", "", re.sub(r"(?is)<(script|style)\b.*?</\1>", "", page))
    return re.sub(r"\s+", "", html.unescape(without_tags))


def squeezed(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)


def test_there_is_one_expectation_for_every_file() -> None:
    single = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()}
    expected = {document.file.split("#")[0] for document in DOCUMENTS} | {failure.file for failure in FAILURES}
    assert single == expected
    assert len(BY_FILE) == len(DOCUMENTS)


def test_every_language_has_its_share() -> None:
    count = Counter(document.language for document in DOCUMENTS)
    least = {"zh-Hans": 16, "zh-Hant": 2, "en": 9, "fr": 3, "de": 3, "ja": 3, "es": 3}
    assert set(count) == set(least)
    assert all(count[language] >= number for language, number in least.items())
    assert len(DOCUMENTS) >= 40


def test_files_are_the_ones_the_golden_values_were_derived_from() -> None:
    digest = hashlib.sha256()
    for path in sorted(ROOT.rglob("*")):
        if path.is_file():
            name = path.relative_to(ROOT).as_posix().encode()
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    assert digest.hexdigest() == DIGEST


def test_the_samples_are_small() -> None:
    sizes = {path: path.stat().st_size for path in ROOT.rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 1_500_000
    assert max(sizes.values()) < 300_000


@pytest.mark.parametrize("file", PAGES)
def test_a_page_is_marked_twice_as_written_for_the_project(file: str) -> None:
    page = read_page(file)
    assert re.search(rf"<!--[^>]*{re.escape(MARK)}", page)
    assert f'<meta name="groundwire-sample" content="{MARK}">' in page


@pytest.mark.parametrize("file", ["feed/feed.xml", "briefing.md", "newsletter.eml"])
def test_other_text_files_carry_the_mark(file: str) -> None:
    assert MARK in (ROOT / file).read_text(encoding="utf-8")


def test_the_pdf_carries_the_mark_in_its_metadata() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(ROOT / "report.pdf") as pdf:
        assert pdf.get_metadata_dict()["Subject"] == MARK
        assert len(pdf) >= 2


@pytest.mark.parametrize(("file", "encodings"), OLD_ENCODINGS.items())
def test_old_pages_have_the_bytes_of_the_encoding_they_declare(file: str, encodings: tuple[str, str]) -> None:
    body = (ROOT / file).read_bytes()
    assert f"charset={encodings[0]}".encode() in body.lower()
    assert body.decode(encodings[1])
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if each.file in PAGES], ids=lambda each: str(each.file)
)
def test_golden_texts_stand_in_the_page(document: ExpectedDocument) -> None:
    words = visible(read_page(document.file))
    wanted = (
        document.title,
        document.first,
        document.last,
        *(figure.text for figure in document.figures),
        *document.entities,
    )
    assert [text for text in wanted if squeezed(text) not in squeezed(words)] == []


@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if each.file in PAGES], ids=lambda each: str(each.file)
)
def test_clutter_that_must_go_is_really_there(document: ExpectedDocument) -> None:
    words = visible(read_page(document.file))
    assert document.absent
    assert [text for text in document.absent if squeezed(text) not in squeezed(words)] == []


def test_every_address_is_fictional() -> None:
    hosts = {urlsplit(document.url).hostname or "" for document in DOCUMENTS if document.url}
    assert len(hosts) >= 15
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_links_of_the_feed_are_files_beside_it() -> None:
    channel = ElementTree.parse(ROOT / "feed/feed.xml").getroot().find("channel")  # noqa: S314  our own file
    assert channel is not None
    links = [item.findtext("link") for item in channel.iter("item")]
    assert links[-1] is None  # the entry that has only its own content
    assert {f"feed/{link}" for link in links[:-1]} == {file for file in PAGES if file.startswith("feed/")}
    assert all(item.findtext("pubDate", "").endswith("+0800") for item in channel.iter("item"))


def test_items_have_the_documented_fields() -> None:
    lines = (ROOT / "items.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        item = json.loads(line)
        document = BY_FILE[f"items.jsonl#{number}"]
        paragraphs = item["text"].split("\n")
        title = " ".join(item["title"].split())
        assert (title, item["url"], item["language"]) == (document.title, document.url, document.language)
        assert (len(paragraphs), paragraphs[0], paragraphs[-1]) == (document.paragraphs, document.first, document.last)
        assert (item["source"], tuple(item["authors"])) == (document.source_name, document.authors)
        assert item["groundwire_sample"] == MARK


def test_the_mail_is_one() -> None:
    message = BytesParser().parsebytes((ROOT / "newsletter.eml").read_bytes())
    assert message["X-Groundwire-Sample"] == MARK
    assert message.get_content_type() == "text/plain"


def test_a_copy_has_the_same_words_under_another_address_and_outlet() -> None:
    copies = [document for document in DOCUMENTS if document.copy_of]
    assert copies
    for copy in copies:
        original = BY_FILE[str(copy.copy_of)]
        assert (copy.title, copy.paragraphs, copy.first, copy.last) == (
            original.title,
            original.paragraphs,
            original.first,
            original.last,
        )
        assert copy.url != original.url
        assert copy.source_name != original.source_name
        assert copy.file > original.file  # read later, so that it is the one called the copy


def test_a_revision_has_the_same_address_and_another_figure() -> None:
    revisions = [document for document in DOCUMENTS if document.revision_of]
    assert revisions
    for revision in revisions:
        earlier = BY_FILE[str(revision.revision_of)]
        assert revision.url == earlier.url
        assert revision.figures != earlier.figures
        assert revision.file > earlier.file


def test_a_rewrite_shares_figures_and_no_paragraph() -> None:
    rewrites = [document for document in DOCUMENTS if document.rewrite_of]
    assert rewrites
    for rewrite in rewrites:
        original = BY_FILE[str(rewrite.rewrite_of)]
        assert {figure.low for figure in rewrite.figures} & {figure.low for figure in original.figures}
        assert rewrite.first != original.first
        assert rewrite.title != original.title


def test_sources_that_disagree_say_so_in_their_text() -> None:
    for disagreement in DISAGREEMENTS:
        (file, figure), (other_file, other) = disagreement.first, disagreement.second
        assert squeezed(figure.text) in visible(read_page(file))
        assert squeezed(other.text) in visible(read_page(other_file))
        assert figure.low != other.low


def test_some_documents_do_not_belong_and_some_argue() -> None:
    assert sum(not document.in_topic for document in DOCUMENTS) >= 3
    assert {document.language for document in DOCUMENTS if document.argues} >= {"zh-Hans", "en"}


def test_the_folder_holds_no_documentation_that_would_be_read() -> None:
    assert not list(ROOT.rglob("*.txt"))
    assert [path.name for path in ROOT.rglob("*.md")] == ["briefing.md"]
    assert (Path(ROOT).parent / "README.md").is_file()
