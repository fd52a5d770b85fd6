"""Estimates of tokens: near what tokenizers of current models count, never far too low."""

import pytest

from groundwire.text.tokens import estimate_tokens


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("", 0, 0),
        ("The ministry published export controls on gallium and germanium.", 11, 25),
        ("商务部发布公告，对镓、锗相关物项实施出口管制。", 13, 26),
        ("34.5亿元 (3.45 billion CNY)", 12, 26),
        ("\U0001f600" * 10, 5, 40),
    ],
)
def test_tokens_are_estimated_by_script(text: str, low: int, high: int) -> None:
    assert low <= estimate_tokens(text) <= high
    assert estimate_tokens(text * 3) <= 3 * estimate_tokens(text)
