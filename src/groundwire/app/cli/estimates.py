"""What asking a model would cost in, one sentence or JSON out."""

from groundwire.app.cli.output import say, say_json
from groundwire.app.locale import Locale
from groundwire.completion.completer import Estimate


def tell_estimate(estimate: Estimate, t: Locale, *, as_json: bool) -> None:
    """Prints it."""
    if as_json:
        say_json(estimate)
    else:
        say(told_estimate(estimate, t))


def told_estimate(estimate: Estimate, t: Locale) -> str:
    """What it would cost, in one sentence."""
    usd = t("price-unknown") if estimate.usd is None else t("price-most", usd=f"{estimate.usd:.4f}")
    return t(
        "estimate", questions=estimate.requests, answered=estimate.answered, input=f"{estimate.input_tokens:,}",
        output=f"{estimate.output_tokens:,}", price=usd,
    )  # fmt: skip
