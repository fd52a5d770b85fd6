"""Matching: where evidence is found, what it is worth, and what speaks against."""

import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.models import (
    Annotations,
    CaptureId,
    Document,
    DocumentId,
    EntityId,
    Event,
    Mention,
    Paragraph,
    RevisionId,
    Role,
    Span,
    Topic,
    TopicError,
    TopicId,
    TopicMatch,
)
from groundwire.topics.load import load_topics, parse_topic
from groundwire.topics.match import TopicMatcher

CHIPS = parse_topic(
    """
labels: {en: chips}
threshold: 3
concepts:
  chip: {weight: 0.9, terms: {en: [chip, chips], zh: [芯片, 晶片], de: [Chip]}}
  domestic-chip: {weight: 2, terms: {zh: [国产芯片], en: [domestic chip*]}}
  fab: {terms: {en: [fab, fabs], zh: [晶圆厂]}}
  control: {weight: 2, terms: {en: ["export control*"], zh: [出口管制], fr: [contrôle à l'exportation]}}
  euv: {weight: 1.5, terms: {und: [{term: EUV, exact: true}]}}
  sovereignty: {weight: 3, terms: {en: [tech sovereignty]}}
  politics: {weight: 0.8, terms: {en: [sanctions]}}
  trade: {weight: 0.8, terms: {en: [tariffs]}}
  security: {weight: 0.8, terms: {en: [security]}}
excluded: {en: [potato chip*, {term: chip in, weight: 0}]}
entities: {org/smic: 1.5, org/asml: 1.5, org/tsmc: 1.5}
event_types: {export-control: 1}
""",
    TopicId("chips"),
    "chips.yaml",
)


def document(*paragraphs: str, title: str = "", language: str = "en", heading: int = 0) -> Document:
    roles: list[Role] = ["heading" if number == heading else "text" for number in range(1, len(paragraphs) + 1)]
    return Document(
        id=DocumentId("d"),
        revision=RevisionId("r"),
        capture=CaptureId("c"),
        url=None,
        title=title,
        source_name="",
        authors=(),
        published=None,
        fetched_at=datetime(2025, 1, 1, tzinfo=UTC),
        language=language,
        image=None,
        paragraphs=tuple(
            Paragraph(number=number, role=role, text=text)
            for number, (role, text) in enumerate(zip(roles, paragraphs, strict=True), 1)
        ),
    )


def explain(item: Document, annotations: Annotations | None = None, topic: Topic = CHIPS) -> TopicMatch:
    return TopicMatcher([topic]).explain(item, annotations or Annotations(), topic.id)


def keys(match: TopicMatch) -> list[str]:
    return [reason.key for reason in match.reasons]


def test_a_match_says_what_stands_where() -> None:
    item = document("A new fab opens.", "Export controls bite; the EUV tool stays.", title="Fab plans")
    match = explain(item)
    assert match.matched
    texts = [item.title, *(paragraph.text for paragraph in item.paragraphs)]
    found = {r.key: [texts[s.paragraph][s.start : s.end] for s in r.spans] for r in match.reasons}
    assert found == {
        "concept:fab": ["Fab", "fab"],
        "concept:control": ["Export controls"],
        "concept:euv": ["EUV"],
    }


def test_reasons_sum_to_the_score_strongest_first() -> None:
    match = explain(document("Potato chips and chips: export controls on sanctions, EUV and fabs."))
    assert sum(reason.weight for reason in match.reasons) == pytest.approx(match.score, abs=1e-3)
    assert [abs(r.weight) for r in match.reasons] == sorted((abs(r.weight) for r in match.reasons), reverse=True)


def test_the_longest_term_wins() -> None:
    assert keys(explain(document("国产芯片量产。", language="zh-Hans"))) == ["concept:domestic-chip"]


