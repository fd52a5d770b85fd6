import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.extract import extractors
from groundwire.extract.block import Block
from groundwire.extract.bodytree import body_blocks
from groundwire.extract.clean import clean, is_furniture
from groundwire.extract.forest import Forest, block_forest, parse_forest
from groundwire.extract.guard import guard
from groundwire.extract.html import agreement, extract_body, medoid
from groundwire.extract.leaves import fold, leaves
from groundwire.extract.prepass import parse, prepare
from groundwire.extract.shingles import overlap, shingles

EN = [
    "The ministry said on Monday that it would extend the licence regime to eleven further minerals, effective in May.",
    "Exporters must now show the final customer for every shipment, a step that several companies called unworkable.",
    "“We have six weeks to change forty contracts,” said a manager at a refiner, who asked not to be named.",
    "Analysts expect prices to rise, but they doubt that the measure will hold for more than two quarters.",
]
ZH = [
    "商务部周一宣布，自五月一日起对十一种矿产实施出口许可管理，相关企业须在发货前提交最终用户证明。",
    "多家冶炼企业表示，新规实施前只有六周时间调整合同，部分长期订单可能被迫推迟交付。",
    "分析人士认为，短期内价格将有所上涨，但这一措施的效果未必能持续超过两个季度。",
    "该部门负责人称：“我们将与各方保持沟通，依法依规办理许可。”",
]
LINKS = "".join(f'<li><a href="/{n}">Another story number {n} of today</a></li>' for n in range(12))


def page(inner: str, title: str = "Licences for eleven minerals", links: str = LINKS) -> str:
    return (
        f"<html><head><title>{title} - Example News</title></head><body><nav><ul>{links}</ul></nav>"
        f"<main><article><h1>{title}</h1>{inner}</article></main><aside class='related'><ul>{links}</ul></aside>"
        "<footer><p>Copyright 2026 Example News. All rights reserved.</p></footer></body></html>"
    )


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def body_of(html: str, title: str | None = None) -> list[tuple[str, str]]:
    body = extract_body(guard(html), url="https://example.org/a", title=title, language=None)
    return [(block.role, block.text) for block in body.blocks]


@pytest.mark.parametrize("texts", [EN, ZH])
def test_article_without_its_furniture(texts: list[str]) -> None:
    found = body_of(page(paragraphs(texts)), title="Licences for eleven minerals")
    assert [text for _, text in found] == texts


@pytest.mark.parametrize("texts", [EN, ZH])
def test_a_layout_table_keeps_its_paragraphs_apart(texts: list[str]) -> None:
    cell = "<table><tr><td>" + "<br><br>".join(texts + texts[:1][::-1]) + "</td></tr></table>"
    found = [text for _, text in body_of(page(cell))]
    assert [text for text in found if text in texts] == texts


def test_the_page_of_a_messenger_is_read_by_its_site_rule() -> None:
    inner = "".join(f'<section><span style="font-size:15px">{text}</span></section>' for text in ZH)
    html = (
        "<html><body><div class='rich_media_wrp'><h1>标题</h1><div class='rich_media_content' id='js_content' "
        f"style='visibility: hidden;'>{inner}</div></div><div>微信扫一扫关注该公众号，阅读更多内容</div></body></html>"
    )
    assert [text for _, text in body_of(html)] == ZH


def test_agreement_is_confidence_and_extractors_are_named() -> None:
    body = extract_body(page(paragraphs(EN)), url=None, title=None, language="en")
    assert body.confidence > 0.9
    assert body.extractors == ("trafilatura", "groundwire")
    wide = extract_body(page(paragraphs(ZH), links=""), url=None, title=None, language="zh")
    assert wide.extractors[:4] == ("trafilatura", "groundwire", "readability", "inner readability")


