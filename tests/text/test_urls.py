"""Addresses: what changes the page stays, what does not goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.text.urls import canonical_url, document_id_for, host_of, is_web, site_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://www.Example.com:80/a/../b/%7euser/%e4%b8%ad?b=2&a=1#part", "http://www.example.com/b/~user/%E4%B8%AD?a=1&b=2"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/x?utm_source=a&utm_medium=b&gclid=1&fbclid=2&id=7", "https://example.com/x?id=7"),
        ("https://example.com/x?spm=1.2&from=timeline&isappinstalled=0&wt_mc=rss", "https://example.com/x"),
        ("https://example.com/x?UTM_Source=a", "https://example.com/x"),
        ("https://youtube.com/watch?v=1&feature=share", "https://youtube.com/watch?v=1"),
        ("https://example.com/x?feature=long", "https://example.com/x?feature=long"),
        ("https://example.com/#!/article/5", "https://example.com/#!/article/5"),
        ("https://example.com/a/amp/", "https://example.com/a"),
        ("https://example.com/a.amp.html", "https://example.com/a.html"),
        ("https://example.com/a?amp=1&x=2", "https://example.com/a?x=2"),
        ("https://example.com/amp/news/a", "https://example.com/news/a"),
        ("https://example.com/amplifier", "https://example.com/amplifier"),
        ("https://amp.example.com/a", "https://example.com/a"),
        ("https://m.example.com.cn/a", "https://example.com.cn/a"),
        ("https://en.m.wikipedia.org/wiki/X", "https://en.wikipedia.org/wiki/X"),
        ("https://m.outlet.example/a", "https://outlet.example/a"),
        ("https://m.co.uk/a", "https://m.co.uk/a"),
        ("https://www.google.com/amp/s/www.example.com/a/amp/", "https://www.example.com/a"),
        ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a", "https://www.example.com/a"),
        ("http://münchen.de/ä b", "http://xn--mnchen-3ya.de/%C3%A4%20b"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("http://[::1]/a", "http://[::1]/a"),
        ("file:///tmp/a b.html", "file:///tmp/a b.html"),
        ("http://[broken", "http://[broken"),
    ],
)  # fmt: skip
def test_canonical_url(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@given(
    st.builds(
        "https://{}.example.com/{}?{}#{}".format,
        st.sampled_from(["www", "m", "amp", "en.m", "wap"]),
        st.text(max_size=30),
        st.text(max_size=30),
        st.text(max_size=10),
    )
)
def test_canonical_urls_stay_as_they_are(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(st.text(max_size=60))
def test_any_string_is_survived(text: str) -> None:
    canonical_url(text)
    site_of(text)
    document_id_for(text, "")


def test_the_same_page_has_one_id() -> None:
    page = document_id_for("https://www.example.com/news/1/", "")
    for url in (
        "http://example.com/news/1",
        "https://m.example.com/news/1?utm_source=x",
        "https://example.com/news/1/amp#top",
    ):
        assert document_id_for(url, "other content") == page
    assert document_id_for("https://example.com/news/2", "") != page


def test_without_an_address_the_content_decides() -> None:
    assert document_id_for(None, "text") == document_id_for(None, "text")
    assert document_id_for(None, "text") != document_id_for(None, "other")


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://news.sina.com.cn/c/1", "sina.com.cn"),
        ("https://localhost/x", "localhost"),
        ("file:///tmp/x.html", ""),
    ],
)
def test_site_of(url: str, site: str) -> None:
    assert site_of(url) == site


def test_what_is_on_the_web() -> None:
    assert is_web("https://example.com/a")
    assert not is_web("file:///a")
    assert not is_web("example.com/a")
    assert not is_web(None)
    assert host_of("https://User@News.Example.COM./x") == "news.example.com"
