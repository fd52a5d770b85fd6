"""What the word segmenter says of a few Han characters: words in, whether they are words, names or neither out."""

import functools

import rjieba


@functools.lru_cache(maxsize=65536)  # the same few thousand pairs of characters come again and again
def in_dictionary(word: str) -> bool:
    """Whether the segmenter knows the word, as a name or as any other."""
    return bool(rjieba.has_word(word))


def is_person_word(word: str, window: str) -> bool:
    """Whether the segmenter, which cut ``word`` out of ``window``, takes it for a person's name."""
    tag = _tag_alone(word) or dict(rjieba.tag(window))[word]
    return tag.startswith("nr")


@functools.lru_cache(maxsize=65536)  # persons are named again and again
def _tag_alone(word: str) -> str | None:
    """The tag of a word, None where the segmenter would cut it; cutting is quicker than tagging."""
    tagged = rjieba.tag(word)
    return str(tagged[0][1]) if len(tagged) == 1 else None


def is_common(word: tuple[str, str]) -> bool:
    """Whether a word with its tag is a noun or adjective that the segmenter knows."""
    return word[1] in ("n", "a") and rjieba.has_word(word[0])


@functools.lru_cache(maxsize=65536)
def is_word(name: str) -> bool:
    """Whether the segmenter knows it as a word that is no person's name."""
    return bool(rjieba.has_word(name)) and not rjieba.tag(name, False)[0][1].startswith("nr")


@functools.lru_cache(maxsize=65536)
def holds_word(name: str, surname: int) -> bool:
    """曾公开, 文章中: a word in it that is no name, unless the segmenter sees one whole name or the surname apart."""
    words = rjieba.tag(name)
    if len(words) == 1 or (surname and len(words[0][0]) == surname):
        return False
    return any(
        len(word) > 1 and not tag.startswith(("nr", "ns", "nz")) and rjieba.has_word(word) for word, tag in words
    )


def word_at(words: list[tuple[str, str]], at: int) -> str:
    """The one of these words that begins at ``at``, "" where none does."""
    position = 0
    for word, _ in words:
        if position == at:
            return word
        position += len(word)
    return ""
