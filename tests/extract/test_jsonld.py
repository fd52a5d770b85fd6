"""Structured data, mended where sites break it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.extract.jsonld import articles, read_nodes, text_of

ARTICLE = (
    '{"@context":"https://schema.org","@type":"NewsArticle","headline":"Gallium rules","datePublished":"2025-03-04"}'
)


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@graph":[{{"@type":"WebPage"}},{ARTICLE}]}}',
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"<!-- {ARTICLE} -->",
        f"{ARTICLE};",
        ARTICLE.replace("}", ",}"),
        ARTICLE.replace("Gallium rules", "Gallium rules").replace('"', "&quot;"),
        ARTICLE.replace('"@type"', '"description":"two\nlines\tand a tab","@type"'),
        f"/* made by a plugin */ {ARTICLE}",
        f'{{"@type":"WebSite"}}\n{ARTICLE}',
        ARTICLE.replace('"@type"', '"description":"a "broken" string","@type"'),
        ARTICLE.replace('"NewsArticle"', '["Thing","http://schema.org/NewsArticle"]'),
        f'{{"@type":"WebPage","mainEntity":{ARTICLE}}}',
    ],
)
def test_the_article_is_found(script: str) -> None:
    found = articles(read_nodes([script]))
    assert [text_of(node["headline"]) for node in found] == ["Gallium rules"]


def test_references_are_followed() -> None:
    graph = [
        {"@type": "Article", "author": {"@id": "#jane"}, "headline": "x"},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
    ]
    (article,) = articles(read_nodes([json.dumps({"@graph": graph})]))
    assert text_of(article["author"]) == "Jane Doe"


def test_the_surest_kind_comes_first() -> None:
    nodes = read_nodes(
        ['[{"@type":"Article","headline":"a"},{"@type":"NewsArticle","headline":"n"},{"@type":"Person"}]']
    )
    assert [node["headline"] for node in articles(nodes)] == ["n", "a"]


def test_depth_and_size_are_survived() -> None:
    assert read_nodes(["[" * 100_000]) == []
    assert read_nodes(['{"@type":"Article","a":' * 3000]) == []


@given(st.text(max_size=200))
def test_any_script_is_survived(script: str) -> None:
    read_nodes([script, "{" + script, '{"@type":"Article","headline":' + script])
