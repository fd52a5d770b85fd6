"""A desk with Chinese articles, and a scripted model that writes about them in English."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from groundwire.completion.options import BudgetOptions, CompletionOptions, EndpointOptions
from groundwire.desk import Desk, open_desk
from groundwire.models import Query, Record
from groundwire.pipeline.options import DeskOptions, ModelOptions
from tests.brief.abstractive.writer_fakes import in_json
from tests.brief.brief_documents import ZH

CORE = ("China's Ministry of Commerce announced export controls on rare earths, effective November 8.", [1])
FORD = ("Ford Motor closed its Chicago plant for a week in May because of a magnet shortage.", [5])
WRONG = ("China accounts for 29% of global rare earth smelting, worth $92 billion.", [2])
GOOD = in_json([CORE], ("Output", [WRONG, FORD]))
RIGHT = [CORE[0], FORD[0]]


def _own_numbers(each: int) -> str:
    """What keeps articles of one form from being copies of one another."""
    return "各批编号：" + "、".join(str(each * 10_000 + number * 7) for number in range(1, 41)) + "。"


def articles(folder: Path, number: int) -> str:
    """A JSONL file with so many articles about rare earths."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(paragraph.text for paragraph in ZH.paragraphs)
    items: list[dict[str, Any]] = [
        {
            "url": f"https://www.ledger.example/zh/{each}",
            "title": f"{ZH.title}（{each}）",
            "text": f"{text}\n这是第{each}篇报道。\n{_own_numbers(each)}",
            "published": f"2025-10-{each + 9:02}T14:10:00+08:00",
            "source": "港口纪事报",
            "language": "zh",
        }
        for each in range(1, number + 1)
    ]
    path = folder / "items.jsonl"
    path.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in items), "utf-8")
    return str(path)


def model_desk(path: Path, urls: Sequence[str], *, judge: bool = False, **budget: Any) -> Desk:
    """The desk in this folder, with a model at each of these addresses."""
    endpoints = tuple(
        EndpointOptions(base_url=url, model="small", attempts=1, timeout=20.0, concurrency=1) for url in urls
    )
    completion = CompletionOptions(endpoints=endpoints, budget=BudgetOptions(**budget))
    models = ModelOptions(completion=completion, judge=judge)
    return open_desk(path, options=DeskOptions(models=models, now=lambda: datetime(2026, 1, 15, tzinfo=UTC)))


def records(desk: Desk) -> list[Record]:
    """All documents, in the order of their titles."""
    found = desk.search(Query(limit=50), fold=False).items
    return sorted((each.record for each in found), key=lambda record: record.document.title)
