import type zh from '../zh-CN/photos'
import type { Same } from '../same'

export default {
  title: 'Photos',
  hint: 'optional, {most} at most, no identity papers',
  take: 'Take a photo',
  choose: 'Choose',
  name: 'Photo {n}',
  remove: 'Remove photo {n}',
  removeAsk: 'Remove this photo?',
  removeBody: 'A photo taken here may not be in your gallery: once removed, it is gone.',
  removeYes: 'Remove',
  busy: 'Preparing the photo…',
  count: '{n} · {size}',
  troubles: {
    full: 'This phone is full: no room for photos. Text is saved as always; removing photos makes room.',
    failed: 'The photo was not kept; please try again.',
    most: '{most} photos at most; the others were not added.',
    'not-image': 'This file can’t be opened: it is no photo, or it is damaged.',
    heic: 'This browser can’t open HEIC photos. Take the photo here, or set the camera to JPEG (most compatible).',
    'no-memory': 'Not enough memory to prepare the photo. Close other apps and try again.',
  },
  sent: 'Photos: {stored}/{all} uploaded',
  attention: '{n} needs attention | {n} need attention',
  codes: {
    damaged: 'the photo was damaged on this phone',
    'bad-image': 'the server can’t open the photo',
    'digest-mismatch': 'the photo is not the one in the record',
    'not-found': 'the server has no such record, or it is not in your townships',
    'too-large': 'the photo is too large',
    'wrong-type': 'the server takes no such images',
  },
} satisfies Same<typeof zh>