def test_traditional_characters_are_found_by_simplified_terms() -> None:
    match = explain(document("國產芯片與晶圓廠，出口管制升級。", language="zh-Hant"))
    assert set(keys(match)) == {"concept:domestic-chip", "concept:fab", "concept:control"}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Der Chip ist da.", "de", ["concept:chip"]),
        ("El fab y los chips.", "es", []),  # English words in Spanish prove nothing
        ("Le 芯片 arrive.", "fr", ["concept:chip"]),  # Chinese words mean the same everywhere
        ("La machine EUV arrive.", "fr", ["concept:euv"]),  # und
        ("Les euv arrivent.", "fr", []),  # exact
        ("Un contrôle à l’exportation.", "fr-FR", ["concept:control"]),  # the printer's apostrophe
        ("fab", "und", ["concept:fab"]),  # unknown language: every term holds
        ("prefab fabulous", "en", []),  # whole words only
    ],
)
def test_terms_hold_in_their_language(text: str, language: str, expected: list[str]) -> None:
    assert keys(explain(document(text, language=language))) == expected


def test_one_decisive_concept_is_enough_but_one_other_is_not() -> None:
    assert explain(document("A plan for tech sovereignty.")).matched
    repeated = explain(document(*["Export controls."] * 5))
    assert not repeated.matched
    assert repeated.score == pytest.approx(2.7)


def test_one_strong_concept_is_enough_in_the_title() -> None:
    assert explain(document("They were announced on Monday.", title="Export controls")).matched
    assert not explain(document("It was announced on Monday.", title="A fab")).matched


def test_a_list_of_other_headlines_weighs_little() -> None:
    story = "The cat was found on Monday. " * 6
    headlines = ("Cat found", "More export controls", "A new fab opens", "Sport: home side wins")
    sentences = tuple(f"{headline}, it was said." for headline in headlines)
    assert explain(document(*headlines, story)).score < 0.8 * explain(document(*sentences, story)).score


def test_supporting_concepts_never_carry_a_match() -> None:
    match = explain(document(*["Sanctions, tariffs, security and chips."] * 9, title="Sanctions, tariffs, security"))
    assert not match.matched
    assert 0 < match.score <= 0.6 * 3


