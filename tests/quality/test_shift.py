"""Tracks of a township beside its lines: right, unsure, or written in another datum."""

import numpy as np
import pytest
from flask import Flask

from coverage_rig.real_district import settle_bare
from oracle.real_tracks import sealed_patrols
from xunhu.db import db
from xunhu.files.datum import Datum, shifted, turned
from xunhu.quality.shift import shift
from xunhu.targets.models import Piece

RNG = np.random.default_rng(7)


def winding(count: int = 400) -> np.ndarray:
    """Middles of pieces, some 50 m apart, of a line that winds through the hills."""
    heading = np.cumsum(RNG.normal(0, 0.25, count))
    steps = np.stack([np.cos(heading) / 97_200, np.sin(heading) / 110_900], axis=1) * 50
    return np.array([107.1, 29.1]) + np.cumsum(steps, axis=0)


def driven(line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    places = line + RNG.normal(0, 8, line.shape) / [97_200, 110_900]
    return places[:, 0], places[:, 1]


def test_who_follows_the_line_is_right() -> None:
    line = winding()
    assert shift(*driven(line), line).state == "right"


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_what_is_written_in_another_datum_is_found(datum: Datum) -> None:
    line = winding()
    lon, lat = shifted(*driven(line))
    if datum is Datum.BD09:
        lon, lat = turned(lon, lat)
    found = shift(lon, lat, line)
    assert (found.state, found.datum) == ("shifted", datum)
    assert found.undone > 300 > 100 > found.pieces
    assert found.metres > 300


def test_far_from_every_line_nothing_is_said() -> None:
    line = winding()
    lon, lat = driven(line + np.array([0.2, 0]))
    assert shift(lon, lat, line).state == "unsure"
    assert shift(lon[:0], lat[:0], line).state == "unsure"
    assert shift(lon, lat, line[:0]).state == "unsure"


def test_two_kilometres_of_a_road_beside_the_railway_prove_nothing() -> None:
    line = winding()[:40]
    lon, lat = shifted(*driven(line))
    assert shift(lon, lat, line).state == "unsure"


def test_no_real_track_is_called_shifted_beside_the_real_railways(app: Flask) -> None:
    tracks = sealed_patrols("ren", 1_790_000_000_000)
    if tracks is None:
        pytest.skip("no real tracks here: set XUNHU_SHARED to the folder that holds tracks/")
    settle_bare(app)
    with app.app_context():
        asked = db.select(Piece.lon, Piece.lat).where(Piece.layer == "railway")
        rails = np.array(db.session.execute(asked).all())
    assert len(rails) > 500
    for one in tracks:
        fixes = [fix for part in one.patrol["segments"] for fix in part["positions"]]
        lon, lat = np.array(fixes)[:, :2].T
        assert shift(lon, lat, rails).state != "shifted"
