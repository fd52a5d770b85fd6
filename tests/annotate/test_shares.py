"""Finding shares: golden sentences by language, what is none, and what holds for every text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.figures.find import find_figures
from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.passage import Passage
from groundwire.annotate.sentence import Sentence
from groundwire.annotate.shares.find import find_shares
from groundwire.annotate.shares.words import share_words
from groundwire.models import Figure, Reference, Share, Span
from tests.annotate.golden_pairs import DAY
from tests.annotate.golden_shares import SHARES, Row

ANNOTATOR = Annotator(load_entities().values())
_PIECES = (*"中国占全球的镓，。、和()（其中来自\ue000\ue004", "98%", "share", "TSMC", "市场份额")
LANGUAGES = ("zh-Hans", "en", "fr", "de", "es", "ja")


def shares_of(text: str, language: str) -> tuple[Share, ...]:
    return ANNOTATOR.annotate_text(text, language, DAY).shares


def row_of(share: Share, text: str) -> Row:
    def words(place: Reference | Span | None) -> str | None:
        span = place.span if isinstance(place, Reference) else place
        return text[span.start : span.end] if span else None

    return (
        str(words(share.figure.span)),
        share.shared,
        words(share.holder),
        words(share.of),
        words(share.scope),
        share.stage,
        words(share.within),
    )


@pytest.mark.parametrize(
    ("language", "text", "rows"), [(language, *pair) for language, pairs in SHARES.items() for pair in pairs]
)
def test_golden_sentences(language: str, text: str, rows: list[Row]) -> None:
    assert [row_of(share, text) for share in shares_of(text, language)] == rows


def test_golden_sentences_are_enough() -> None:
    with_shares = {language: sum(bool(rows) for _, rows in pairs) for language, pairs in SHARES.items()}
    assert all(with_shares[language] >= (24 if language in ("zh-Hans", "en") else 6) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Revenue rose 35% and net profit fell 12%."),
        ("en", "Its market share rose by 3 percentage points."),
        ("en", "A poll found that 62% of voters hold that view."),
        ("en", "The central bank held its rate at 4.5%."),
        ("en", "China accounts for 18% of the world's population."),
        ("en", "Exports account for 20% of GDP."),
        ("en", "The rest, 12%, comes from elsewhere."),
        ("en", "There is a 70% chance of rain."),
        ("zh-Hans", "营收同比增长35%，净利润下降12%。"),
        ("zh-Hans", "市场份额上升了3个百分点。"),
        ("zh-Hans", "人口占全球的18%。"),
        ("zh-Hans", "制造业占国内生产总值的27%。"),
        ("zh-Hans", "65%的受访者支持该政策。"),
        ("zh-Hans", "贷款利率为3.1%，关税税率提高到100%。"),
        ("zh-Hans", "全场商品打七折，降价30%。"),
        ("de", "Der Umsatz stieg um 12 Prozent."),
        ("fr", "La Chine représente 18 % de la population mondiale."),
        ("es", "Los ingresos crecieron un 12 %."),
        ("ja", "売上高は12%増加した。"),
    ],
)
def test_other_percentages_are_no_shares(language: str, text: str) -> None:
    assert shares_of(text, language) == ()


def test_holder_thing_and_scope_are_linked() -> None:
    (share,) = shares_of("美国80%的稀土进口来自中国。", "zh-Hans")
    entities = [reference.entity if reference else None for reference in (share.holder, share.of, share.scope)]
    assert entities == ["place/country-cn", "material/rare-earths", "place/country-us"]


def test_a_pronoun_stands_for_the_only_company_before_it() -> None:
    text = "TSMC reported its results. The company controls 62% of the global foundry market."
    (share,) = shares_of(text, "en")
    assert share.holder is not None
    assert text[share.holder.span.start : share.holder.span.end] == "TSMC"
    assert share.holder.entity == "org/tsmc"


def test_joint_holders_are_one_reference_and_no_entity() -> None:
    text = "三星、SK海力士和美光合计占据全球DRAM市场95%的份额。"
    (share,) = shares_of(text, "zh-Hans")
    assert share.holder is not None
    assert text[share.holder.span.start : share.holder.span.end] == "三星、SK海力士和美光"
    assert share.holder.entity is None


def test_what_stands_in_another_sentence_is_no_list_of_this_one() -> None:
    before = "上市公司天齐锂业年报显示，华信投资有限公司持股3541万股，占公司总股本15.78%，是公司的第一大股东。"
    text = before + "工商资料显示，李明父亲李大同和母亲王小梅分别持股华信投资99%和1%。"
    assert [row_of(share, text)[0] for share in shares_of(text, "zh-Hans")] == ["15.78%"]


def test_traditional_and_simplified_characters_say_the_same() -> None:
    simplified = shares_of("中国控制着全球约60%的锂加工能力。", "zh-Hans")
    traditional = shares_of("中國控制著全球約60%的鋰加工能力。", "zh-Hant")
    assert [(s.shared, s.stage, s.figure.low) for s in simplified] == [
        (s.shared, s.stage, s.figure.low) for s in traditional
    ]


@pytest.mark.parametrize("language", [*LANGUAGES, "und", "ko", "ru"])
def test_the_data_of_every_language_compiles(language: str) -> None:
    assert share_words(language).frames is not None


@given(
    st.lists(
        st.sampled_from([*_PIECES, " of ", "accounts for ", "China ", "is ", "imports ", "from ", "'s ", "30 % "]),
        max_size=40,
    ),
    st.sampled_from(LANGUAGES),
)
@settings(max_examples=300, deadline=None)
def test_every_share_has_its_places_in_the_text(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    found = ANNOTATOR.annotate_text(text, language, DAY)
    for share in found.shares:
        assert share.figure in found.figures
        for reference in (share.holder, share.of, share.scope):
            assert reference is None or 0 <= reference.span.start < reference.span.end <= len(text)
            assert reference is None or text[reference.span.start : reference.span.end].strip()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "如果单独或合计持有一家公司50%及以上的股份，该公司适用同样的限制。"),
        ("zh-Hans", "新规把限制扩展到持股50%以上的子公司。"),
        ("zh-Hans", "中微公司研发投入24.52亿元，占营业收入的27%。"),
        ("en", "The Commission’s study of critical raw materials puts the share at 94 percent of global supply."),
        ("en", "India has a fifth of the world’s chip designers."),
    ],
)
def test_rules_costs_and_studies_are_no_shares(language: str, text: str) -> None:
    assert shares_of(text, language) == ()


@pytest.mark.parametrize(
    ("language", "piece"), [("zh-Hans", "占2%、"), ("en", "has 2%, "), ("de", "je 2 %, "), ("ja", "が2%、")]
)
def test_two_thousand_percentages_cost_little(language: str, piece: str) -> None:
    text = (piece * 2_000)[:15_000]
    started = time.perf_counter()
    shares_of(text, language)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("zh-Hans", "占全球98%的"),
        ("zh-Hans", "中国、美国和日本"),
        ("en", "accounts for 98% of the world's "),
        ("en", "China, TSMC and Samsung's share of the market of "),
        ("fr", "représente 98 % de la production de "),
        ("de", "hält 98 Prozent der Galliumproduktion von "),
        ("ja", "中国は世界の98%の"),
    ],
)
def test_long_sentences_cost_little(language: str, piece: str) -> None:
    text = (piece * 4_000)[:1_900]
    passage = Passage(text, language)
    figures = tuple(
        Figure(span=Span(paragraph=1, start=f.start, end=f.end), kind=f.kind, low=f.low, high=f.high, unit=f.unit)
        for f in find_figures(passage, passage.overlap())
    )
    sentence = Sentence(
        paragraph=1, start=0, end=len(text), passage=passage, mentions=(), figures=figures, dates=(), codes=()
    )
    started = time.perf_counter()
    list(find_shares([sentence] * 5, DAY))
    assert time.perf_counter() - started < 5
