// What a simulated person does with the real phone code: the same calls as the screens make.

import { watch } from 'vue'
import { recallMe, signIn, signOut } from '../src/auth/session'
import { clinicDraft, type ClinicForm } from '../src/clinics/clinic'
import { db } from '../src/db/database'
import { outreachDraft, type OutreachForm } from '../src/outreach/outreach'
import type { Setting } from '../src/patrols/patrol'
import * as riding from '../src/patrols/riding'
import { closePatrol } from '../src/patrols/store'
import type { Draft } from '../src/records/feature'
import { sealAndQueue } from '../src/records/outbox'
import { uuidv7 } from '../src/records/uuidv7'
import { sendFor } from '../src/sync/lending'
import { rescueFile } from '../src/sync/rescue'
import { status } from '../src/sync/status'
import { sendNow, startSyncing } from '../src/sync/sync'

/** How many rounds with the server this life has begun; each of its requests is told with it. */
let begun_count = 0
export const rounds = () => begun_count
watch(
  () => status.busy,
  (isBusy) => (begun_count += Number(isBusy)),
  { flush: 'sync' },
)

/** Seals as a form does: the draft goes in the same transaction. Gives the record's id. */
async function sealForm(toDraft: (id: string) => Draft, photo?: string): Promise<string[]> {
  const id = uuidv7()
  const photos = photo ? [{ slot: 'a', bytes: fromBase64(photo), media_type: 'image/jpeg' }] : []
  await sealAndQueue([{ ...toDraft(id), photos }], ['drafts'], () => db.drafts.delete(id))
  return [id]
}

/** Seals what has no screen of its own, and what no screen would make. */
async function sealAny(draft: Draft): Promise<string[]> {
  await sealForm(() => draft)
  return [draft.id]
}

/** The rescue file as the share sheet gets it, in base64. */
async function rescue(username: string): Promise<string> {
  const { file } = await rescueFile(username, Date.now())
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))

/** Closes the patrol that waits for its closing words; gives its id, if it is closed now. */
async function close(note: string): Promise<string[]> {
  await riding.lookForUnfinished()
  const patrol = riding.unfinished.value
  if (patrol?.state !== 'ended') return []
  await closePatrol(patrol, { end_odometer_km: null, note })
  await riding.lookForUnfinished()
  return [patrol.id]
}

export const acts = {
  async open(): Promise<void> {
    await recallMe()
    startSyncing()
  },
  signIn,
  signOut,
  sendNow,
  begin: (setting: Setting, author: string) => riding.begin(setting, author),
  resume: async () => {
    await riding.lookForUnfinished()
    await riding.continueUnfinished()
  },
  settle: async () => riding.riding.value?.settled(),
  stop: () => riding.stop(),
  endUnfinished: async () => {
    await riding.lookForUnfinished()
    if (riding.unfinished.value?.state === 'running') await riding.endUnfinished()
  },
  close,
  outreach: (form: OutreachForm, author: string, photo?: string) =>
    sealForm((id) => outreachDraft(id, form, author), photo),
  clinic: (form: ClinicForm, author: string) => sealForm((id) => clinicDraft(id, form, author)),
  sealAny,
  rescue,
  sendFor: async (author: string) => {
    await sendFor(author)
    await sendNow()
  },
  status: async () => ({ ...status, sending: status.sending.size }),
}
