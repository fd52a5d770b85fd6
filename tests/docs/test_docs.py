"""What the documentation says is there, is there; what is there is documented."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

import groundwire
from groundwire import models
from groundwire.app.cli.commands import app
from groundwire.app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guide.md").read_text("utf-8")
MODULES = sorted(module.name for module in pkgutil.walk_packages(groundwire.__path__, "groundwire."))


def commands() -> list[str]:
    command = get_command(app)
    names = []
    for name, each in command.commands.items():  # type: ignore[attr-defined]  # Typer's root is a group
        inner = getattr(each, "commands", None)
        names += [f"{name} {sub}" for sub in inner] if inner else [name]
    return names


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_guide(command: str) -> None:
    assert f"groundwire {command}" in GUIDE


@pytest.mark.parametrize("command", commands())
def test_every_command_can_print_json(command: str) -> None:
    if command == "serve":
        pytest.skip("serve prints an address and serves")
    found = get_command(app)
    for name in command.split():
        found = found.commands[name]  # type: ignore[attr-defined]  # a group on the way, a command at the end
    assert "--json" in [option for parameter in found.params for option in parameter.opts]


@pytest.mark.parametrize("setting", [each.name for each in fields(Settings)])
def test_every_setting_is_in_the_guide(setting: str) -> None:
    assert f"`{setting}`" in GUIDE


def test_every_dependency_is_justified() -> None:
    notes = (ROOT / "docs" / "design-notes.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[<>=\[]", each)[0] for each in project["dependencies"]]
    assert [name for name in names if name not in notes] == []


def test_every_dependency_is_locked_with_hashes_and_without_addresses() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    for dependency in project["dependencies"]:
        name = re.split(r"[<>=\[]", dependency)[0]
        assert re.search(rf"(?m)^{re.escape(name)}==", lock), name
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > lock.count("==")


def test_the_changelog_opens_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    first = re.search(r"(?m)^## (\S+)", changelog)
    assert first is not None
    assert first[1] == groundwire.__version__


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_glossary_knows_the_vocabulary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8").lower()
    words = (
        "source",
        "capture",
        "document",
        "paragraph",
        "figure",
        "statement",
        "verdict",
        "brief",
        "topic",
        "failure",
    )
    assert [word for word in words if f"| {word}" not in glossary] == []


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name: str) -> None:
    if name.endswith("__main__"):
        pytest.skip("importing it runs the command line")
    module = importlib.import_module(name)
    assert module.__doc__
    exported = getattr(module, "__all__", None)
    if exported is not None:
        assert len(set(exported)) == len(exported)  # their order is ruff's RUF022
        assert all(hasattr(module, each) for each in exported)


def test_the_error_tree_is_drawn_in_full() -> None:
    drawn = models.errors.__doc__ or ""
    names = [name for name in vars(models.errors) if name.endswith("Error") and name != "FailureKind"]
    assert [name for name in names if name not in drawn] == []


def test_importing_groundwire_is_light() -> None:
    code = (
        "import sys, groundwire; print(len([m for m in sys.modules if m.split('.')[0] in {'lancedb', 'lxml', 'rich'}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_code_never_branches_on_a_language() -> None:
    """`if language == "zh"` and its kin: what a language needs is data."""
    guilty = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and "lang" in node.left.id:
                values = [each.value for each in node.comparators if isinstance(each, ast.Constant)]
                guilty += [
                    f"{path.name}:{node.lineno}" for value in values if value in {"zh", "en", "fr", "de", "ja", "es"}
                ]
    assert guilty == []
