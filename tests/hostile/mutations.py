"""Bytes of real files in, bytes that are nearly those out: bits flipped, cut, spliced, repeated, with hostile words."""
# ruff: noqa: E501  tables of cases read better unbroken

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

WORDS: tuple[bytes, ...] = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[31m", b"\r\n\r\n", b"\n", b"<", b">", b"</", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"&", b"&#0;", b"&#x110000;", b"&#xD800;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<script>",
    b"{", b"}", b"[", b"]", b'"', b"'", b"\\ud800", b"\\u0000", b"NaN", b"1e999", b"-0", b"9" * 30, b"-1", b"%s", b"%00",
    b"=?utf-8?b?", b"?=", b"charset=utf-7", b"charset=punycode", b"--", b"..", b": ", b"- ", b"&a *a", b"!!python/name:x", b"{<<: ",
    b"Content-Length: 99999999999999999999\r\n", b"Content-Length: -5\r\n", b"Transfer-Encoding: chunked\r\n",
    b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xf0\x9f\x92\xa9", b"javascript:", b"http://[", b"http://\xc4\xb0.example/", b"0000-00-00", b"9999-12-31T23:59:60+99:99",
    "中".encode(), "亿".encode(), "²".encode(), "٣".encode(), "İ".encode(), b"/Kids [1 0 R]", b"/Length 99999999", b"endobj", b"stream\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is done to a file; ``at`` and ``to`` are shares of its length."""

    kind: str
    at: float
    to: float
    word: bytes
    times: int

    def apply(self, data: bytes, other: bytes) -> bytes:
        """The changed file."""
        at, to = sorted((int(self.at * len(data)), int(self.to * len(data))))
        match self.kind:
            case "flip":
                return (
                    data[:at] + bytes([data[at] ^ (1 << self.times % 8)]) + data[at + 1 :] if at < len(data) else data
                )
            case "cut":
                return data[:at] + data[to:]
            case "truncate":
                return data[:at]
            case "splice":
                return data[:at] + other[int(self.to * len(other)) :]
            case "repeat":
                return data[:at] + data[at : at + 200] * self.times + data[at:]
            case "flood":
                return data[:at] + self.word * self.times + data[at:]
            case _:
                return data[:at] + self.word + data[at:]


_SHARES = st.floats(0, 1, allow_nan=False)
_CHANGES = st.builds(
    Change,
    kind=st.sampled_from(("flip", "cut", "truncate", "splice", "repeat", "flood", "insert")),
    at=_SHARES,
    to=_SHARES,
    word=st.sampled_from(WORDS) | st.binary(min_size=1, max_size=4),
    times=st.integers(1, 300),
)
LARGEST = 200_000  # bytes of a changed file: what is slow by its square shows long before


class Changed:
    """A changed file, which is not printed whole when a test fails (of a dataclass, Hypothesis prints all)."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"<{len(self.data)} bytes, {self.data[:60]!r}…>"


@st.composite
def mutated(draw: st.DrawFn, samples: Sequence[bytes]) -> Changed:
    """One of the samples with one to five changes."""
    data = draw(st.sampled_from(samples))
    other = draw(st.sampled_from(samples))
    for change in draw(st.lists(_CHANGES, min_size=1, max_size=5)):
        data = change.apply(data, other)[:LARGEST]
    return Changed(data)
