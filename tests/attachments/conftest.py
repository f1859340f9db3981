"""A record that waits for its photo."""

import pytest

from attachments.lane import hazard_with
from attachments.pictures import PHOTO
from people import Person


@pytest.fixture
def hazard(chen: Person) -> bytes:
    """A hazard of Chen's that declares a photo, pushed without it."""
    record = hazard_with(PHOTO)
    chen.push(record)
    return record
