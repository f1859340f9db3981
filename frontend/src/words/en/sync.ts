import type zh from '../zh-CN/sync'
import type { Same } from '../same'

export default {
  full: 'The phone is full: photos can’t be kept for now, texts still are. Please free some space.',
  left: {
    there: '{who} left {n} unsent on this phone',
    all: 'You may send them: {who} stays the author, you are noted as the sender.',
    some: 'You may send {n} of them, {who} stays the author; the rest go out once {who} signs in here.',
    notYou:
      'Not yours to send (another role or township); they go out once {who} signs in on this phone.',
    button: 'Send for them',
    buttonFor: 'Send for them: {who}',
  },
  copies: {
    withBackups:
      'Originals that are sent and backed up go from this phone after 7 days; {n} are here now, {size}.',
    withBackupsNone:
      'Originals that are sent and backed up go from this phone after 7 days; none are here now.',
    withoutBackupsNone:
      'The server has no backup elsewhere yet, so this phone also keeps originals that are sent.',
    withoutBackups:
      'The server has no backup elsewhere yet, so this phone keeps all originals ({n}, {size}).',
  },
  stock: {
    known: '{phone} on this phone, {server} on the server',
    parts: 'Each track segment counts as one',
    check: 'Check',
    busy: 'Checking each one with the server…',
    whole:
      'Checked {when}: the {n} record is on the server. | Checked {when}: all {n} are on the server.',
    missing: 'The server lacks {n}: {which}. All are on this phone.',
    more: ' and others',
    erased: '{n} more was erased for privacy. | {n} more were erased for privacy.',
    failed: 'Not checked: no server. Nothing has changed; try again later.',
  },
  rescue: {
    button: 'Export rescue file',
    done: '{n} exported, {unsent} of them unsent. They stay on this phone; give the file only to your supervisor or the administrator.',
    nothing: 'Nothing to export: the server has everything, and backups of it.',
    what: 'What is the rescue file for?',
    contents:
      'When the phone can’t send for long, it carries the records to the office. It holds everything on this phone that isn’t sent or isn’t backed up yet, other users’ records as well.',
    photos: 'Photos aren’t in it: they stay on this phone and go out when there is a network.',
    how: 'Bring the file to an office computer: a supervisor opens “To do → Rescue files”, or the administrator runs this command on the server. Importing twice adds nothing.',
    command: 'xunhu import records',
  },
  revoked: {
    title: 'This phone is blocked; what isn’t sent is still on it',
    exported: '{n} exported, {unsent} of them unsent.',
    ask: 'You can still record, but not send. Ask your supervisor or the administrator to unblock it; if it is urgent, give them the rescue file.',
  },
} satisfies Same<typeof zh>
