"""Work done by several processes, each with an application of its own."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

from xunhu.app import create_app
from xunhu.collecting import collect_seldom
from xunhu.coverage.rebuild import Run, one_by_one
from xunhu.settings import Settings

A = TypeVar("A")
B = TypeVar("B")
WORTH_IT = 4  # portions a process: it takes a second to start one
AHEAD = 3  # portions a process that are worked out before they are asked for


@contextmanager
def side_by_side(settings: Settings, processes: int) -> Iterator[Run]:
    """A `Run` by so many processes; by this one when it is one.

    What they do can only be a function of a module, and must leave their session as it was.
    """
    if processes < 2:
        yield one_by_one
        return
    context = get_context("spawn")  # a connection must not be shared over a fork
    with ProcessPoolExecutor(processes, context, _begin, (settings,)) as pool:

        def run(work: Callable[[A], B], portions: Sequence[A]) -> Iterator[B]:
            if len(portions) < WORTH_IT * processes:
                yield from one_by_one(work, portions)
                return
            left = iter(portions)
            asked = deque(pool.submit(work, one) for one in islice(left, AHEAD * processes))
            while asked:
                done: Future[B] = asked.popleft()
                yield done.result()
                asked.extend(pool.submit(work, one) for one in islice(left, 1))

        try:
            yield run
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(settings: Settings) -> None:
    create_app(settings).app_context().push()
    collect_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed can't say that there is nothing more to do."""
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
