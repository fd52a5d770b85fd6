"""The JSON Schemas that answers are held to where a server can do that."""

from typing import Any


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),  # strict mode of several servers wants every property required
        "additionalProperties": False,
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_NUMBER = {"type": "integer"}
_TEXT = {"type": "string"}
_KIND = {"type": "string", "enum": ["viewpoint", "insights"]}
_STATEMENT = _object(text=_TEXT, paragraphs=_list(_NUMBER))

OUTLINE = _object(
    kind=_KIND, core=_list(_STATEMENT), groups=_list(_object(heading=_TEXT, statements=_list(_STATEMENT)))
)
REWRITES = _object(statements=_list(_object(id=_NUMBER, text=_TEXT, paragraphs=_list(_NUMBER))))
CHOICE = _object(kind=_KIND, core=_list(_NUMBER), groups=_list(_object(heading=_TEXT, statements=_list(_NUMBER))))
JUDGEMENT = _object(judgement={"type": "string", "enum": ["entailed", "neutral", "contradicted"]})
