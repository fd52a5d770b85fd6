"""Settings come from where they should, and mistakes in them are told."""

from pathlib import Path

import pytest

from groundwire.app.settings import Settings, read_settings
from groundwire.app.wiring import options_from
from groundwire.models import SettingsError


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


def test_models_of_the_tagger_are_by_language() -> None:
    options = options_from(Settings(spacy_models="en=en_core_web_sm zh=zh_core_web_sm"))
    assert options.spacy_models == {"en": "en_core_web_sm", "zh": "zh_core_web_sm"}


@pytest.mark.parametrize("written", ["en", "=x", "en= zh=y"])
def test_models_without_a_language_or_a_name_are_told(written: str) -> None:
    with pytest.raises(SettingsError, match="language=model"):
        options_from(Settings(spacy_models=written))
