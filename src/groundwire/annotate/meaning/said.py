"""What the clauses of a sentence have said so far, which the next ones build on."""

from dataclasses import dataclass, field

from groundwire.annotate.meaning.changes import Told
from groundwire.annotate.meaning.clauses import Clause
from groundwire.annotate.meaning.measures import Measured
from groundwire.models import DateMention, Figure, FigureRole, Reference


@dataclass(slots=True)
class Said:
    """What was said; what is not said yet is None."""

    measured: Measured | None = None
    loose: Measured | None = None  # named in a clause without figures: what a bare change behind it is of
    told: Told | None = None
    trail: list[Clause | Reference] = field(default_factory=list)  # where owners are: clauses, and those found there
    last: Clause | None = None  # the last clause whose subject was looked for
    own: Reference | None = None  # the subject of the last clause, once settled
    owner: Reference | None = None  # the last one of all, once settled
    thing: Reference | None = None
    goods: Reference | None = None  # the last ones named in any clause
    product: Reference | None = None  # the first one named in the sentence
    scope: Reference | None = None
    period: DateMention | None = None
    opening: DateMention | None = None  # one told by a clause of its own: 截至2024年末，
    before: DateMention | None = None  # the period of the sentence before
    role: FigureRole | None = None
    will: bool = False  # whether the last clause told of what will be
    figures: list[Figure] = field(default_factory=list)
