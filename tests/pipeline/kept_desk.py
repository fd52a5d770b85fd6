"""A small desk that is made once and copied for each test that damages it."""

import shutil
from pathlib import Path

from groundwire.desk import Desk, open_desk
from groundwire.models import Query, Record
from tests.conftest import OPTIONS
from tests.test_desk import article, jsonl

ARTICLES = 6


def made_desk(folder: Path) -> Path:
    """Six articles, one of them revised, one a copy, and one item that failed."""
    items = [article(number) for number in range(ARTICLES)]
    items += [article(1, figure="21.4"), article(2, url="https://copy.example/2"), "{broken"]
    with open_desk(folder / "desk", options=OPTIONS) as desk:
        desk.add(jsonl(folder, *items), workers=0)
    return folder / "desk"


def copied(desk: Path, folder: Path) -> Desk:
    """Another desk with the same files."""
    shutil.copytree(desk, folder / "desk")
    return open_desk(folder / "desk", options=OPTIONS)


def held(desk: Desk) -> list[Record]:
    """Every revision of every document, in a fixed order."""
    found = desk.search(Query(limit=200), fold=False).items
    records = [record for each in found for record in desk.revisions(each.record.document.id)]
    return sorted(records, key=lambda record: (record.document.id, record.revision_number))
