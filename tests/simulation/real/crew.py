"""Everybody and everything that acts in a world, put together."""

from dataclasses import dataclass

from simulation.real.days import Person
from simulation.real.disasters import Disasters, Often
from simulation.real.misfits import Misfits
from simulation.real.paperwork import Paperwork
from simulation.real.rescuing import Rescuing
from simulation.real.supervising import Supervising
from simulation.real.world import World


@dataclass(frozen=True)
class Crew:
    """Those who hold the phones, those in the office, and what goes wrong around them."""

    people: list[Person]
    misfits: Misfits
    paperwork: Paperwork
    supervising: Supervising
    rescuing: Rescuing
    disasters: Disasters


def crew_of(world: World, often: Often) -> Crew:
    """A crew for this world; each is told of those whose work it uses."""
    misfits, paperwork = Misfits(world, often.misfits), Paperwork(world)
    supervising = Supervising(world, paperwork)
    rescuing = Rescuing(world, supervising)
    office = [(act, rate * often.desk) for act, rate in supervising.acts]
    disasters = Disasters(world, rescuing, office, often)
    people = [Person(world, phone, misfits, paperwork) for phone in world.phones.values()]
    return Crew(people, misfits, paperwork, supervising, rescuing, disasters)
