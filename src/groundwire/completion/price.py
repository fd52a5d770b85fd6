"""An endpoint and counts of tokens in, US dollars out where the price is known."""

from decimal import Decimal

from groundwire.completion.options import EndpointOptions

_MILLION = 1_000_000


def price(endpoint: EndpointOptions, *, input_tokens: int, output_tokens: int) -> Decimal | None:
    """What the settings say, else what the service behind the address is known to take; None where nothing is known.

    A model's name alone says nothing: the same model costs nothing on one's own machine. A machine of one's own is
    not taken to be free either, since a paid service may stand behind it; a price of 0 in the settings says so.
    """
    if endpoint.price_input is not None or endpoint.price_output is not None:
        paid = (endpoint.price_input or 0) * input_tokens + (endpoint.price_output or 0) * output_tokens
        return Decimal(paid) / _MILLION
    return _published(endpoint, input_tokens, output_tokens)


def _published(endpoint: EndpointOptions, input_tokens: int, output_tokens: int) -> Decimal | None:
    from genai_prices import Usage, calc_price  # a second to import, and only who asks a model needs it

    usage = Usage(input_tokens=input_tokens, output_tokens=output_tokens)
    try:
        return calc_price(usage, endpoint.model, provider_api_url=endpoint.base_url).total_price
    except (LookupError, ValueError):
        return None
