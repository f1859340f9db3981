import type zh from '../zh-CN/trackFile'
import type { Same } from '../same'

export default {
  title: 'Add a track file',
  lead: 'What the phone missed can be added from a GPX, KML or CSV file of another device. It counts as recorded by who drove, and says that you sent it; the same file counts once.',
  choose: 'Choose a file',
  datum: 'Its coordinates',
  datums: {
    ask: 'Not known (the server checks)',
    wgs84: 'WGS-84 (GPS, as phones record)',
    gcj02: 'GCJ-02 (exported by AMap, Tencent)',
    bd09: 'BD-09 (exported by Baidu)',
  },
  send: 'Add “{name}” ({size})',
  sending: 'Sending and checking…',
  added: '{fixes} fixes added: the server has them.',
  known: 'This file was added before; nothing is counted twice.',
  leftOut: 'Left out: {untimed} without a time, {invalid} with an impossible accuracy.',
  refused: 'Not added: {why}.',
  failed:
    "The server can't be reached. It may have the file or not; adding it again counts nothing twice.",
  askDatum: 'Choose the coordinates that the file really has, and add it again.',
  vehicle: 'Tracker of the vehicle ({name})',
} satisfies Same<typeof zh>
