"""Who there is, and how far each may see: the words that every kind uses for its rules."""

from enum import StrEnum


class Role(StrEnum):
    """What a user is in the district."""

    PATROL_OFFICER = "patrol_officer"
    CLINIC_VOLUNTEER = "clinic_volunteer"
    TOWNSHIP_SUPERVISOR = "township_supervisor"
    DISTRICT_VIEWER = "district_viewer"
    ADMINISTRATOR = "administrator"


class Reach(StrEnum):
    """How far a role reads records of a kind."""

    OWN = "own"
    TOWNSHIPS = "townships"
    DISTRICT = "district"


TOWNSHIP_ROLES = frozenset({Role.PATROL_OFFICER, Role.CLINIC_VOLUNTEER, Role.TOWNSHIP_SUPERVISOR})
OFFICE = "import"  # the sender of what a chore brought; no user has this name
VEHICLE = "vehicle:"  # the author of what a vehicle's own tracker recorded begins so; no user does
