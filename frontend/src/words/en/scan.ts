import type zh from '../zh-CN/scan'
import type { Same } from '../same'

export default {
  title: 'Scan a label',
  aim: 'Hold the QR code within the frame',
  photo: 'Read it from a photo',
  typed: 'Or type the code on the label',
  use: 'Use this code',
  vehicle: 'Scan the vehicle’s label',
  foreign: 'This is no label of ours.',
  wrong: {
    target: 'This is a vehicle’s label: scan that of a target.',
    vehicle: 'This is a target’s label: scan that of a vehicle.',
  },
  nothing: 'No QR code found in the photo.',
  camera: {
    denied: 'No camera: allow it in the settings of the phone, or take a photo instead.',
    missing: 'This browser gives no camera: take a photo instead.',
  },
} satisfies Same<typeof zh>
