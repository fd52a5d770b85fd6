"""A model of meanings that is small enough to read: texts about one thing are near, in whatever language they are."""

import math
from collections.abc import Sequence

THINGS: tuple[tuple[str, ...], ...] = (
    ("rare earth", "稀土", "terres rares"),
    ("chip", "芯片", "semiconductor", "半导体"),
    ("battery", "电池", "batterie"),
    ("election", "选举"),
)


class FakeMeaning:
    """One number for each thing that a text speaks of, and one for texts that speak of none."""

    def __init__(self, model: str = "fake", further: int = 0) -> None:
        self.model = model
        self.further = further  # numbers that say nothing
        self.asked: list[str] = []

    def __call__(self, question: str) -> Sequence[float]:
        self.asked.append(question)
        return self.vector(question)

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.vector(text) for text in texts]

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        self.asked += texts
        return [self.vector(text) for text in texts]

    def vector(self, text: str) -> list[float]:
        folded = text.lower()
        counts = [float(sum(folded.count(name) for name in names)) for names in THINGS]
        numbers = [*counts, 0.2, *([0.0] * self.further)]
        length = math.sqrt(sum(number * number for number in numbers))
        return [number / length for number in numbers]
