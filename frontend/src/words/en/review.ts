import type zh from '../zh-CN/review'
import type { Same } from '../same'
import fields from './reviewFields'
import pages from './reviewPages'
import track from './trackFile'

export default {
  title: 'To do',
  subtitle: 'Records, photos and devices that wait for somebody',
  toDesk: 'Back to the district desk',
  parts: {
    parked: 'Parked records',
    conflicts: 'Contradictions',
    unresolved: 'Missing references',
    photos: 'Missing photos',
    devices: 'Devices',
    rescue: 'Rescue files',
  },
  leads: {
    parked:
      "Records that the server has and can't count yet. What the phone sent is kept in any case; you decide.",
    conflicts:
      'Two amendments of the same version set a field to different values. The later one counts for now; please find out which is right, and use it.',
    unresolved:
      'These records name another record or a target that has not come for {days} days or more.',
    photos:
      'The record has come, its photo has not. The record counts meanwhile; the photo is added when it comes.',
    devices:
      'Phones and computers that signed in, and what they last said is still on them. The one last heard of comes first.',
    rescue:
      'A .geojsons file that a phone exported when it could not send. Send it from here; nothing is stored twice.',
  },
  loading: 'Reading…',
  failed: 'Nothing could be read',
  failedNetwork: "The server can't be reached. Nothing is lost; please try again in a moment.",
  failedRight: 'Your role may not see this page.',
  failedMissing: 'There is no such record, or it is out of your scope.',
  retry: 'Try again',
  refresh: 'Refresh',
  more: 'Show more',
  shown: '{n} in all',
  shownMore: '{n} shown, there are more',
  cancel: 'Cancel',
  goBack: 'Back to the form',
  empty: {
    parked: 'No record waits for your decision',
    parkedWhy: 'All that the phones sent was taken as it came.',
    decided: 'Nothing was decided yet',
    decidedWhy: 'Records that you accept or put aside are listed here, with how it came to that.',
    conflicts: 'No amendments contradict each other',
    conflictsWhy: 'All of them agree.',
    unresolved: 'No reference is missing',
    unresolvedWhy:
      'The patrols, hazards and targets that records name have all come, or were named less than {days} days ago.',
    photos: 'No photo is missing',
    photosWhy: 'All that records declare have come.',
    devices: 'No devices yet',
    devicesWhy: 'A device appears here once somebody signs in on it.',
    devicesNone: 'No such device',
    devicesNoneWhy: 'No device among these said that anything unsent is on it.',
  },

  ...fields,

  tabs: { open: 'To decide', decided: 'Decided' },
  from: '{kind} · {township}',
  noTownship: 'no township given',
  recordedBy: 'Recorded by',
  sentBy: 'sent by {who}',
  received: 'Received',
  why: "Why it doesn't count yet",
  content: 'What is in it',
  closed: 'Of a clinic session only the fault is shown, never the content.',
  closedPerhaps: 'It may be about a clinic session: only the fault is shown, not the content.',
  faultAt: '{place}: {what}',
  wholeRecord: 'The whole record',
  outOfScope: "Outside the sender's townships",
  advice: {
    'sender-may-not':
      "The sender's role may not send this kind. If it is true, accept it as it is, or put it aside.",
    'out-of-scope':
      "The sender doesn't answer for the township in the record. If it is wrong, move it to the right one; if they went there to help, it may be accepted as it is.",
    'unknown-author': 'The district has no such user. Enter the username of whoever did the work.',
    'author-may-not':
      "This user's role doesn't record this. Enter who did the work, or put it aside.",
    'unknown-kind':
      'Probably from a newer version of the app: it can wait here until the server is updated. Put it aside only when it is surely of no use.',
    'unknown-schema':
      'Probably from a newer version of the app: it can wait here until the server is updated. Put it aside only when it is surely of no use.',
    'bad-field':
      "Correct the marked places and accept it; what can't be corrected is put aside, to be recorded again.",
    'bad-geometry':
      "The place is wrong. If you know where it was, enter the coordinates; a track can't be corrected, only put aside.",
    'not-revisable':
      "The record it is about can't be amended or voided any more. Put it aside, and tell its author.",
    'wrong-kind':
      'What it names is another kind of record or thing. Put it aside, and ask its author to choose again.',
    'wrong-layer': 'The target it names is no clinic. Choose the clinic where they sat.',
  },
  acts: {
    correct: 'Correct and accept',
    move: 'Move to the right township',
    accept: 'Accept',
    discard: 'Put aside',
  },
  cannotCorrect:
    "This fault can't be corrected here. Put it aside, and ask its author to record it again.",
  correct: {
    title: 'Correct and accept: {kind}',
    move: 'Move to the right township: {kind}',
    ask: 'Change only the marked places; all else stays. What the phone sent is never touched: your changes are kept beside it.',
    fault: 'Fault: {what}',
    was: 'Was: {value}',
    asIs: 'The sender may not send records of this kind. If it is true nevertheless, you may accept it on your own word.',
    noPosition: 'Records of this kind have no place: it is removed on accepting.',
    dropUnknown: 'Remove this field on accepting',
    drop: 'Remove it',
    fixed: "Can't be corrected: such a record can only be put aside.",
    lon: 'Longitude (east)',
    lat: 'Latitude (north)',
    several: 'one or several',
    list: 'separated by commas',
    days: 'Beijing time',
    choose: 'Please choose',
    reason: 'Reason',
    reasonHint: 'how you found out; its author is told',
    reasonSample: 'e.g. asked the officer: a 0 was missing',
    next: 'Next',
  },
  mistakes: {
    empty: 'Please fill this in',
    number: 'Please enter a number',
    whole: 'Please enter a whole number',
    range: 'The number is out of range',
    position: 'Please enter coordinates, such as 107.28443 and 29.24760',
  },
  summary: {
    title: 'This will happen',
    change: '{place}: {before} → {after}',
    drop: '{place} is removed',
    unchanged: 'Nothing is changed; it is accepted as it is',
    counts: 'It counts for {township}',
    township: 'its township',
    told: `{who}'s phone shows "accepted" with your reason, the next time it syncs`,
    original: 'What the phone sent is kept as it was',
    final: "Accepting can't be undone; later changes are amendments by its author or a supervisor",
    reason: 'Reason: {reason}',
    accept: 'Accept it',
  },
  discard: {
    title: 'Put aside: {kind}',
    body: "This record will not count. What was sent is kept on the server as evidence; {who}'s phone is told why, the next time it syncs.",
    final: "What was put aside can't be accepted later.",
    yes: 'Put it aside',
  },
  refused: 'The server did not take it. Please correct what is marked below.',
  refusedWhy: 'It did not succeed: {why}',
  alreadyDecided: 'Somebody else has decided about this record just now.',
  done: {
    accepted: 'Accepted. The record counts now; the phone is told the next time it syncs.',
    discarded: 'Put aside. The phone is told the next time it syncs.',
  },
  decisions: { accepted: 'Accepted', discarded: 'Put aside' },
  decidedBy: '{who} · {when}',
  openRecord: 'See the record',

  ...pages,
  track,
} satisfies Same<typeof zh>
