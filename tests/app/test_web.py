"""Pages as a browser gets them: in Chinese and English, with and without scripts, and safe."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from groundwire.app.web.application import create_app
from groundwire.app.web.entries import present_found
from groundwire.desk import Desk
from groundwire.models import Query


@pytest.fixture
def client(sample_desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(sample_desk, hosts=["testserver"]), raise_server_exceptions=False) as client:
        yield client


def first_document(desk: Desk) -> str:
    found = desk.topic("技术主权").found.items
    return next(each.record.document.id for each in found if each.record.brief and each.record.document.paragraphs)


PAGES = ["/", "/topics/technology-sovereignty", "/search?q=稀土", "/sources", "/failures"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "word"), [("zh", "主题"), ("en", "Topics")])
def test_pages_speak_the_readers_language(client: TestClient, path: str, language: str, word: str) -> None:
    response = client.get(path, headers={"accept-language": f"{language};q=0.9"})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text
    assert f">{word}</a>" in response.text


@pytest.mark.parametrize("path", [*PAGES, "/static/groundwire.css", "/nothing", "/topics/nothing"])
def test_every_response_forbids_what_is_not_ours(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_code_and_ask_nobody_else(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\s(style|on[a-z]+)=", re.sub(r">[^<]*<", "><", text))
    assert all(source.startswith("/") for source in re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', text))


def test_a_topic_page_shows_briefs_with_citations_that_lead_to_paragraphs(client: TestClient) -> None:
    text = client.get("/topics/technology-sovereignty").text
    links = re.findall(r'class="cite" href="([^"#]+)#p(\d+)"', text)
    assert len(links) > 50
    path, number = links[0]
    page = client.get(path.replace("&amp;", "&"))
    assert f'id="p{number}"' in page.text
    assert "statement-span" in page.text


def test_a_document_page_marks_names_and_figures(client: TestClient, sample_desk: Desk) -> None:
    text = client.get(f"/documents/{first_document(sample_desk)}", headers={"accept-language": "en"}).text
    assert re.search(r'<mark class="[^"]*\bname\b[^"]*" data-note="[^"]+" tabindex="0">', text)
    assert re.search(r'<mark class="[^"]*\bfigure\b', text)


def test_revisions_and_copies_are_linked(client: TestClient, sample_desk: Desk) -> None:
    found = sample_desk.search(Query(limit=200), fold=False).items
    revised = next(each.record for each in found if each.record.revision_number > 1)
    text = client.get(f"/documents/{revised.document.id}", headers={"accept-language": "en"}).text
    old = re.search(r'href="(/documents/[^"]*revision=[^"]*)">revision 1<', text)
    assert old
    assert "You are reading an older revision" in client.get(old[1], headers={"accept-language": "en"}).text
    copied = next(each.record for each in found if each.record.copy_of)
    assert copied.copy_of
    assert copied.copy_of in client.get(f"/documents/{copied.document.id}").text


def test_copies_of_one_text_are_one_entry(client: TestClient, sample_desk: Desk) -> None:
    found = sample_desk.search(Query(limit=100), fold=False).items
    copied = next(each.record for each in found if each.record.copy_of)
    (entry,) = (
        each
        for each in present_found(sample_desk, sample_desk.search(Query(limit=100)).items, topic=None, language="en")
        if each.record.document.id == copied.copy_of
    )
    assert [copy.document for copy in entry.copies] == [copied.document.id]
    for language, said in (("en", "and 1 copy: "), ("zh", "另有 1 篇转载：")):
        headers = {"accept-language": language}
        page = client.get("/search", params={"q": copied.document.title}, headers=headers).text
        assert f"<summary>{said}{copied.document.source_name}</summary>" in page
        assert f'href="/documents/{copied.document.id}"' in page
        assert f'id="d-{copied.document.id}"' not in page


def test_search_finds_and_highlights(client: TestClient) -> None:
    text = client.get("/search", params={"q": "稀土 出口管制"}).text
    assert '<mark class="hit">' in text


def test_filters_narrow(client: TestClient) -> None:
    whole = client.get("/topics/technology-sovereignty", headers={"accept-language": "en"}).text
    german = client.get("/topics/technology-sovereignty?lang=de", headers={"accept-language": "en"}).text
    assert len(re.findall('class="entry"', german)) < len(re.findall('class="entry"', whole))
    assert 'lang="zh-Hans"><a' not in german


def test_htmx_gets_a_block_of_the_same_page(client: TestClient) -> None:
    part = client.get("/topics/technology-sovereignty?q=gallium", headers={"hx-request": "true"}).text
    whole = client.get("/topics/technology-sovereignty?q=gallium").text
    assert part.lstrip().startswith('<div id="results">')
    assert part.strip() in whole


def test_preferences_are_kept_and_lead_back(client: TestClient) -> None:
    saved = client.post("/preferences", data={"language": "zh", "back": "/sources?x=1"}, follow_redirects=False)
    assert (saved.status_code, saved.headers["location"]) == (303, "/sources?x=1")
    assert "groundwire-language=zh" in saved.headers["set-cookie"]


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_preferences_lead_nowhere_else(client: TestClient, back: str) -> None:
    saved = client.post("/preferences", data={"theme": "dark", "back": back}, follow_redirects=False)
    assert saved.headers["location"] == "/"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/topics/nothing", 404),
        ("/documents/ffffffffffffffff", 404),
        ("/search?since=yesterday", 400),
        ('/search?q="open', 400),
        ("/search?cursor=garbage", 400),
        ("/documents/../../etc/passwd", 404),
    ],
)
def test_mistakes_get_a_page_for_people(client: TestClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert "Traceback" not in response.text
    assert "<h1>" in response.text


def test_the_feed_is_atom(client: TestClient) -> None:
    response = client.get("/topics/technology-sovereignty/feed.atom")
    assert response.headers["content-type"].startswith("application/atom+xml")
    assert response.text.count("<entry") > 10


def test_text_from_documents_never_becomes_markup(tmp_path: Path, desk: Desk) -> None:
    import json

    nasty = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    body = "\n".join(
        f"Gallium export controls {n}: {nasty} the ministry said that licences rose by {n} percent." for n in range(8)
    )
    item = {"url": "https://a.example/x", "title": nasty, "text": body, "source": nasty, "authors": [nasty]}
    (tmp_path / "items.jsonl").write_text(json.dumps(item))
    desk.add(str(tmp_path / "items.jsonl"))
    (found,) = desk.search("gallium").items
    with TestClient(create_app(desk, hosts=["testserver"])) as client:
        for path in ("/search?q=gallium", f"/documents/{found.record.document.id}", "/sources"):
            text = client.get(path).text
            assert "<script>alert" not in text
            assert "<img" not in text


def test_other_host_names_are_refused(client: TestClient) -> None:
    """A page elsewhere that points its own name at this machine must not read the desk."""
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
