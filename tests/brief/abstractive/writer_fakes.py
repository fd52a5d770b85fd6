"""What the writer's tests share: a desk's checker, a model that answers by a script, and answers in JSON."""

import functools
import json
from collections.abc import Callable, Mapping, Sequence

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.brief.abstractive.assignment import Assignment
from groundwire.brief.abstractive.options import WriterOptions
from groundwire.brief.abstractive.writer import ModelWriter
from groundwire.brief.check.checker import Checker
from groundwire.brief.extractive.writer import write_brief
from groundwire.models import Annotations, Brief, Completion, Document, Entity, EntityId, Request, Statement

Said = tuple[str, Sequence[object]]  # a statement and what it cites
Script = Callable[[Request], str]


@functools.cache
def known() -> tuple[Mapping[EntityId, Entity], Annotator]:
    """The shipped entities and the annotator of them."""
    entities = load_entities()
    return entities, Annotator(entities.values())


def annotations_of(document: Document) -> Annotations:
    return known()[1].annotate(document)


class Model:
    """Gives the answers of a script in turn, the last for ever; keeps what it was asked."""

    def __init__(self, *answers: str | Script) -> None:
        self.requests: list[Request] = []
        self._answers = answers

    def __call__(self, request: Request, told: Callable[[str], None] | None = None) -> Completion:
        answer = self._answers[min(len(self.requests), len(self._answers) - 1)]
        self.requests.append(request)
        return Completion(text=answer if isinstance(answer, str) else answer(request), model="test-model")

    def asked(self, number: int) -> str:
        """All that it was shown with this question."""
        return "\n".join(message.text for message in self.requests[number].messages)


def in_json(core: Sequence[Said], *groups: tuple[str, Sequence[Said]], kind: str = "insights") -> str:
    """A brief as a model writes it."""
    return json.dumps(
        {
            "kind": kind,
            "core": [_item(*each) for each in core],
            "groups": [{"heading": name, "statements": [_item(*each) for each in said]} for name, said in groups],
        },
        ensure_ascii=False,
    )


def rewritten(**statements: Said) -> str:
    """Statements written again, by ``s1``, ``s2``…"""
    items = [{"id": int(name[1:]), **_item(*each)} for name, each in statements.items()]
    return json.dumps({"statements": items}, ensure_ascii=False)


def _item(text: str, cited: Sequence[object]) -> dict[str, object]:
    return {"text": text, "paragraphs": list(cited)}


def write(document: Document, model: Model, language: str = "en", **options: object) -> Brief:
    entities, annotator = known()
    writer = ModelWriter(
        complete=model,
        checker=Checker(annotate=annotator.annotate, entities=entities),
        entities=entities,
        options=WriterOptions(**options),  # type: ignore[arg-type]  # whatever a test sets
    )
    return writer.write(assigned(document, language))


def assigned(document: Document, language: str = "en", *, own: bool = True, **more: object) -> Assignment:
    """A brief of this document wanted, with its own sentences beside it or without."""
    annotations = annotations_of(document)
    return Assignment(
        document=document,
        annotations=annotations,
        language=language,
        extractive=write_brief(document, annotations) if own else None,
        **more,  # type: ignore[arg-type]  # whatever a test sets
    )


def texts(statements: Sequence[Statement]) -> list[str]:
    return [statement.text for statement in statements]
