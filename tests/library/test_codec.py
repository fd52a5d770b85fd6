"""Every value comes back equal from its stored form."""

import dataclasses
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.library.codec import decode, encode, pack, unpack
from groundwire.models import Brief, Document, Figure, Moment, Record, Span
from tests.library.library_records import RECORDS, make_record


@settings(max_examples=80, deadline=None)
@given(RECORDS)
def test_records_come_back_equal(record: Record) -> None:
    assert unpack(Record, pack(record)) == record
    assert decode(Record, json.loads(json.dumps(encode(record)))) == record


@given(st.decimals(allow_nan=False))
def test_decimals_keep_every_digit(number: Decimal) -> None:
    figure = Figure(span=Span(paragraph=1, start=0, end=1), kind="count", low=number, high=number)
    back = unpack(Figure, pack(figure))
    assert back == figure
    assert str(back.low) == str(number)


def test_defaults_are_left_out_and_come_back() -> None:
    document = make_record("a").document
    plain = encode(document)
    assert "confidence" not in plain
    assert decode(Document, plain).confidence == 1.0
    assert decode(Document, plain | {"written by a later version": 1}) == document


def test_the_clock_of_a_moment_comes_back_and_old_moments_have_none() -> None:
    moment = Moment(at=datetime(2025, 3, 3, 22, 10, tzinfo=UTC), offset=480)
    assert unpack(Moment, pack(moment)) == moment
    old = {"at": "2025-03-03T22:10:00+00:00"}
    assert decode(Moment, old) == dataclasses.replace(moment, offset=0)


def test_none_is_kept_apart_from_absent() -> None:
    record = dataclasses.replace(make_record("a"), brief=None)
    assert unpack(Record, pack(record)).brief is None


@dataclasses.dataclass(frozen=True)
class _Unclear:
    value: int | str


@dataclasses.dataclass(frozen=True)
class _Untyped:
    value: dict[str, Any]


@pytest.mark.parametrize("value", [_Unclear(1), _Untyped({})])
def test_what_could_not_be_read_back_is_not_written(value: object) -> None:
    with pytest.raises(TypeError, match="no way"):
        encode(value)


def test_a_missing_field_is_an_error() -> None:
    with pytest.raises(TypeError):
        decode(Brief, {})
