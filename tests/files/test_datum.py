import importlib.util

import numpy as np
import pytest

from xunhu.files.datum import Datum, shifted, to_wgs84, turned

LON = np.linspace(73.5, 135.0, 400)
LAT = np.linspace(18.2, 53.5, 400)


def seat():
    """东城街道, roughly."""
    return np.array([107.104873]), np.array([29.155117])


def test_gcj02_comes_back_to_where_it_was():
    lon, lat = to_wgs84(*shifted(LON, LAT), Datum.GCJ02)
    np.testing.assert_allclose(lon, LON, atol=1e-7, rtol=0)
    np.testing.assert_allclose(lat, LAT, atol=1e-7, rtol=0)


def test_bd09_comes_back_to_where_it_was():
    lon, lat = to_wgs84(*turned(*shifted(LON, LAT)), Datum.BD09)
    np.testing.assert_allclose(lon, LON, atol=1e-7, rtol=0)
    np.testing.assert_allclose(lat, LAT, atol=1e-7, rtol=0)


@pytest.mark.parametrize(
    ("datum", "least_m", "most_m"), [(Datum.GCJ02, 500, 550), (Datum.BD09, 1060, 1130)]
)
def test_at_nanchuan_the_shift_is_as_long_as_it_is_known_to_be(datum, least_m, most_m):
    lon, lat = seat()
    back_lon, back_lat = to_wgs84(lon, lat, datum)
    east_m = (lon - back_lon) * 111_320 * np.cos(np.radians(lat))
    north_m = (lat - back_lat) * 110_900
    assert least_m - 15 < float(np.hypot(east_m, north_m)[0]) < most_m + 15


def test_wgs84_stays_as_it_is():
    lon, lat = to_wgs84(LON, LAT, Datum.WGS84)
    assert np.array_equal(lon, LON)
    assert np.array_equal(lat, LAT)


def test_abroad_nothing_is_shifted():
    lon, lat = to_wgs84(np.array([2.35]), np.array([48.85]), Datum.GCJ02)
    assert (lon[0], lat[0]) == (2.35, 48.85)


def test_no_fix_at_all_is_no_trouble():
    lon, _ = to_wgs84(np.array([]), np.array([]), Datum.BD09)
    assert len(lon) == 0


def test_it_agrees_with_the_formula_of_the_shared_folder(shared):
    spec = importlib.util.spec_from_file_location("gcj02", shared / "geo" / "gcj02.py")
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    lon, lat = to_wgs84(LON, LAT, Datum.GCJ02)
    for ours, given in zip(np.c_[lon, lat], np.c_[LON, LAT], strict=True):
        np.testing.assert_allclose(ours, theirs.gcj2wgs(*given), atol=1e-9, rtol=0)
