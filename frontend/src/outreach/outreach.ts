import { instant, type Draft } from '../records/feature'
import { startBefore } from '../words/times'
import { maskPersonalData } from '../records/personalData'

export const activities = [
  'railway_safety',
  'legal_lecture',
  'anti_fraud',
  'fire_safety',
  'school_visit',
  'enterprise_visit',
  'other',
] as const
export type Activity = (typeof activities)[number]

export const audiences = [
  'villagers',
  'pupils',
  'teachers',
  'workers',
  'merchants',
  'passengers',
  'drivers',
  'elders',
  'other',
] as const
export type Audience = (typeof audiences)[number]

/** The form as it stands on the screen; times are epoch milliseconds. */
export interface OutreachForm {
  township: string
  activity: Activity | null
  started_at: number
  minutes: number
  venue: string
  /** The target that the venue is, if it is one. */
  target: string | null
  audience: Audience[]
  reached_count: number
  materials_count: number
  staff_count: number
  partners: string
  note: string
  patrol: string | null
  campaign: string | null
}

const USUAL_MINUTES = 60

export function freshForm(township: string, patrol: string | null, now: number): OutreachForm {
  return {
    township,
    activity: null,
    started_at: startBefore(now, USUAL_MINUTES),
    minutes: USUAL_MINUTES,
    venue: '',
    target: null,
    audience: [],
    reached_count: 0,
    materials_count: 0,
    staff_count: 1,
    partners: '',
    note: '',
    patrol,
    campaign: null,
  }
}

/**
 * The same event again: what was held, where, for whom and with whom, and how long it took. Its
 * counts are a first guess that the officer looks at. When and on which patrol are those of today;
 * the note and the photos told of that day.
 */
export function repeated(last: OutreachForm, today: OutreachForm): OutreachForm {
  const { township, patrol, note, started_at } = today
  const started = startBefore(started_at + today.minutes * 60_000, last.minutes)
  const isElsewhere = patrol !== null && last.township !== township
  const place = isElsewhere ? { township, target: null, venue: '' } : { township: last.township }
  return { ...today, ...last, ...place, patrol, note, started_at: started }
}

export type Missing = 'activity' | 'venue' | 'audience' | 'township'

/** What has to be filled in before the event can be sealed, in the order of the screen. */
export function missing(form: OutreachForm): Missing[] {
  const empty: [Missing, boolean][] = [
    ['activity', form.activity === null],
    ['venue', form.venue.trim() === ''],
    ['audience', form.audience.length === 0],
    ['township', form.township === ''],
  ]
  return empty.filter(([, isEmpty]) => isEmpty).map(([name]) => name)
}

/** A complete form as a record; whatever personal number is left in a text is masked. */
export function outreachDraft(id: string, form: OutreachForm, author: string): Draft {
  const partners = listed(form.partners)
  const note = maskPersonalData(form.note.trim())
  const venue = maskPersonalData(form.venue.trim())
  return {
    id,
    kind: 'outreach_event',
    township: form.township,
    author,
    occurred_at: instant(form.started_at),
    geometry: null,
    refs: {
      ...(form.target && { target: form.target }),
      ...(form.patrol && { patrol: form.patrol }),
      ...(form.campaign && { campaign: form.campaign }),
    },
    data: {
      activity: form.activity,
      ended_at: instant(form.started_at + form.minutes * 60_000),
      venue,
      audience: form.audience,
      reached_count: form.reached_count,
      materials_count: form.materials_count,
      staff_count: form.staff_count,
      ...(partners.length > 0 && { partners }),
      ...(note && { note }),
    },
    brief: { choice: form.activity ?? 'other', place: venue, count: form.reached_count },
  }
}

const MOST_PARTNERS = 20

/** Partners as people write them: with commas of either kind, semicolons or line breaks. */
function listed(text: string): string[] {
  return text
    .split(/[,，、;；\n]/)
    .map((partner) => maskPersonalData(partner.trim()))
    .filter((partner) => partner !== '')
    .slice(0, MOST_PARTNERS)
}
