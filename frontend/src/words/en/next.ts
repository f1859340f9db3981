import type zh from '../zh-CN/next'
import type { Same } from '../same'

export default {
  title: 'Next',
  heading: 'Where to go next',
  lead: 'In the order of “how long overdue ÷ how far”. Distances are rough: a straight line × 1.35.',
  noPosition: 'No position yet: ordered by urgency alone.',
  nothing: 'No target is due or overdue at the moment.',
  about: 'about {distance}',
  hazard: 'Open hazard {distance} away: look again',
  more: '{n} more',
  card: 'Next: {name}',
  round: {
    title: 'Proposed round',
    lead: 'From here, around, and back again.',
    battery: 'Battery (%)',
    range: 'Range when full (km)',
    time: 'Time at hand',
    hours: '{n} h',
    usable: 'With 85 % of what is left: about {km} km, at {speed} km/h with stops.',
    plan: 'Plan a round',
    again: 'Plan anew from here',
    clear: 'Drop the round',
    sum: '{n} stop · about {km} km · about {time} | {n} stops · about {km} km · about {time}',
    minutes: '{n} min',
    hoursMinutes: '{h} h {m} min',
    none: 'With this battery and time no stop can be reached and left again.',
    leftOut: '{n} more doesn’t fit this time | {n} more don’t fit this time',
    back: 'Back to where it began',
    done: 'Every stop of the round was visited.',
    noStart: 'A position is needed before a round can be planned.',
  },
} satisfies Same<typeof zh>
