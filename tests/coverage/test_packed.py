"""Spans as bytes: what comes out is what went in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from xunhu.coverage.packed import pack, unpack
from xunhu.coverage.span import ADDED, Span, nothing, together

PLACES, START = 3, 740_000
DAYS = st.sampled_from([0, START, START + 1, START + 8191])
WHOLE = st.integers(0, 2**40)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    last = np.array(draw(st.lists(DAYS, max_size=6)), dtype=np.int32)
    sums = draw(
        st.lists(WHOLE, min_size=(PLACES + 1) * len(ADDED), max_size=(PLACES + 1) * len(ADDED))
    )
    active_on = draw(st.lists(DAYS, min_size=PLACES + 1, max_size=PLACES + 1))
    numbers = st.builds(BitMap, st.sets(st.integers(1, 2**32 - 1), max_size=4))
    return Span(
        last=last,
        sums=np.array(sums, dtype=np.int64).reshape(PLACES + 1, len(ADDED)),
        active_on=np.array(active_on, dtype=np.int32),
        patrols=draw(st.lists(numbers, min_size=PLACES, max_size=PLACES)),
    )


def said(span: Span) -> object:
    """A span as plain values; trailing pieces that were never visited say nothing."""
    last = np.trim_zeros(span.last, "b").tolist()
    return last, span.sums.tolist(), span.active_on.tolist(), list(span.patrols)


@given(spans())
def test_a_span_comes_out_as_it_went_in(span: Span) -> None:
    assert said(unpack(pack(span, START), START)) == said(span)


@given(spans(), spans(), spans())
def test_spans_go_together_in_any_order(one: Span, two: Span, three: Span) -> None:
    assert said(one.then(two)) == said(two.then(one))
    assert said(one.then(two).then(three)) == said(together([three, one, two], PLACES))


@given(spans())
def test_nothing_adds_nothing(span: Span) -> None:
    assert said(span.then(nothing(PLACES))) == said(span) == said(nothing(PLACES).then(span))


def test_going_together_changes_neither() -> None:
    early, late = nothing(PLACES), nothing(PLACES)
    early.last.setflags(write=False)
    both = Span(np.array([0, START], dtype=np.int32), late.sums, late.active_on, late.patrols)
    longer = Span(np.array([START + 1], dtype=np.int32), late.sums, late.active_on, late.patrols)
    assert both.then(longer).last.tolist() == [START + 1, START]
    assert (both.last.tolist(), longer.last.tolist()) == ([0, START], [START + 1])
