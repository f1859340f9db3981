// What was held last, and where: for the next time. Kept masked, for its own user only.

import { signedInAs } from '../auth/session'
import { keep, recall } from '../db/kept'
import { maskedForm } from '../records/personalData'
import type { OutreachForm } from './outreach'

const LAST = 'last-outreach'
const VENUES = 'recent-venues'
const MOST = 5

interface Kept {
  author: string
  form: OutreachForm
}
export interface Venue {
  venue: string
  target: string | null
  township: string
}

export async function lastEvent(): Promise<OutreachForm | null> {
  const last = await recall<Kept>(LAST)
  return last && last.author === (await signedInAs()) ? last.form : null
}

/** The five venues that were used last on this phone, the last one first. */
export const recentVenues = async () => (await recall<Venue[]>(VENUES)) ?? []

export async function rememberEvent(form: OutreachForm): Promise<void> {
  const kept = maskedForm(JSON.parse(JSON.stringify(form)) as OutreachForm)
  const { venue, target, township } = kept
  const others = (await recentVenues()).filter((one) => one.venue !== venue)
  await keep(LAST, { author: await signedInAs(), form: kept } satisfies Kept)
  await keep(VENUES, [{ venue, target, township }, ...others].slice(0, MOST))
}
