"""A brief in, who wrote it and what was withheld of it out, in one sentence of the reader's language."""

from collections import Counter

from groundwire.app.locale import Locale
from groundwire.app.verdict_words import told_verdict
from groundwire.models import Brief


def nothing_held(brief: Brief) -> bool:
    """Whether a model was asked and nothing of what it wrote is shown."""
    return bool(brief.model) and all(statement.stands_in for statement in brief.statements())


def told_author(brief: Brief, t: Locale) -> str:
    """Who wrote it; empty where no model did: the document's own sentences need no author."""
    if not brief.model:
        return ""
    if nothing_held(brief) and not any(brief.statements()):
        return t("nothing-held")
    key = "by-none" if nothing_held(brief) else "by-model"
    withheld = _withheld(brief, t)
    more = "-withheld" if withheld else ""
    return t(key + more, model=brief.model, engine=brief.engine, withheld=withheld)


def _withheld(brief: Brief, t: Locale) -> str:
    """How many statements, and why: the reasons that hold for most of them first."""
    number = len(brief.withheld)
    if not number:
        return ""
    said = t("withheld-short-one") if number == 1 else t("withheld-short", n=number)
    reasons = Counter(reason for each in brief.withheld for reason in told_verdict(each.statement, t).reasons)
    told = t("list-separator").join(t.times(reason, times) for reason, times in reasons.most_common())
    return t("withheld-because", withheld=said, reasons=told) if told else said