@pytest.mark.parametrize(
    "html", ["", " ", "<!-- nothing -->", "<html></html>", "<p></p>", "<html><body></body></html>"]
)
def test_nothing_gives_an_empty_body(html: str) -> None:
    body = extract_body(html, url=None, title=None, language=None)
    assert (body.blocks, body.confidence) == ((), 0.0)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</div>",
                "<table>",
                "<tr><td>",
                "<li>",
                "<a href=",
                "<br>",
                "字",
                "a word. ",
                "<!--",
                "&#0;",
                "<svg>",
                "\ud800",
            ]
        ),
        max_size=40,
    )
)
def test_broken_markup_gives_folded_blocks(parts: list[str]) -> None:
    for role, text in body_of("".join(parts)):
        assert role in ("text", "heading", "item", "quote", "row", "caption")
        assert text == fold(text) != ""


def test_inner_readability_is_still_there() -> None:
    tree = parse(page(paragraphs(EN)))
    assert tree is not None
    assert [block.text for block in extractors.by_inner_readability(tree) if block.text in EN] == EN


def test_a_failing_extractor_has_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("broken page")

    monkeypatch.setattr(extractors, "extract_plain_text", fail)
    assert extractors.by_resiliparse("<p>text</p>") == []


def test_leaves_have_roles_and_break_where_a_reader_sees_a_break() -> None:
    tree = parse(
        "<body><h2>Head</h2><p>One<br>two <b>bold</b> <a>link</a></p><ul><li>item</li></ul>"
        "<blockquote><p>said</p></blockquote>"
        "<table><tr><th>a</th><td>1</td></tr></table><figure><figcaption>seen</figcaption></figure><pre>x\ny</pre>"
        "<script>no</script><div style='display:none'>dark</div></body>"
    )
    assert tree is not None
    found = leaves(tree)
    assert [(leaf.role, leaf.text) for leaf in found] == [
        ("heading", "Head"),
        ("text", "One"),
        ("text", "two bold link"),
        ("item", "item"),
        ("quote", "said"),
        ("row", "a | 1"),
        ("caption", "seen"),
        ("text", "x"),
        ("text", "y"),
        ("text", "dark"),
    ]
    assert (found[2].links, found[-1].hidden) == (4, True)


def test_a_data_table_stays_a_table() -> None:
    tree = parse("<table><tr><td>Gallium</td><td>98 %</td></tr><tr><td>Germanium</td><td>60 %</td></tr></table>")
    assert tree is not None
    prepare(tree)
    assert [leaf.text for leaf in leaves(tree)] == ["Gallium | 98 %", "Germanium | 60 %"]


def test_the_tree_of_trafilatura_is_walked() -> None:
    tree = parse("<div><head></head></div>")
    assert tree is not None
    for tag, text in (("p", "one"), ("quote", "said"), ("item", "point")):
        element = tree.makeelement(tag)
        element.text = text
        tree.append(element)
    row = tree.makeelement("row")
    for text in ("a", "b"):
        cell = tree.makeelement("cell")
        cell.text = text
        row.append(cell)
    tree.append(row)
    assert [(block.role, block.text) for block in body_blocks(tree)] == [
        ("text", "one"),
        ("quote", "said"),
        ("item", "point"),
        ("row", "a | b"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：王小明",
        "（责编：李红、张伟）",
        "来源：新华社",
        "原标题：某公司发布新品",
        "扫码下载客户端",
        "打开APP阅读全文",
        "相关阅读",
        "声明：本文仅代表作者观点。",
        "未经授权不得转载",
        "2025年3月4日 06:10",
        "Advertisement",
        "Read more: Chip makers wait for licences",
        "Share this article",
        "Sign up for our newsletter",
        "© 2026 Example. All rights reserved.",
        "March 4, 2025",
        "By Jane Example",
        "Lire aussi : Le marché attend",
        "Publié le 4 mars 2025 à 10h12",
        "Lesen Sie auch: Der Markt wartet",
        "4. März 2025, 10:12 Uhr",
        "関連記事",
        "2025年3月4日 配信",
        "Te puede interesar: El mercado espera",
        "Compartir",
        "—————",
    ],
)
def test_furniture_goes(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        *EN,
        *ZH,
        "Share prices fell by three percent.",
        "By Monday the price had doubled.",
        "来源于海外的订单增长了三成。",
        "编辑部收到读者来信。",
        "Read more than ten books.",
        "“No.”",
        "是。",
        "12.5%",
        "Source code was published on Monday.",
        "更多企业加入了这一计划。",
        "Von Montag an gilt die neue Regel.",
        "Par ailleurs, le marché attend.",
    ],
)
def test_prose_stays(line: str) -> None:
    assert not is_furniture(line)


