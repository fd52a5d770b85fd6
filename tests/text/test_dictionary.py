"""Chinese words, what they mean in English, and how names sound."""

from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.text.dictionary import english_of, shared_meanings, sounds_of, stems


def test_words_are_explained_in_english() -> None:
    assert "factor" in english_of("工厂")
    assert english_of("亿元") == frozenset()
    assert shared_meanings(["工厂", "配额", "蝴蝶"], ["factory", "quota", "jobs"]) == 2


def test_a_word_the_dictionary_does_not_have_means_what_its_parts_mean() -> None:
    assert shared_meanings(["汽车工厂"], ["factories"]) == 1


def test_forms_of_a_word_have_one_stem() -> None:
    assert len(stems(["produced", "produces", "production", "producer"])) == 1
    assert stems(["a", "of", "the"]) == frozenset()


def test_names_are_read_without_tones() -> None:
    assert {"xingchi", "luntai", "xingchilun"} <= sounds_of("星驰轮胎")
    assert sounds_of("Xingchi 2025 厂") == frozenset()


@settings(deadline=None)  # the first text waits for the dictionary
@given(st.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(stem for stem in english_of(text))
    assert all(sounds_of(text))
