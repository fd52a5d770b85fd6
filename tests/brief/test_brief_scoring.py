"""A score is the same in every process, though sets of words have another order in each."""

import os
import subprocess
import sys

_SCORES = """
from groundwire.brief.extractive.candidates import candidates_of
from groundwire.brief.extractive.rules import rules_for
from groundwire.brief.extractive.scoring import Facts, score_candidates
from groundwire.models import Annotations
from tests.brief.brief_documents import EN

rules = rules_for("en")
scored = score_candidates(EN, candidates_of(EN, rules), Facts(Annotations()), rules)
print([(each.score, each.lead) for each in scored])
"""


def test_scores_do_not_hang_on_the_order_of_words_in_a_set() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", _SCORES], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1
