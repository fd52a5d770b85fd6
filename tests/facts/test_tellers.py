"""Who tells a figure is not whose it is."""

from dataclasses import replace

from groundwire.facts.tellers import without_teller
from groundwire.models import EntityId, Mention, Record
from tests.facts.records import span_of
from tests.facts.told import Told, tell

SHARE = Told(written="94 percent", value="94", kind="percent", unit="%", measure="share", owner="SMIC")


def with_names(record: Record, text: str) -> Record:
    mentions = (
        Mention(span=span_of(text, "gallium"), kind="material", entity=EntityId("material/gallium")),
        Mention(span=span_of(text, "China"), kind="place", entity=EntityId("place/cn")),
    )
    return replace(record, annotations=replace(record.annotations, mentions=mentions))


def test_a_figure_that_somebody_puts_is_whose_the_sentence_before_tells() -> None:
    text = (
        "Most of the world's gallium comes from China. A study by SMIC on raw materials puts the share at 94 percent."
    )
    record = with_names(tell(text, replace(SHARE, thing="raw materials"), name="a"), text)
    figure = without_teller(record.annotations.figures[0], record)
    assert (figure.owner and figure.owner.entity, figure.thing and figure.thing.entity) == (
        "place/cn",
        "material/gallium",
    )


def test_a_share_of_its_own_stays_its_own() -> None:
    text = "Most of the world's gallium comes from China. SMIC puts its share at 94 percent."
    record = with_names(tell(text, SHARE, name="a"), text)
    assert without_teller(record.annotations.figures[0], record) == record.annotations.figures[0]


def test_nothing_is_put_in_the_place_of_a_teller_where_nothing_is_named() -> None:
    text = "SMIC puts the share at 94 percent."
    record = tell(text, SHARE, name="a")
    figure = without_teller(record.annotations.figures[0], record)
    assert (figure.owner, figure.thing) == (None, None)
