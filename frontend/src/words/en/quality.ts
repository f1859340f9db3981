export default {
  title: 'Patrol quality',
  subtitle: 'How much of each track was recorded, and how well',
  why: "This page explains why a number is low: where a track broke off, and why. It is about vehicles and townships, names nobody, and is no measure of anybody's work.",
  day: 'Day',
  township: 'Township',
  allTownships: 'All townships',
  before: 'Day before',
  after: 'Day after',
  columns: {
    patrol: 'Patrol',
    time: 'Time',
    share: 'Time recorded',
    notes: 'Notes',
  },
  noVehicle: 'no vehicle told',
  open: 'Open record',
  until: '{from}–{to}',
  running: 'since {from}, not ended',
  shareUnknown: '—',
  fine: 'No gap of more than two minutes',
  empty: 'No patrol on this day',
  emptyWhy: 'Try another day; what has not been sent yet waits for its phone to be online.',
  minutes: '{n} min',
  hours: '{h} h {m} min',
  seconds: '{n} s',
  notes: {
    thinned: 'Its positions were let go after their time; its numbers stay',
    'no-track': 'No position has come',
    'no-end': 'Its end has not come',
    'parts-missing':
      '{count} part of its track has not come | {count} parts of its track have not come',
    'clock-off': "The phone's clock is off by {time}",
    'clock-changed': "The phone's clock was changed by some {time} on the way",
    'in-the-future':
      '{count} position was later than its receipt and not used | {count} positions were later than their receipt and not used',
    'same-times':
      '{count} position has the time of another | {count} positions have the time of another',
    'several-receivers':
      '{count} receiver: of each minute the best one counts | {count} receivers: of each minute the best one counts',
    'many-dropped':
      '{count} of {of} positions could not be trusted and were not used ({inaccurate} too inaccurate)',
    gap: '{from}–{to} no track for {time}: {reason}',
    stop: '{from}–{to} stood for {time} ({place})',
  },
  reasons: {
    hidden: 'another app was open, or the screen was off',
    no_signal: 'no satellite signal',
    killed: 'the phone closed the app',
    permission: 'location was not allowed',
    paused: 'paused on purpose',
    unknown: 'the phone told no reason',
  },
  outside: 'outside',
  shift: {
    title: 'Shift of coordinates',
    shifted:
      'The tracks of {name} are off by some {metres} m as a whole and look like {datum}: {pieces} pieces of lines are near them as they are, {undone} when that is undone. Please look at how its devices are set.',
    fine: 'Over the last 30 days the tracks of {right} townships run along rails and roads; those of {unsure} townships run too little along any line to tell.',
    none: 'Over the last 30 days too few tracks ran along rails and roads to tell whether any are shifted.',
  },
  datums: { wgs84: 'WGS-84', gcj02: 'GCJ-02 (Gaode, Tencent)', bd09: 'BD-09 (Baidu)' },
}
