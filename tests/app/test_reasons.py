"""Reasons of failures in the reader's language."""

import ast
import json
import re
from pathlib import Path

import pytest

import groundwire
from groundwire.app.reasons import Said, said_reason

ROOT = Path(groundwire.__file__).parent
KNOWN: dict[str, str] = json.loads((ROOT / "app/locales/reasons/zh.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("There is nothing in this file or page.", Said("此文件或页面没有内容。", "zh")),
        ("This PDF has 1200 pages; up to 500 are read.", Said("此 PDF 有 1200 页；最多读取 500 页。", "zh")),
        ("The site answers 418 instead of a page; check the address.",
         Said("该网站应答 418 而没有给出页面，请检查网址。", "zh")),
        ("This is a JPEG image, though it was served as text/html; there is no text in it to read.",
         Said("这是 JPEG 图片（却以 text/html 发送），其中没有可读的文字。", "zh")),
        ("[Errno 28] No space left on device", Said("[Errno 28] No space left on device", "en")),
        ("{} {0} %s", Said("{} {0} %s", "en")),
    ],
)  # fmt: skip
def test_a_reason_is_told_with_what_stands_in_it(reason: str, said: Said) -> None:
    assert said_reason(reason, "zh") == said
    assert said_reason(reason, "en") == Said(reason, "en")


def test_both_sentences_have_the_same_places() -> None:
    assert all(english.count("{}") == chinese.count("{}") for english, chinese in KNOWN.items())


def test_a_huge_reason_costs_nothing() -> None:
    assert said_reason("This is " * 100_000, "zh").language == "en"


def written(folder: str) -> set[str]:
    """Every sentence for people in the code of a package, ``{}`` where something is put in."""
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                found.add("".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values))
    return {each for each in found if re.match(r"(This|The|That|It|No|There|Only|An|One) .* .*\.$", each)}


def test_every_reason_that_reading_gives_is_known() -> None:
    reasons = written("sources") | written("extract")
    assert len(reasons) > 50
    assert sorted(each for each in reasons if said_reason(each, "zh").language == "en") == []