def test_title_weighs_more_than_lead_and_lead_more_than_the_rest() -> None:
    filler = "Nothing to see here but words. " * 20
    scores = [
        explain(document("Fabs and EUV.", filler, filler, title="Export controls")).score,
        explain(document("Export controls. Fabs and EUV.", filler, filler, title="News")).score,
        explain(document("Fabs and EUV.", filler, "Export controls." + filler, title="News")).score,
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_a_heading_counts_like_the_lead() -> None:
    filler = "Nothing to see here but words. " * 20
    plain = explain(document(filler, filler, "Fabs", "text"))
    heading = explain(document(filler, filler, "Fabs", "text", heading=3))
    assert heading.score > plain.score


def test_an_aside_in_a_long_text_does_not_match() -> None:
    filler = "Nothing to see here but words. " * 300
    assert explain(document("Export controls on fabs.")).matched
    assert not explain(document(filler, "Export controls on fabs.", filler)).matched


def test_repetition_is_damped() -> None:
    once, often, always = (explain(document("fab. " * n)).score for n in (1, 10, 100))
    assert once < often < 3
    assert always - often < often - once


def test_excluded_words_hide_what_they_contain_and_speak_against() -> None:
    match = explain(document("Potato chips."))
    assert keys(match) == ["excluded:potato chip*"]
    assert match.score < 0
    hidden = explain(document("We all chip in."))
    assert keys(hidden) == ["excluded:chip in"]
    assert hidden.score == 0
    assert hidden.excluded_by is None


def test_excluded_words_are_named_when_they_settle_it() -> None:
    settled = explain(document("Export controls and a fab; potato chips.", title="Potato chips"))
    assert not settled.matched
    assert settled.excluded_by == "excluded:potato chip*"
    outweighed = explain(
        document("Export controls, EUV, tech sovereignty and a fab. Potato chips too.", title="Export controls")
    )
    assert outweighed.matched


def test_required_concepts() -> None:
    topic = parse_topic(
        "labels: {en: x}\nrequired: [[b, c]]\nconcepts:\n  a: {weight: 3, terms: {en: [alpha]}}\n"
        "  b: {terms: {en: [beta]}}\n  c: {terms: {en: [gamma]}}",
        TopicId("x"),
        "x.yaml",
    )
    missing = explain(document("alpha"), topic=topic)
    assert missing.score >= missing.threshold
    assert not missing.matched
    assert missing.excluded_by == "required: b, c"
    assert explain(document("alpha gamma"), topic=topic).matched


def mention(text: str, name: str, entity: str | None, paragraph: int = 1) -> Mention:
    start = text.index(name)
    span = Span(paragraph=paragraph, start=start, end=start + len(name))
    return Mention(span=span, entity=EntityId(entity) if entity else None, kind="organisation")


def test_entities_add_but_names_alone_never_match() -> None:
    text = "SMIC, ASML and TSMC met an unknown firm."
    names = (("SMIC", "org/smic"), ("ASML", "org/asml"), ("TSMC", "org/tsmc"), ("unknown firm", None))
    annotations = Annotations(mentions=tuple(mention(text, name, entity) for name, entity in names))
    alone = explain(document(text), annotations)
    assert sorted(keys(alone)) == ["entity:org/asml", "entity:org/smic", "entity:org/tsmc"]
    assert alone.score == pytest.approx(0.8 * 3)
    assert not alone.matched
    with_word = explain(document(text + " They want a fab."), annotations)
    assert with_word.matched


def test_an_entity_named_by_a_longer_concept_is_not_counted_twice() -> None:
    text = "Domestic chips now."
    annotations = Annotations(mentions=(mention(text, "chips", "org/smic"),))
    assert keys(explain(document(text), annotations)) == ["concept:domestic-chip"]


def test_event_types_add() -> None:
    event = Event(span=Span(paragraph=1, start=0, end=3), type="export-control")
    other = Event(span=Span(paragraph=1, start=0, end=3), type="merger")
    match = explain(document("They ban it."), Annotations(events=(event, other)))
    assert keys(match) == ["event:export-control"]


def test_spans_of_one_reason_are_bounded() -> None:
    match = explain(document("fab " * 5_000))
    assert len(match.reasons[0].spans) == 100


def test_match_returns_only_what_matched_clearest_first() -> None:
    matcher = TopicMatcher(load_topics().values())
    found = matcher.match(
        document("稀土永磁出口许可收紧，镓、锗出口管制继续。", title="稀土出口管制", language="zh-Hans"), Annotations()
    )
    assert {"critical-minerals", "export-controls", "technology-sovereignty"} <= {match.topic for match in found}
    assert all(match.matched for match in found)
    ratios = [match.score / match.threshold for match in found]
    assert ratios == sorted(ratios, reverse=True)
    assert matcher.match(document("今天晴，最高气温三十度。", language="zh-Hans"), Annotations()) == ()


def test_explain_of_nothing_and_of_an_unknown_topic() -> None:
    match = explain(document())
    assert (match.score, match.reasons, match.matched) == (0, (), False)
    with pytest.raises(TopicError, match="'nope'"):
        TopicMatcher([CHIPS]).explain(document(), Annotations(), TopicId("nope"))


def test_a_matcher_pickles() -> None:
    item = document("Export controls on fabs.")
    matcher = pickle.loads(pickle.dumps(TopicMatcher([CHIPS])))  # noqa: S301 - our own bytes
    assert matcher.match(item, Annotations()) == TopicMatcher([CHIPS]).match(item, Annotations())


@given(st.lists(st.text(max_size=80), max_size=6), st.sampled_from(["zh-Hans", "en", "und", "de"]))
def test_spans_lie_inside_their_paragraphs(paragraphs: list[str], language: str) -> None:
    lines = [" ".join(text.split()) + " 芯片 fab EUV" for text in paragraphs]
    item = document(*lines, title="芯片", language=language)
    texts = [item.title, *lines]
    for reason in explain(item).reasons:
        for span in reason.spans:
            assert 0 <= span.start < span.end <= len(texts[span.paragraph])
