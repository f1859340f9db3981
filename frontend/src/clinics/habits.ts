// Where a volunteer sat last and with how many: for the next sitting, and its own user only.

import { signedInAs } from '../auth/session'
import { keep, recall } from '../db/kept'
import type { ClinicForm, Habits } from './clinic'

const LAST = 'last-sitting'

/** Those of the signed-in user, if that clinic is still one of these townships. */
export async function habits(townships: string[]): Promise<Habits | undefined> {
  const last = await recall<Habits & { author: string }>(LAST)
  if (!last || last.author !== (await signedInAs())) return undefined
  const { clinic, clinic_name, township, staff_count } = last
  return townships.includes(township) ? { clinic, clinic_name, township, staff_count } : undefined
}

export async function rememberHabits(form: ClinicForm): Promise<void> {
  const { clinic, clinic_name, township, staff_count } = form
  await keep(LAST, { author: await signedInAs(), clinic, clinic_name, township, staff_count })
}
