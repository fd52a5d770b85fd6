"""Settings come from where they should, and mistakes in them are told."""

from decimal import Decimal
from pathlib import Path

import pytest

from groundwire.app.settings import Settings, read_settings
from groundwire.app.wiring import options_from
from groundwire.models import SettingsError
from groundwire.pipeline.options import VectorOptions


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "zh"\ntimeout = 5\n')
    read = read_settings(tmp_path, {"GROUNDWIRE_TIMEOUT": "7.5", "GROUNDWIRE_DESK": "x", "HOME": "/"})
    assert read == Settings(language="zh", timeout=7.5)


def test_a_truth_value_in_the_environment(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {"GROUNDWIRE_ROBOTS": "false"}).robots is False


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("langauge = 'zh'", "no setting 'langauge'"),
        ("timeout = 'long'", "timeout must be a float"),
        ("delay = -1", "must be from 0 to 3600"),
        ("timeout = nan", "must be from"),
        ("connections = 0", "must be from 1"),
        ('language = "fr"', "must be one of"),
        ("connections = true", "connections must be a int"),
        ("timeout = ", "cannot be read as TOML"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(SettingsError, match=told):
        read_settings(tmp_path, {})


def test_a_mistake_in_the_environment_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GROUNDWIRE_TIMEOUT"):
        read_settings(tmp_path, {"GROUNDWIRE_TIMEOUT": "soon"})


MODEL = """
[model]
base_url = "http://127.0.0.1:11434/v1"
model = "small"
usd_per_day = 2
price_input = 0.25
price_output = 1
tokens_per_run = 5000

[[model.endpoints]]
name = "far"
base_url = "https://models.example/v1"
model = "large"
key_env = "MODELS_KEY"

[model.tasks.revise]
endpoints = ["far"]
temperature = 0.3
"""


def test_models_are_a_table_with_tables_in_it(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(f"timeout = 5\n{MODEL}")
    read = read_settings(tmp_path, {"GROUNDWIRE_MODEL_MODEL": "other", "GROUNDWIRE_MODEL_TOKENS_PER_RUN": "7"})
    models = options_from(read).models
    near, far = models.completion.endpoints
    assert (near.model, near.price_input, near.title) == ("other", Decimal("0.25"), "other at 127.0.0.1")
    assert (far.name, far.key_env) == ("far", "MODELS_KEY")
    assert models.completion.tasks["revise"].endpoints == ("far",)
    assert (models.completion.budget.usd_per_day, models.completion.budget.tokens_per_run) == (Decimal("2.0"), 7)


def test_without_a_table_there_is_no_model(tmp_path: Path) -> None:
    assert options_from(read_settings(tmp_path, {})).models.completion.endpoints == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[model]\nkey = "sk-secret"', "key_env"),
        ('[model]\napi_key = "sk-secret"', "key_file"),
        ('[model]\nkey_env = "sk-secret"', "name of a variable"),
        ('[model]\nbase_url = "https://me:sk-secret@models.example/v1"', "no password"),
        ('[model]\nbase_url = "models.example"', "http://"),
        ('[model]\nmodle = "x"', "no setting 'modle'"),
        ('[model]\nmodel = "x"', "needs base_url and model"),
        ("[model]\nrounds = 99", "from 0 to 5"),
        ('[model]\nusd_per_day = "much"', "must be a float"),
        ('[[model.endpoints]]\nmethod = "brief"', "no setting 'method'"),
        ("[model]\nendpoints = 3", r"tables \[\[endpoints\]\]"),
        ("model = 3", r"a table \[model\]"),
        ("[model.tasks.paint]\ntemperature = 1", "no such task"),
        ('[model.tasks.brief]\nendpoints = ["none"]', "no endpoint has the name 'none'"),
    ],
)
def test_mistakes_about_models_are_told_without_what_may_be_a_key(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(SettingsError, match=told) as raised:
        options_from(read_settings(tmp_path, {}))
    assert "sk-secret" not in str(raised.value)


def test_a_key_in_the_environment_is_not_a_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="key_env") as raised:
        read_settings(tmp_path, {"GROUNDWIRE_MODEL_API_KEY": "sk-secret"})
    assert "sk-secret" not in str(raised.value)


def test_models_of_the_tagger_are_by_language() -> None:
    options = options_from(Settings(spacy_models="en=en_core_web_sm zh=zh_core_web_sm"))
    assert options.spacy_models == {"en": "en_core_web_sm", "zh": "zh_core_web_sm"}


@pytest.mark.parametrize("written", ["en", "=x", "en= zh=y"])
def test_models_without_a_language_or_a_name_are_told(written: str) -> None:
    with pytest.raises(SettingsError, match="language=model"):
        options_from(Settings(spacy_models=written))


def test_vectors_are_off_unless_set(tmp_path: Path) -> None:
    assert options_from(Settings()).vectors is False
    assert options_from(Settings()).meaning is None
    both = options_from(read_settings(tmp_path, {"GROUNDWIRE_VECTORS": "true"}))
    assert both.vectors is True
    assert both.meaning == VectorOptions()
    found = options_from(read_settings(tmp_path, {"GROUNDWIRE_VECTORS_ON": "true", "GROUNDWIRE_VECTORS_PASSAGES": "1"}))
    assert found.vectors is False
    assert found.meaning == VectorOptions(passages=True)


def test_vectors_by_an_endpoint_are_set_as_models_are(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        '[vectors]\non = true\nbase_url = "http://127.0.0.1:1/v1"\nmodel = "bge-m3"\nkey_env = "EMBED_KEY"\n'
        "tokens_per_day = 1000\n"
    )
    meaning = options_from(read_settings(tmp_path, {})).meaning
    assert meaning is not None
    assert meaning.endpoint is not None
    assert (meaning.model, meaning.endpoint.key_env, meaning.budget.tokens_per_day) == ("bge-m3", "EMBED_KEY", 1000)
    with pytest.raises(SettingsError, match="base_url and model"):
        options_from(read_settings(tmp_path, {"GROUNDWIRE_VECTORS_MODEL": ""}))


@pytest.mark.parametrize("written", ["vectors = 3", '[vectors]\nkey = "sk-1"', "[vectors]\nunknown = 1"])
def test_wrong_settings_of_vectors_are_told(tmp_path: Path, written: str) -> None:
    (tmp_path / "settings.toml").write_text(written)
    with pytest.raises(SettingsError, match="vectors"):
        read_settings(tmp_path, {})
