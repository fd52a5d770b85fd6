"""How long a sentence is, and where a long one may end without losing what it says."""

import re

from groundwire.brief.extractive.rules import Rules

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U000323af]+")
_SPACED_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]+|\d[\d.,]*")
_WORD = 2.6  # a word with spaces around it says about as much as 2.6 Chinese characters
_CLAUSE = re.compile(r"[，；]|[,;](?=\s|[\u2e80-\U0010ffff])|\s[—–]\s|——")  # folded Chinese has ASCII commas
_OPENING, _CLOSING = "“「『（(«《", "”」』）)»》"
_LEAST_LEFT = 0.35  # of a long sentence: a shorter remainder has lost too much


def count_dense(text: str) -> int:
    """How many characters are of a script without spaces."""
    return 0 if text.isascii() else sum(map(len, _DENSE.findall(text)))


def weigh(text: str) -> float:
    """Length in Chinese characters' worth, the same scale for every script."""
    return count_dense(text) + _WORD * len(_SPACED_WORD.findall(text))


def trim_tail(text: str, rules: Rules) -> int:
    """Where to end a sentence: its own end, or, if it is long, before trailing clauses that may go.

    What is cut off holds no negation, condition or hedge, and what stays is a complete sentence.
    """
    if weigh(text) <= rules.long:
        return len(text)
    best = len(text)
    for place in reversed(clause_ends(text)):
        if weigh(text[:place]) < rules.long * _LEAST_LEFT or not may_drop_tail(text, place, rules):
            break
        best = place
        if weigh(text[:place]) <= rules.long:
            break
    return best


def clause_ends(text: str) -> list[int]:
    """Places of commas, semicolons and dashes that are not inside a quotation or brackets."""
    depths = []
    depth = 0
    for character in text:
        depth += (character in _OPENING) - (character in _CLOSING)
        depths.append(depth)
    straight = [place for place, character in enumerate(text) if character == '"']
    return [
        match.start()
        for match in _CLAUSE.finditer(text)
        if depths[match.start()] <= 0 and sum(place < match.start() for place in straight[:20]) % 2 == 0
    ]


def may_drop_tail(text: str, place: int, rules: Rules) -> bool:
    """Whether ``text[place:]`` may be cut off."""
    dropped = text[place:].lstrip("，,；;—– ")
    if rules.keep.search(dropped) or (rules.whole.match(text) and not clause_ends(text[:place])):
        return False
    independent = text[place] in "；;"
    return independent or bool(rules.tail.match(dropped))
