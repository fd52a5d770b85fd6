"""A request to one endpoint in, what its model wrote out, through pydantic-ai, which is imported when first needed."""

import asyncio
import json
import threading
import warnings
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlsplit

from groundwire.completion.keys import Key
from groundwire.completion.options import EndpointOptions
from groundwire.completion.thoughts import without_thoughts
from groundwire.completion.trouble import Reply, Trouble, read_trouble
from groundwire.models import Message, Request

if TYPE_CHECKING:
    from pydantic_ai.messages import ModelMessage, ModelResponse
    from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
    from pydantic_ai.settings import ModelSettings

Mode = Literal["json", "tool", "text"]
Told = Callable[[str], None]  # is given the answer so far, again and again while it is written
T = TypeVar("T")

_NO_TAGS = ("\0", "\0")  # what is thought aloud is taken away here: the library keeps thoughts that were never closed

_NAME = "answer"  # of the tool and of the schema
_NO_KEY = "none"  # the client wants one, and without it takes OPENAI_API_KEY, which is not for every address
_ONLY_NEW_FIELD = ("api.openai.com", ".openai.azure.com")  # hosts that take max_completion_tokens and not max_tokens


def call(request: Request, endpoint: EndpointOptions, *, key: Key, mode: Mode, told: Told | None = None) -> Reply:
    """Ask once and wait; the answer comes as a stream where somebody is ``told`` of it. Raises Trouble."""
    trouble = None
    try:
        return _run(_ask(request, endpoint, key=key, mode=mode, told=told))
    except Exception as error:
        trouble = error if isinstance(error, Trouble) else read_trouble(error)
        if trouble is None:
            raise
        trouble.detail = key.hide(trouble.detail)
    # Outside the handler: the library's error may repeat the key, and a traceback would print it.
    raise trouble


def _run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run it to its end, also where the caller's thread has a running event loop (a notebook, an async server)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(asyncio.run(coroutine))
        except BaseException as error:  # noqa: BLE001  carried over to the caller's thread
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


async def _ask(request: Request, endpoint: EndpointOptions, *, key: Key, mode: Mode, told: Told | None) -> Reply:
    from openai import AsyncOpenAI

    async with AsyncOpenAI(
        api_key=key.reveal() or _NO_KEY,
        base_url=endpoint.base_url,
        organization="",  # else taken from the environment, where it was not set for this address
        project="",
        max_retries=0,  # the completer tries again, with its own limits
        timeout=endpoint.timeout,
    ) as client:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a reasoning model takes no temperature is no news to the user
            async with asyncio.timeout(endpoint.timeout):
                return _reply(await _respond(request, endpoint, mode=mode, client=client, told=told))


async def _respond(
    request: Request, endpoint: EndpointOptions, *, mode: Mode, client: Any, told: Told | None
) -> "ModelResponse":
    from pydantic_ai.direct import model_request, model_request_stream

    model, messages = _model(endpoint, client), _messages(request, mode)
    settings, parameters = _settings(request), _parameters(request, mode)
    if not endpoint.stream and told is None:
        return await model_request(model, messages, model_settings=settings, model_request_parameters=parameters)
    async with model_request_stream(
        model, messages, model_settings=settings, model_request_parameters=parameters
    ) as stream:
        try:
            await _follow(stream, told)
        except Exception as error:
            trouble = read_trouble(error)
            if trouble is None:
                raise
            trouble.partial = replace(_reply(stream.get()), whole=False)
            raise trouble from None
        return stream.get()


async def _follow(stream: "StreamedResponse", told: Told | None) -> None:
    """Take the answer to its end, telling of it on the way."""
    async for _ in stream:
        if told:
            told(_said(stream.get()))


def _model(endpoint: EndpointOptions, client: Any) -> "Model":
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    host = urlsplit(endpoint.base_url).hostname or ""
    profile = OpenAIModelProfile(
        supports_tools=True,
        supports_json_schema_output=True,
        thinking_tags=_NO_TAGS,
        openai_chat_supports_max_completion_tokens=host.endswith(_ONLY_NEW_FIELD),
    )
    return OpenAIChatModel(
        endpoint.model, provider=OpenAICompatibleProvider("endpoint", openai_client=client, profile=profile)
    )


def _messages(request: Request, mode: Mode) -> "list[ModelMessage]":
    from pydantic_ai import messages

    turns = list(request.messages)
    if turns and request.schema is not None:
        turns[-1] = Message(role=turns[-1].role, text=f"{turns[-1].text}\n\n{_layout(request, mode)}".rstrip())
    made: list[ModelMessage] = []
    for turn in turns:
        if turn.role == "assistant":
            made.append(messages.ModelResponse(parts=[messages.TextPart(content=turn.text)]))
            continue
        user = turn.role == "user"
        part = messages.UserPromptPart(turn.text) if user else messages.SystemPromptPart(turn.text)
        made.append(messages.ModelRequest(parts=[part]))
    return made


def _layout(request: Request, mode: Mode) -> str:
    """How the answer is laid out, in words: not every server shows the schema to the model."""
    if mode == "text":
        return request.plain
    return f"JSON Schema: {json.dumps(request.schema, ensure_ascii=False, separators=(',', ':'))}"


def _settings(request: Request) -> "ModelSettings":
    from pydantic_ai.settings import ModelSettings

    settings = ModelSettings(max_tokens=request.max_tokens, temperature=request.temperature)
    if request.stop:
        settings["stop_sequences"] = list(request.stop)
    return settings


def _parameters(request: Request, mode: Mode) -> "ModelRequestParameters":
    from pydantic_ai.models import ModelRequestParameters
    from pydantic_ai.output import OutputObjectDefinition
    from pydantic_ai.tools import ToolDefinition

    schema = dict(request.schema or {})
    if not schema or mode == "text":
        return ModelRequestParameters()
    if mode == "json":
        return ModelRequestParameters(
            output_mode="native", output_object=OutputObjectDefinition(name=_NAME, json_schema=schema)
        )
    tool = ToolDefinition(name=_NAME, description="Give the answer.", parameters_json_schema=schema, kind="output")
    return ModelRequestParameters(output_mode="tool", output_tools=[tool], allow_text_output=False)


def _said(response: "ModelResponse") -> str:
    """The answer: the arguments of a call, else the text without what was thought aloud."""
    from pydantic_ai.messages import ToolCallPart

    called = [part.args_as_json_str() for part in response.parts if isinstance(part, ToolCallPart)]
    return called[0] if called else without_thoughts(_written(response))


def _written(response: "ModelResponse") -> str:
    from pydantic_ai.messages import TextPart

    return "".join(part.content for part in response.parts if isinstance(part, TextPart))


def _reply(response: "ModelResponse") -> Reply:
    from pydantic_ai.messages import ThinkingPart

    thoughts = "\n".join(part.content for part in response.parts if isinstance(part, ThinkingPart))
    text = _said(response)
    thoughts = thoughts or ("" if text else _written(response))
    if response.finish_reason == "content_filter" and not text:
        raise Trouble("rejected", detail="content filter")
    return Reply(
        text=text,
        thoughts=thoughts,
        input_tokens=response.usage.input_tokens,
        output_tokens=response.usage.output_tokens,
        whole=response.finish_reason != "length",
    )
