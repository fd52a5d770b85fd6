"""A desk with its settings: the one place where settings become options."""

from collections.abc import Set
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import cast

from groundwire.app.locale import locale_names
from groundwire.app.model_settings import TASKS, EndpointSettings, ModelSettings, TaskSettings
from groundwire.app.settings import Settings, read_settings
from groundwire.app.vector_settings import VectorSettings
from groundwire.brief.abstractive.options import Method, WriterOptions
from groundwire.completion.options import BudgetOptions, CompletionOptions, EndpointOptions, OutputMode, TaskOptions
from groundwire.desk import Desk, open_desk
from groundwire.library.table import Upkeep
from groundwire.models import SettingsError
from groundwire.pipeline.options import DeskOptions, ModelOptions, VectorOptions
from groundwire.sources.fetch_options import FetchOptions


def open_configured(folder: Path) -> Desk:
    """The desk in this folder, as its settings say. Raises SettingsError."""
    return open_desk(folder, options=options_from(read_settings(folder)))


def options_from(settings: Settings) -> DeskOptions:
    """The options that these settings mean."""
    fetch = FetchOptions(
        timeout=settings.timeout,
        max_bytes=settings.max_bytes,
        delay=settings.delay,
        concurrency=settings.connections,
        obey_robots=settings.robots,
        allow_private=settings.private_addresses,
        user_agent=settings.user_agent or FetchOptions().user_agent,
    )
    return DeskOptions(
        fetch=fetch,
        archive_file_bytes=settings.archive_file_bytes,
        extract_seconds=settings.extract_seconds,
        extract_memory=settings.extract_memory,
        upkeep=Upkeep(keep=timedelta(minutes=settings.keep_minutes)),
        spacy_models=_models(settings.spacy_models),
        vectors=settings.vectors.check,
        meaning=_vector_options(settings.vectors),
        models=_model_options(settings.model),
        languages=locale_names(),
    )


def _model_options(settings: ModelSettings) -> ModelOptions:
    own = [settings] if settings.base_url or settings.model or not settings.endpoints else []
    written = [each for each in (*own, *settings.endpoints) if each.base_url or each.model]
    incomplete = next((each for each in written if not (each.base_url and each.model)), None)
    if incomplete is not None:
        raise SettingsError(f"[model]: the endpoint {incomplete.name or incomplete.model!r} needs base_url and model.")
    endpoints = tuple(map(_endpoint, written))
    names = {endpoint.name for endpoint in endpoints if endpoint.name}
    return ModelOptions(
        completion=CompletionOptions(
            endpoints=endpoints,
            tasks={name: _task(name, task, names) for name, task in settings.tasks.items()},
            budget=_budget(settings),
        ),
        writer=WriterOptions(
            method=cast(Method, settings.method), rounds=settings.rounds, temperature=settings.temperature
        ),
        judge=settings.judge,
    )


def _vector_options(settings: VectorSettings) -> VectorOptions | None:
    if not settings.on:
        return None
    if not settings.base_url and not settings.model:
        return VectorOptions(passages=settings.passages)
    if not (settings.base_url and settings.model):
        raise SettingsError("[vectors]: a model of your own needs base_url and model.")
    endpoint = EndpointOptions(
        base_url=settings.base_url,
        model=settings.model,
        key_env=settings.key_env,
        key_file=settings.key_file,
        timeout=settings.timeout,
        attempts=settings.attempts,
        concurrency=settings.concurrency,
        per_minute=settings.per_minute,
        price_input=_dollars(settings.price_input),
        price_output=Decimal(0),
    )
    return VectorOptions(passages=settings.passages, endpoint=endpoint, budget=_budget(settings))


def _budget(settings: ModelSettings | VectorSettings) -> BudgetOptions:
    return BudgetOptions(
        usd_per_day=_dollars(settings.usd_per_day),
        usd_per_run=_dollars(settings.usd_per_run),
        tokens_per_day=settings.tokens_per_day,
        tokens_per_run=settings.tokens_per_run,
    )


def _endpoint(settings: EndpointSettings) -> EndpointOptions:
    return EndpointOptions(
        base_url=settings.base_url,
        model=settings.model,
        name=settings.name,
        key_env=settings.key_env,
        key_file=settings.key_file,
        output=cast(OutputMode, settings.output),
        context=settings.context,
        max_output=min(settings.max_output, settings.context // 2),  # the question needs room, too
        timeout=settings.timeout,
        attempts=settings.attempts,
        concurrency=settings.concurrency,
        per_minute=settings.per_minute,
        price_input=_dollars(settings.price_input),
        price_output=_dollars(settings.price_output),
    )


def _task(name: str, settings: TaskSettings, endpoints: Set[str]) -> TaskOptions:
    if name not in TASKS:
        raise SettingsError(f"[model.tasks.{name}]: there is no such task. The tasks are {', '.join(TASKS)}.")
    unknown = next((each for each in settings.endpoints if each not in endpoints), None)
    if unknown is not None:
        raise SettingsError(f"[model.tasks.{name}]: no endpoint has the name {unknown!r}.")
    return TaskOptions(
        endpoints=settings.endpoints,
        output=cast(OutputMode, settings.output) if settings.output else None,
        max_output=settings.max_output,
        temperature=settings.temperature,
    )


def _dollars(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _models(written: str) -> dict[str, str]:
    """Languages with their models. Raises SettingsError for what is not language=model."""
    pairs = [pair.partition("=") for pair in written.split()]
    wrong = next((language for language, _, model in pairs if not (language and model)), None)
    if wrong is not None:
        raise SettingsError(f"spacy_models must be language=model with spaces between, and {written!r} is not.")
    return {language: model for language, _, model in pairs}
