"""Between degrees and metres, for drawing reference shapes (UTM zone 48 N)."""

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

Coords = npt.NDArray[np.float64]

_FORTH = Transformer.from_crs("EPSG:4326", "EPSG:32648", always_xy=True)
_BACK = Transformer.from_crs("EPSG:32648", "EPSG:4326", always_xy=True)


def to_metres(lonlat: Coords) -> Coords:
    """Rows of (lon, lat) in WGS-84 to rows of (east, north) in EPSG:32648."""
    return np.column_stack(_FORTH.transform(lonlat[:, 0], lonlat[:, 1]))


def to_degrees(xy: Coords) -> Coords:
    """Rows of (east, north) in EPSG:32648 to rows of (lon, lat), rounded to 7 decimals."""
    return np.round(np.column_stack(_BACK.transform(xy[:, 0], xy[:, 1])), 7)


def shape_in_metres(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, to_metres)


def shape_in_degrees(shape: BaseGeometry) -> BaseGeometry:
    """The shape in WGS-84, its rings wound as RFC 7946 asks (outer ones anticlockwise)."""
    return shapely.orient_polygons(shapely.transform(shape, to_degrees))
