"""A document in, the signature of its body out: two signatures tell how many runs of words the two bodies share.

MinHash over runs of tokens, with arithmetic of whole numbers only: a signature is kept for years, and must be the same
on every machine and after every upgrade. Bands of it are the keys by which like texts are looked up.
"""

import functools
import hashlib
import itertools
import zlib

import numpy as np
import numpy.typing as npt

from groundwire.models import Document, Signature
from groundwire.stories.tokens import NUMBER, TOKENS
from groundwire.text.scripts import fold

_RUN, _DENSE_RUN = 3, 5  # tokens a run: three words, or about three words of Chinese
_FEWEST = 30  # distinct runs; a shorter text is like another by form, or by chance
_LONGEST = 100_000  # characters; what a longer text repeats of another stands before that
_MINIMA = 512  # a byte each; the likeness is off by 0.018 at 0.8, by 0.013 at 0.9 (one standard deviation)
_CHANCE = 1 / 256  # that two different minima have the same byte
_BANDS, _BAND = 16, 6  # bands of so many minima: at 0.8 they agree in one of them in 99.2 % of cases, at 0.3 in 1 %
_NUMBERS = 16  # of the numbers of a text, those with the smallest hashes
_TELLING = 4  # numbers in both texts before they say anything
_AT_ONCE = 2**17  # places at a time, so that the table of them stays in the processor's cache
_ALL = 2**64 - 1

Hashes = npt.NDArray[np.uint32]


def signature_of(document: Document) -> Signature | None:
    """Equal for bodies that read the same, whatever their paragraphs, spacing and punctuation; None for a short one."""
    text = "\n".join(fold(paragraph.text) for paragraph in document.paragraphs)[:_LONGEST]
    runs = _runs(*_tokens(text))
    if len(runs) < _FEWEST:
        return None
    numbers = sorted({_hash16(number) for number in NUMBER.findall(text)})[:_NUMBERS]
    return Signature(_minima(runs).tobytes() + np.array(numbers, dtype="<u2").tobytes())


def likeness(left: Signature, right: Signature) -> float:
    """The share of the runs of both texts that both have (Jaccard), as their signatures tell it."""
    same = np.mean(_bytes(left) == _bytes(right))
    return max(float(same - _CHANCE) / (1 - _CHANCE), 0.0)


def gives_other_numbers(left: Signature, right: Signature) -> bool:
    """The same form filled with other numbers: a daily price report is not a copy of yesterday's."""
    one, other = (np.frombuffer(each, dtype="<u2", offset=_MINIMA) for each in (left, right))
    end = min((int(each[-1]) for each in (one, other) if len(each) == _NUMBERS), default=2**16)
    one, other = one[one <= end], other[other <= end]  # beyond the end of a full list one side knows nothing
    fewest = min(len(one), len(other))
    return fewest >= _TELLING and len(np.intersect1d(one, other)) * 2 < fewest


def bands(signature: Signature) -> tuple[int, ...]:
    """The keys under which a text is found again; signed numbers of 64 bits, as tables take them."""
    parts = (bytes([number]) + signature[number * _BAND : (number + 1) * _BAND] for number in range(_BANDS))
    digests = (hashlib.blake2b(part, digest_size=8).digest() for part in parts)
    return tuple(int.from_bytes(digest, "big", signed=True) for digest in digests)


def _bytes(signature: Signature) -> npt.NDArray[np.uint8]:
    return np.frombuffer(signature, dtype=np.uint8, count=_MINIMA)


def _hash16(number: str) -> int:
    return zlib.crc32(number.encode("utf-8")) >> 16


def _tokens(text: str) -> tuple[list[str], int]:
    """The tokens of a text, and how many of them make a run."""
    tokens: list[str] = []
    dense = 0
    for match in TOKENS.finditer(text):
        if match.lastindex:
            tokens += match[0]  # character by character
            dense += match.end() - match.start()
        else:
            tokens.append(match[0])
    return tokens, _DENSE_RUN if dense * 2 > len(tokens) else _RUN


def _runs(tokens: list[str], length: int) -> Hashes:
    """A hash of every distinct run of so many tokens."""
    count = len(tokens) - length + 1
    if count < 1:
        return np.empty(0, dtype=np.uint32)
    hashes = np.fromiter(map(_hash32, tokens), dtype=np.uint64, count=len(tokens))
    runs = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_factors()[:length]):
        runs += hashes[place : place + count] * factor
    found: Hashes = np.sort(_mixed(runs).astype(np.uint32))
    distinct: Hashes = found[np.append(True, found[1:] != found[:-1])]  # as np.unique, in a quarter of the time
    return distinct


@functools.lru_cache(maxsize=65536)
def _hash32(token: str) -> int:
    return zlib.crc32(token.encode("utf-8", "surrogatepass"))


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Every bit of the result depends on every bit of the value (the finish of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _minima(runs: Hashes) -> npt.NDArray[np.uint8]:
    """For each of so many orders of all possible runs, which of these runs is first: 8 bits of its place there."""
    factors, offsets = _orders()
    least = np.empty(_MINIMA, dtype=np.uint32)
    at_once = max(1, _AT_ONCE // len(runs))
    for start in range(0, _MINIMA, at_once):
        rows = slice(start, start + at_once)
        places = factors[rows, None] * runs
        places += offsets[rows, None]
        np.minimum.reduce(places, axis=1, out=least[rows])
    return (least >> np.uint32(8)).astype(np.uint8)  # the highest bits of a minimum are almost always 0


@functools.cache
def _orders() -> tuple[Hashes, Hashes]:
    made = _mixed(np.arange(1, 2 * _MINIMA + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)).astype(np.uint32)
    return made[:_MINIMA] | np.uint32(1), made[_MINIMA:]


@functools.cache
def _factors() -> npt.NDArray[np.uint64]:
    powers = itertools.accumulate(range(_DENSE_RUN), lambda power, _: power * 0x9E3779B97F4A7C15 & _ALL, initial=1)
    return np.array(list(powers)[:_DENSE_RUN], dtype=np.uint64)
