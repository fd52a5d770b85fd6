"""An OpenAI-compatible server on loopback that answers by a script: what real ones do on their bad days, and good ones.

A script is a list of steps, one for each request, the last for every further one; or a function of the request.
"""

import json
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Step:
    """One answer of the server."""

    content: str | None = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    reasoning: str = ""
    arguments: str | None = None  # of a tool call, where the answer is one
    finish: str = "stop"
    delay: float = 0.0  # seconds before the answer
    cut: int | None = None  # bytes of the body after which the connection breaks
    raw: str | None = None  # the body instead of a completion
    usage: bool = True
    streams: bool = True  # else it answers in one piece whatever it is asked
    between: Callable[[str], None] | None = None  # called with every event of a stream before it is sent


Script = Callable[[dict[str, Any]], Step]


def refuse_modes(*modes: str, then: Step) -> Script:
    """A server that says 400 to ``response_format`` or ``tools``, and ``then`` to what has none of them."""

    def answer(body: dict[str, Any]) -> Step:
        refused = [mode for mode in modes if body.get(mode)]
        if refused:
            return Step(status=400, raw=json.dumps({"error": {"message": f"{refused[0]} is not supported"}}))
        if "tools" in body:
            return Step(content=None, arguments=then.content)
        return then

    return answer


class ScriptedServer:
    """Runs in a thread of its own; keeps what it was asked."""

    def __init__(self, script: Sequence[Step] | Script) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._script = script
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """The base URL for an endpoint."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def step(self, body: dict[str, Any]) -> Step:
        """The answer to this request, which is noted."""
        with self._lock:
            number = len(self.requests)
            self.requests.append(body)
        if callable(self._script):
            return self._script(body)
        return self._script[min(number, len(self._script) - 1)]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                pass

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                server.headers.append({name.lower(): value for name, value in self.headers.items()})
                step = server.step(body)
                time.sleep(step.delay)
                self.streamed = bool(body.get("stream")) and step.status == 200 and step.streams
                made = _events(step, body) if self.streamed else _completion(step, body)
                data = (made if step.raw is None else step.raw).encode()
                with suppress(BrokenPipeError, ConnectionResetError):  # who asked has gone, as they may
                    self._send(step, data)

            def _send(self, step: Step, data: bytes) -> None:
                self.send_response(step.status)
                self.send_header("content-type", "text/event-stream" if self.streamed else "application/json")
                self.send_header("content-length", str(len(data)))
                for name, value in step.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.streamed and step.between:
                    for event in data.decode().split("\n\n")[:-1]:
                        step.between(event)
                        self.wfile.write(f"{event}\n\n".encode())
                    return
                self.wfile.write(data[: step.cut])
                if step.cut is not None:
                    self.close_connection = True

        return Handler


def said_so_far(events: Sequence[str]) -> str:
    """The answer in the events of a stream."""
    chunks = [json.loads(event.removeprefix("data: ")) for event in events]
    deltas = [choice["delta"] for chunk in chunks for choice in chunk["choices"]]
    return "".join(delta.get("content") or "" for delta in deltas)


def _events(step: Step, body: dict[str, Any]) -> str:
    """The same as a stream, a few characters at a time."""
    whole = json.loads(_completion(step, body))
    message = whole["choices"][0]["message"]
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    text = message["content"] or ""
    deltas += [{"reasoning_content": message["reasoning_content"]}] if step.reasoning else []
    deltas += [{"content": text[begin : begin + 8]} for begin in range(0, len(text), 8)]
    deltas += [{"tool_calls": [{"index": 0, **each}]} for each in message.get("tool_calls", ())]
    frame = {name: whole[name] for name in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
    chunks = [{**frame, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    chunks.append({**frame, "choices": [{"index": 0, "delta": {}, "finish_reason": step.finish}]})
    chunks.append({**frame, "choices": [], "usage": whole.get("usage")})
    return "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"


def _completion(step: Step, body: dict[str, Any]) -> str:
    message: dict[str, Any] = {"role": "assistant", "content": step.content}
    if step.reasoning:
        message["reasoning_content"] = step.reasoning
    if step.arguments is not None:
        function = {"name": "answer", "arguments": step.arguments}
        message["tool_calls"] = [{"id": "call-1", "type": "function", "function": function}]
    words = sum(len(str(each["content"]).split()) for each in body.get("messages", ()))
    usage = {"prompt_tokens": words, "completion_tokens": 10, "total_tokens": words + 10}
    choice = {"index": 0, "finish_reason": step.finish, "message": message}
    made: dict[str, Any] = {
        "id": "completion-1", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice],
    }  # fmt: skip
    if step.usage:
        made["usage"] = usage
    return json.dumps(made)
