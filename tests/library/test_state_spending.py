"""What language models cost, by day: exact sums, also by several processes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from groundwire.library.state import State

DAY = date(2026, 1, 15)


def test_spending_adds_up_exactly_and_stays(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.db'}"
    one, two = State(url), State(url)
    assert one.spent(DAY) == (0, Decimal(0))
    for _ in range(10):
        one.add_spent(DAY, tokens=7, usd=Decimal("0.0001"))
        two.add_spent(DAY, tokens=1, usd=Decimal("0.000000001"))
    two.add_spent(date(2026, 1, 16), tokens=5, usd=Decimal(0))
    assert one.spent(DAY) == two.spent(DAY) == (80, Decimal("0.00100001"))
    one.close()
    two.close()
    again = State(url)
    assert again.spent(DAY)[0] == 80
    again.close()
