// One round with the server: records first, then their photos, then what the server has for us.

import type { Me } from '../auth/session'
import { recall } from '../db/kept'
import { isOver } from './outcome'
import { sendPhotos } from './photos'
import { pruneCopies } from './prune'
import { refresh } from './refresh'
import { beginRound, goOn } from './round'
import { sendRecords } from './sending'
import { verifyAfterRestore } from './verify'

/** Whether everything went well; throws NoAnswer, or Interrupted. */
export async function wholeRound(): Promise<boolean> {
  const me = await recall<Me>('me')
  if (!me) return true
  beginRound(me.username)
  const sent = await sendRecords()
  if (await isOver(sent)) return false
  await verifyAfterRestore()
  await goOn()
  const photos = await sendPhotos()
  if (await isOver(photos)) return false
  await refresh(me)
  await pruneCopies()
  return sent !== 'refused' && photos !== 'refused'
}
