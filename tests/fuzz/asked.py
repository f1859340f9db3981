"""Requests for every operation of the description: valid ones, ones on every edge, wrong ones."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.coverage._operation import iter_coverage_cases

from fuzz.known import CURSORS, known_for
from fuzz.small_district import KEPT, PARKED
from make import sequence
from xunhu.upkeep.sent import RAW

EXAMPLES = int(os.environ.get("XUNHU_FUZZ_EXAMPLES", "3"))  # of each mode, by chance
ON_POSTGRESQL = os.environ.get("XUNHU_TEST_DATABASE") == "postgresql"
EDGES = 3 if ON_POSTGRESQL and EXAMPLES <= 3 else 1  # one in so many: SQLite had all of them
REFUSED = ["400", "401", "403", "404", "405", "413", "415", "422", "429"]
CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": REFUSED}}}
)
OTHER_METHODS = {"get", "put", "post", "delete", "patch"}
ALL_CHECKS = list(HealthCheck)
RECORDS = st.sampled_from([*KEPT, *PARKED]) | st.binary(max_size=100)
PUSHES = st.lists(RECORDS, max_size=5).map(lambda records: sequence(*records)) | st.binary()
schemathesis.openapi.media_type("application/geo+json-seq", PUSHES)
for media_type in RAW:
    if media_type.partition("/")[2].startswith(("gpx", "vnd.", "zip", "x-zip")):
        schemathesis.openapi.media_type(media_type, st.binary(max_size=200))


def requests_for(operation: APIOperation) -> list[Case]:
    """What is known to work first, then every edge, then what chance brings."""
    known = [operation.Case(**asked) for asked in known_for(operation.label)]
    made = [*known, *_with_cursors(operation), *islice(_edges(operation), 0, None, EDGES)]
    for mode in GenerationMode:
        made += _drawn(operation, mode)
    return [_settled(case, n) for n, case in enumerate(made)]


def _with_cursors(operation: APIOperation) -> Iterator[Case]:
    if "cursor" in {parameter.name for parameter in operation.query}:
        yield from (operation.Case(query={"cursor": cursor}) for cursor in CURSORS)


def _edges(operation: APIOperation) -> Iterator[Case]:
    """The smallest, largest and emptiest values, missing ones, other methods and media types."""
    return iter_coverage_cases(
        operation=operation,
        generation_modes=list(GenerationMode),
        generate_duplicate_query_parameters=True,
        unexpected_methods=OTHER_METHODS,
        generation_config=operation.schema.config.generation_for(
            operation=operation, phase="coverage"
        ),
    )


def _drawn(operation: APIOperation, mode: GenerationMode) -> list[Case]:
    found: list[Case] = []

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=ALL_CHECKS,
    )
    @given(operation.as_strategy(generation_mode=mode))
    def collect(case: Case) -> None:
        found.append(case)

    with suppress(Unsatisfiable):  # where nothing is asked for, nothing can be wrong
        collect()
    return found


def _settled(case: Case, n: int) -> Case:
    """Of the requests whose address is fine, three in four go to something that is there."""
    known = known_for(case.operation.label)
    places = [asked["path_parameters"] for asked in known if "path_parameters" in asked]
    address = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    if places and n % 4 and address and address.mode.is_positive:
        case.path_parameters = dict(places[n % len(places)])
    return case
