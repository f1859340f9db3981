"""Voronoi cells on a small invented district."""

import shapely
from shapely import Point, Polygon

from xunhu.reference.cells import cells

U_SHAPE = Polygon([(0, 0), (9, 0), (9, 9), (6, 9), (6, 3), (3, 3), (3, 9), (0, 9)])


def test_each_place_belongs_to_the_nearest_seat():
    drawn = cells({"west": Point(1, 1), "east": Point(8, 1)}, U_SHAPE)
    assert drawn["west"].contains(Point(2, 8))
    assert drawn["east"].contains(Point(7, 8))
    assert sum(cell.area for cell in drawn.values()) == U_SHAPE.area


def test_a_part_cut_off_from_its_seat_goes_to_the_neighbour():
    seats = {"west": Point(2, 8), "east": Point(8, 1)}
    drawn = cells(seats, U_SHAPE)
    assert all(cell.geom_type == "Polygon" for cell in drawn.values())
    assert shapely.coverage_is_valid(list(drawn.values()))
    assert drawn["east"].contains(Point(6.2, 8.9))
