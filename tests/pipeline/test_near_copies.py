"""Near copies in the order of the archive: where batches end does not matter, and a crowd under one band is bounded."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from groundwire.library.outcomes import Noted, Outcome
from groundwire.library.state import State
from groundwire.models import CaptureId, DocumentId, NearCopy, RevisionId, Signature
from groundwire.pipeline import near_copies
from groundwire.pipeline.near_copies import NearCopies, Placed
from groundwire.stories.signature import signature_of
from tests.stories.test_signature import EN, ZH, document


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(f"sqlite:///{tmp_path / 'state.db'}")
    yield state
    state.close()


def take(state: State, *batches: Sequence[tuple[str, str]]) -> dict[str, NearCopy | None]:
    """The texts as documents, noted batch by batch; what each is near to."""
    found: dict[str, NearCopy | None] = {}
    offset = 0
    for batch in batches:
        signed = [(DocumentId(name.rstrip("'")), signature_of(document(text))) for name, text in batch]
        near = NearCopies(state, signed)
        outcomes = []
        for (name, _), (identity, signature) in zip(batch, signed, strict=True):
            offset += 1
            placed = near.place(identity, signature, None)
            found[name] = placed.near
            outcomes.append(_outcome(name, placed, offset))
        state.note(outcomes)
    return found


def _outcome(name: str, placed: Placed, offset: int) -> Outcome:
    noted = Noted(
        document=DocumentId(name.rstrip("'")),
        revision=RevisionId(name),
        number=1 + name.count("'"),
        text_hash=name,
        near=placed.near,
        signature=placed.signature,
        bands=placed.bands,
    )
    return Outcome(capture=CaptureId(name), item=name, file="f", offset=offset, result=noted)


def edited(text: str, seed: int) -> str:
    place = random.Random(seed).randrange(len(text) - 1)  # noqa: S311 (a place to edit)
    return text[:place] + "另" + text[place + 1 :]


def test_what_comes_later_is_the_copy_and_points_at_the_first(state: State) -> None:
    found = take(state, [("a", ZH), ("b", edited(ZH, 1)), ("c", EN)], [("d", edited(ZH, 2)), ("e", "短讯")])
    assert {name: near and near.first for name, near in found.items()} == {
        "a": None, "b": "a", "c": None, "d": "a", "e": None,
    }  # fmt: skip
    folded = state.folded_under([DocumentId("a"), DocumentId("c")])
    assert [(each.document, each.first, each.copy_of) for each in folded] == [("b", "a", None), ("d", "a", None)]
    assert all(each.likeness is not None and 0.8 <= each.likeness < 1 for each in folded)


def test_the_ends_of_batches_do_not_matter(tmp_path: Path) -> None:
    texts = [(f"{base}{number}", edited(text, number)) for number in range(12) for base, text in (("z", ZH), ("e", EN))]
    answers = []
    for size in (1, 5, len(texts)):
        state = State(f"sqlite:///{tmp_path / str(size)}.db")
        answers.append(take(state, *(texts[start : start + size] for start in range(0, len(texts), size))))
        answers.append({each.document: None for each in state.folded_under([DocumentId("z0"), DocumentId("e0")])})
        state.close()
    assert answers[0] == answers[2] == answers[4]
    assert list(answers[1]) == list(answers[3]) == list(answers[5])
    assert len(answers[1]) == 22


def test_a_first_report_stays_one_however_it_is_revised(state: State) -> None:
    found = take(state, [("a", ZH), ("b", edited(ZH, 1)), ("c", EN)], [("a'", EN)], [("d", edited(ZH, 3))])
    assert found["a'"] is None
    assert found["d"] is not None
    assert found["d"].first == "a"


def test_a_document_is_no_copy_of_its_own_earlier_text(state: State) -> None:
    found = take(state, [("a", ZH), ("a'", edited(ZH, 1))])
    assert found == {"a": None, "a'": None}


def test_a_revised_copy_is_folded_by_what_it_says_now(state: State) -> None:
    take(state, [("a", ZH), ("b", edited(ZH, 1))])
    assert [each.document for each in state.folded_under([DocumentId("a")])] == ["b"]
    take(state, [("b'", EN)])
    assert state.folded_under([DocumentId("a")]) == []


def test_an_exact_copy_needs_no_likeness(state: State) -> None:
    signature = signature_of(document(ZH))
    near = NearCopies(state, [(DocumentId("a"), signature), (DocumentId("b"), signature)])
    assert near.place(DocumentId("a"), signature, None).signature == signature
    assert near.place(DocumentId("b"), signature, DocumentId("a")) == Placed()


def test_a_crowd_under_one_band_is_bounded(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_copies, "_CROWD", 3)
    form = Signature(bytes(100))
    rest = [form + bytes(random.Random(n).randbytes(412)) for n in range(10)]  # noqa: S311 (texts of one form)
    near = NearCopies(state, [(DocumentId(str(n)), Signature(each)) for n, each in enumerate(rest)])
    placed = [near.place(DocumentId(str(n)), Signature(each), None) for n, each in enumerate(rest)]
    assert [len(each.bands) for each in placed] == [16, 16, 16, *[0] * 7]
    assert all(each.signature for each in placed)
