"""水江一号, with a tracker of its own."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from feeds.lane import CAR, TrackerBox, add_car, issue
from people import Person


@pytest.fixture
def car(town: Flask) -> UUID:
    return add_car(town)


@pytest.fixture
def tracker(town: Flask, car: UUID, sun: Person) -> TrackerBox:
    """The tracker of 水江一号."""
    return TrackerBox(town, issue(sun))


@pytest.fixture
def tracker_of(town: Flask, sun: Person) -> Callable[[UUID], TrackerBox]:
    """The tracker of another vehicle."""
    return lambda car=CAR: TrackerBox(town, issue(sun, vehicle=str(car)))
