import type zh from '../zh-CN/app'
import type { Same } from '../same'

export default {
  name: 'Xunhu',
  motto: 'Patrols · Outreach · Legal clinics',
  nav: { home: 'Work', map: 'Map', records: 'Records', me: 'Me', desk: 'District' },
  back: 'Back',
  cancel: 'Cancel',
  confirm: 'OK',
  close: 'Close',
  loading: 'Opening…',
  listMark: ', ',
  because: '{what}: {why}',
  optional: 'optional',
  more: 'More',
  less: 'Less',
  search: 'Search',
  recent: 'Recent',
  nothingFound: 'Nothing found',
  choose: 'Choose',
  required: 'Please fill in',
  remaining: '{n} character left | {n} characters left',
  update: {
    ready: 'A new version is ready',
    reload: 'Update now',
    outdated: 'This version is too old; new records may be parked. Please connect and update.',
  },
  missing: 'There is no such page',
  minutes: '{n} min',
  noteHint: 'optional; no names, phone or identity numbers',
  lengthMinutes: 'Minutes',
  draft: {
    saved: 'Draft kept on this phone',
    restored: 'Your unfinished draft is back',
    discard: 'Delete draft',
    discardAsk: 'Delete this draft?',
  },
  masked:
    'An identity or phone number was found and masked with ●●●. No person is ever recorded here.',
  hints: {
    how: 'Show me how',
    wechat:
      'WeChat can’t record offline reliably. Tap ··· at the top right and open in the browser.',
    homeScreen:
      'Add this to the home screen (Share → Add to Home Screen): otherwise iOS deletes unsent records after 7 unused days.',
  },
  storage: {
    blocked:
      'The browser doesn’t let this page keep anything (a private window?), so nothing can be recorded. Please open a normal window.',
    full: 'This phone is out of storage. Free some space and try again.',
    failed: 'Not saved. What you wrote is still on this page; please try again.',
  },
} satisfies Same<typeof zh>
