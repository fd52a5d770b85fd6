"""A request and a model in, the name under which its answer is kept out."""

import hashlib
import json

from groundwire.models import Request


def request_hash(request: Request, model: str) -> str:
    """64 hex digits of SHA-256 over everything that can change the answer; the same on every machine."""
    values = {
        "model": model,
        "task": request.task,
        "messages": [[message.role, message.text] for message in request.messages],
        "schema": request.schema,
        "plain": request.plain,
        "max_tokens": request.max_tokens,
        "temperature": float(request.temperature),
        "stop": list(request.stop),
    }
    text = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
