// An entry of the list in words.

import type { ComposerTranslation } from 'vue-i18n'
import { i18n } from '../words'
import { moment, stopwatch } from '../words/times'
import type { Entry } from './ledger'
import type { Problem } from '../records/seal'

type Translate = ComposerTranslation

const NAMES: Record<string, string> = {
  patrol: 'patrol.name',
  track_segment: 'records.kinds.track_segment',
  patrol_end: 'records.kinds.patrol_end',
  outreach_event: 'outreach.name',
  clinic_session: 'clinic.name',
  hazard: 'records.kinds.hazard',
  hazard_step: 'records.kinds.hazard_step',
  check_in: 'records.kinds.check_in',
  amendment: 'records.kinds.amendment',
  void: 'records.kinds.void',
}
const CHOICES: Record<string, string> = {
  patrol: 'patrol.purposes',
  outreach_event: 'outreach.activities',
}

export function nameOfKind(kind: string, t: Translate): string {
  return t(NAMES[kind] ?? 'records.others')
}

export function titleOf({ kind, brief }: Entry, t: Translate): string {
  const name = nameOfKind(kind, t)
  const choice = CHOICES[kind]
  return choice && brief.choice ? `${name} · ${t(`${choice}.${brief.choice}`)}` : name
}

/** What there is to say of it beyond its name: how far, where, how many. */
export function whatOf(entry: Entry, t: Translate): string {
  const facts = [ridden(entry, t), counted(entry, t), entry.brief.place, amended(entry, t)]
  return facts.filter(Boolean).join(' · ')
}

function amended({ amendment_count: n }: Entry, t: Translate): string {
  return n > 0 ? t('records.amended', { n }) : ''
}

function ridden({ patrol }: Entry, t: Translate): string {
  if (!patrol || patrol.ended_at === null) return ''
  const km = (patrol.tally.distance_m / 1000).toFixed(2)
  return `${km} ${t('patrol.ride.km')} · ${stopwatch(patrol.ended_at - patrol.started_at)}`
}

function counted({ kind, brief }: Entry, t: Translate): string {
  if (brief.count === undefined) return ''
  return t(kind === 'clinic_session' ? 'clinic.count' : 'records.people', { n: brief.count })
}

/** "Saved" always says where: on this phone, or on the server and since when. */
export function placeOfSaving(entry: Entry, t: Translate, locale: string): string {
  if (entry.state === 'draft') return t('app.draft.saved')
  if (entry.problem?.status === 'missing') return ''
  if (entry.state === 'discarded') return t('records.uncounted')
  if (entry.state === 'attention' && entry.problem?.status === 'parked') return t('records.parked')
  if (isOnServer(entry) && entry.received_at === null) return t('records.fromServer')
  if (isOnServer(entry)) {
    const when = moment(Date.parse(entry.received_at ?? ''), Date.now(), locale)
    return t('records.onServer', { when })
  }
  const counts = { sent: entry.stored_count, all: entry.sealed_count }
  const progress = entry.sealed_count > 1 ? ` · ${t('records.sealedCount', counts)}` : ''
  return t('records.onPhone') + progress
}

const isOnServer = ({ state, sealed_count, stored_count }: Entry) =>
  state === 'stored' || (state === 'voided' && sealed_count === stored_count)

/** How many of its photos have come to the server; nothing of a record without any. */
export function photosIn({ photos }: Entry, t: Translate): string {
  if (photos.all === 0) return ''
  const sent = t('photos.sent', { stored: photos.stored, all: photos.all })
  if (photos.attention === 0) return sent
  const what = t('photos.attention', { n: photos.attention })
  const key = `photos.codes.${photos.why}`
  return `${sent} · ${i18n.global.te(key) ? t('app.because', { what, why: t(key) }) : what}`
}

export function whyOf({ status, code, detail }: Problem, t: Translate): string {
  const key = `records.codes.${code}`
  const reason = i18n.global.te(key) ? t(key) : detail
  const what = t(`records.problems.${status}`)
  return reason ? t('app.because', { what, why: reason }) : what
}