def test_cleaning_drops_the_title_and_long_repeats_only() -> None:
    texts = ["Licences: for minerals", EN[0], "“Yes.”", EN[0], "“Yes.”"]
    found = clean([Block(role="text", text=text) for text in texts], title="Licences for minerals!")
    assert [block.text for block in found] == [EN[0], "“Yes.”", "“Yes.”"]


def test_long_blocks_are_never_furniture() -> None:
    assert not is_furniture("来源：" + "字" * 300)


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_overlap_is_a_symmetric_share(left: list[str], right: list[str]) -> None:
    one, other = shingles(left), shingles(right)
    assert 0 <= overlap(one, other) == overlap(other, one) <= 1
    assert overlap(one, one) == 1


def test_a_chinese_character_is_a_token() -> None:
    assert shingles(["稀土出口 ok"]).total() == 2


def test_the_medoid_is_the_body_nearest_to_all() -> None:
    near = [Block(role="text", text=text) for text in EN]
    bodies = {"groundwire": [Block(role="text", text=ZH[0])], "a": near, "b": near[:3], "c": []}
    name, confidence = medoid(bodies)
    assert (name, 0 < confidence < 1) == ("a", True)
    assert medoid({"a": []}) == ("groundwire", 0.0)
    assert agreement(near, []) == 0


def test_a_forest_adds_the_values_of_its_leaves() -> None:
    text = '{"features": ["x"], "base": -1, "trees": [[[0, 0.5, 1, 2, 0], [-1, 0, 0, 0, 1], [-1, 0, 0, 0, 3]]]}'
    forest = parse_forest(text)
    assert forest == Forest(
        features=("x",),
        base=-1.0,
        trees=(((0, 0.5, 1, 2, 0.0), (-1, 0.0, 0, 0, 1.0), (-1, 0.0, 0, 0, 3.0)),),
    )
    low, high = forest.probabilities(np.array([[0.5, 0.6]]))
    assert low == 0.5
    assert high > 0.88


def test_all_trees_at_once_say_what_a_walk_through_each_says() -> None:
    forest = block_forest()
    thresholds = [node[1] for tree in forest.trees for node in tree]
    rows = np.random.default_rng(0).choice([*thresholds, -1e9, 1e9], (len(forest.features), 50))
    walked = [_walk(forest, row) for row in rows.T.tolist()]
    assert np.allclose(forest.probabilities(rows), walked, rtol=0, atol=1e-12)


def _walk(forest: Forest, row: list[float]) -> float:
    total = forest.base
    for tree in forest.trees:
        feature, threshold, left, right, value = tree[0]
        while feature >= 0:
            feature, threshold, left, right, value = tree[left if row[feature] <= threshold else right]
        total += value
    return 1 / (1 + math.exp(-total))


def test_the_shipped_forest_is_sound() -> None:
    forest = block_forest()
    assert len(forest.features) == len(set(forest.features))
    for tree in forest.trees:
        for place, node in enumerate(tree):
            feature, _, left, right, _ = node
            assert feature < len(forest.features)
            assert feature < 0 or place < min(left, right) <= max(left, right) < len(tree)


def test_a_consent_dialog_is_no_article() -> None:
    notice = " ".join(["This notice explains how we and our partners use cookies and what you may choose."] * 4)
    html = page(paragraphs(EN)) + f"<div id='onetrust-consent-sdk'>{paragraphs([notice, notice + ' More.'])}</div>"
    assert [text for _, text in body_of(html, title="Licences for eleven minerals")] == EN
