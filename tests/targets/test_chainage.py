"""Chainage in words."""

import pytest

from xunhu.targets.chainage import post


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, "K0+000"), (12300, "K12+300"), (999.6, "K1+000"), (35049.5, "K35+050"), (7, "K0+007")],
)
def test_chainage_is_said_as_people_say_it(metres: float, words: str) -> None:
    assert post(metres) == words
