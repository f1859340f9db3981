"""The planted bugs with the worlds that bring them to light soonest."""

from dataclasses import replace

from simulation.real.bugs import ON_PHONES, ON_SERVER
from simulation.real.bugs_of_the_desk import AT_THE_DESK
from simulation.real.host import Host
from simulation.real.play import Plan, Played, play
from simulation.real.world import Rates

MOST_SEEDS = 200
SMALL = Plan(phones=2, days=2, calamity=2, rates=Rates(0.5, 0.03))
DEADLY = Plan(phones=2, days=2, calamity=1, rates=Rates(0.2, 0.3))
TINY = Plan(phones=2, days=1, calamity=2, misfits=3, rates=Rates(0.4, 0.02))
BUSY = Plan(phones=2, days=1, calamity=0.5, desk=8, misfits=1, rates=Rates(0.2, 0.01))
CUT_OFF = Plan(phones=2, days=1, calamity=1, rates=Rates(0.9, 0.02))
SUITED = {
    "cursor before the page": DEADLY,
    "sealed and queued apart": DEADLY,
    "one failure undoes its neighbours": TINY,
    "conflict overwrites": TINY,
    "parked is nothing": TINY,
    "pull skips": TINY,
    "scope forgotten": TINY,
    "captive portal believed": TINY,
    "a refused record blocks the rest": TINY,
    "a refused push is halved once": TINY,
    "rescue leaves out what is refused": TINY,
    "erased copy stays": BUSY,
    **dict.fromkeys(AT_THE_DESK, BUSY),
    "photos aren't shown": SMALL,
    "rescue takes the first": CUT_OFF,
    "hello forgets what waits": replace(SMALL, evictions=0.9),
    "old reports are trusted": replace(SMALL, evictions=0.9),
    "late reports count": Plan(phones=5, days=1, calamity=0.3, rates=Rates(0.95, 0)),
}


def plan_for(name: str) -> Plan:
    """A small, rough world with this bug in it."""
    plan = SUITED.get(name, SMALL)
    if name in ON_PHONES:
        return replace(plan, bundle=name)
    return replace(plan, bug=ON_SERVER[name])


def caught(host: Host, name: str) -> Played | None:
    """The first seed that notices the bug, or nothing."""
    plan = plan_for(name)
    played = (play(host, seed, plan) for seed in range(1, MOST_SEEDS + 1))
    return next((one for one in played if one.violation), None)
