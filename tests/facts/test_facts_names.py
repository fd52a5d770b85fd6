"""Names that compare across documents, and the sentences that say something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.facts.names import name_of, quote_of, words_key
from groundwire.models import Span
from tests.facts.records import make_record, reference_to, span_of


@pytest.mark.parametrize(
    ("words", "language", "key"),
    [
        ("the Ministry of Commerce", "en", "ministry of commerce"),
        ("The  EUV\u00a0tools", "en-GB", "euv tools"),
        ("l'Union européenne", "fr", "union européenne"),
        ("Der Konzern", "de", "konzern"),
        ("“國產設備”", "zh-Hant", "国产设备"),
        ("The", "en", "the"),
        ("theatres", "en", "theatres"),
        ("…", "en", "…"),
        ("－－", "zh", "－－"),
    ],
)
def test_words_of_the_same_thing_have_one_key(words: str, language: str, key: str) -> None:
    assert words_key(words, language) in (key, key.replace("－", "-"))


def test_a_known_name_has_its_id_as_key() -> None:
    text = "China refines 98 % of the world's gallium."
    name = name_of(reference_to(text, "China", "place/country-cn"), make_record(text))
    assert (name.key, name.words, name.entity) == ("place/country-cn", "China", "place/country-cn")
    unknown = name_of(reference_to(text, "the world's gallium"), make_record(text))
    assert (unknown.key, unknown.entity) == ("world's gallium", None)


def test_a_quote_is_the_sentence_around_a_span() -> None:
    texts = ("First one.", "It opened. China refines 98 % of it. More.")
    quote = quote_of(make_record(*texts), span_of(texts, "98 %"), 7)
    assert quote.text == "China refines 98 % of it."
    assert texts[1][quote.start :].startswith(quote.text)
    assert (quote.document, quote.source_name, quote.origin, quote.language) == ("d", "Source of d", 7, "en")


@given(st.text(min_size=1), st.sampled_from(["en", "zh-Hans", "fr", "und"]))
def test_a_key_is_never_empty_and_settles(words: str, language: str) -> None:
    key = words_key(words, language)
    assert key
    assert words_key(f" {words} ", language).strip() == key.strip()


@given(st.text(min_size=1, max_size=80), st.integers(0, 79))
def test_a_quote_holds_its_span(text: str, at: int) -> None:
    start = min(at, len(text) - 1)
    quote = quote_of(make_record(text), Span(paragraph=1, start=start, end=start + 1), 0)
    assert text[quote.start : quote.start + len(quote.text)] == quote.text
    assert quote.start <= start < quote.start + len(quote.text)
