// The records that backend and frontend must both accept, made by the code that seals.

import { expect, test } from 'vitest'
import { checkInDraft, type CheckIn } from '../check_ins/checkIn'
import { clinicDraft } from '../clinics/clinic'
import { EMPTY_TALLY } from '../gps/distance'
import type { Fix } from '../gps/fix'
import { hazardDraft, hazardStepDraft, type SeenHazard, type TakenStep } from '../hazards/hazard'
import { outreachDraft } from '../outreach/outreach'
import { patrolDraft, patrolEndDraft, segmentDraft, type Patrol } from '../patrols/patrol'
import { toFeature, type Draft } from './feature'
import { amendmentDraft, voidDraft } from './revision'

const START = Date.UTC(2026, 10, 2, 1)
const idOf = (n: number) => `019a4230-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const phone = { device: idOf(99), clock: { offset_ms: -1250, uncertainty_ms: 180 } }

const fixes: Fix[] = [
  { lon: 107.2034567, lat: 29.1512345, at: START + 1000, accuracy_m: 8 },
  { lon: 107.2035601, lat: 29.1512398, at: START + 2000, accuracy_m: 7.5 },
  { lon: 107.2036712, lat: 29.1512455, at: START + 3000, accuracy_m: null },
]
const patrol: Patrol = {
  id: idOf(1),
  township: '500119107',
  author: 'chen',
  vehicle: idOf(90),
  campaign: idOf(92),
  crew_count: 2,
  purpose: 'railway',
  started_at: START,
  ended_at: START + 3_600_000,
  state: 'ended',
  paused: false,
  part_count: 2,
  fix_count: 4,
  tally: EMPTY_TALLY,
  last_fix: fixes[2]!,
  interruptions: [
    { from: START + 3000, to: START + 723_000, reason: 'killed' },
    { from: START + 900_000, to: START + 960_000, reason: 'no_signal' },
  ],
}
const onFoot: Patrol = { ...patrol, id: idOf(5), vehicle: null, purpose: 'night', crew_count: 1 }
const inCampaign: Patrol = { ...patrol, id: idOf(10), purpose: 'campaign' }
const cutShort: Patrol = { ...onFoot, part_count: 0, interruptions: [], last_fix: null }

const outreach = {
  township: '500119107',
  activity: 'railway_safety',
  started_at: START,
  minutes: 90,
  venue: '鸣玉镇文化广场',
  target: null,
  audience: ['villagers', 'pupils'],
  reached_count: 120,
  materials_count: 200,
  staff_count: 3,
  partners: '派出所、司法所',
  note: '来电 138 1234 5678 已遮住',
  patrol: idOf(1),
  campaign: idOf(92),
} as const
const clinic = {
  township: '500119107',
  clinic: idOf(91),
  clinic_name: '鸣玉镇法律诊所',
  started_at: START,
  minutes: 120,
  staff_count: 2,
  consultations: [
    { topic: 'labour', outcome: 'advice', minutes: 20, age_band: '36_59' },
    { topic: 'family', outcome: 'mediation', minutes: 35, age_band: null },
  ],
  note: '',
} as const

const atTheCrossing = {
  township: '500119107',
  target: idOf(93),
  patrol: idOf(1),
  came_at: START + 1_200_000,
  place: [107.2036712, 29.1512455],
  method: 'gps',
  note: '道口标识完好',
} satisfies CheckIn
const byWordAlone = {
  ...atTheCrossing,
  patrol: null,
  place: null,
  method: 'manual',
  note: '',
} satisfies CheckIn
const hole = {
  township: '500119107',
  seen_at: START + 1_500_000,
  place: [107.2036712, 29.1512455],
  patrol: idOf(1),
  target: idOf(93),
  category: 'rail_fence',
  severity: 'high',
  description: '护栏缺口约 2 米，有人穿行',
} satisfies SeenHazard
const assigned = {
  township: '500119107',
  hazard: idOf(13),
  taken_at: START + 7_200_000,
  place: null,
  action: 'assigned',
  responsible_unit: '南川工务工区',
  due_on: '2026-11-12',
  note: '先设警示带',
} satisfies TakenStep

const lecture = { id: idOf(7), township: '500119107', digest: `sha256:${'5e'.repeat(32)}` }
const corrected = { author: 'chen', reason: '人数记错', at: START + 9_000_000 }
const changes = { '/properties/data/reached_count': 86, '/properties/data/note': null }
const twice = { author: 'wang', reason: '重复记录', at: START + 9_600_000 }

const drafts: Draft[] = [
  patrolDraft(patrol),
  segmentDraft(idOf(2), patrol, 0, fixes),
  segmentDraft(idOf(3), patrol, 1, fixes.slice(0, 1)),
  patrolEndDraft(idOf(4), patrol, { end_odometer_km: 18230.5, note: '护栏一处松动' }),
  patrolDraft(onFoot),
  patrolDraft(inCampaign),
  patrolEndDraft(idOf(6), cutShort, { end_odometer_km: null, note: '' }),
  outreachDraft(idOf(7), { ...outreach, audience: [...outreach.audience] }, 'chen'),
  outreachDraft(
    idOf(8),
    { ...outreach, audience: ['elders'], partners: '', note: '', patrol: null, campaign: null },
    'chen',
  ),
  clinicDraft(idOf(9), { ...clinic, consultations: [...clinic.consultations] }, 'wang'),
  checkInDraft(idOf(11), atTheCrossing, 'chen'),
  checkInDraft(idOf(12), byWordAlone, 'chen'),
  hazardDraft(idOf(13), hole, 'chen'),
  hazardStepDraft(idOf(14), assigned, 'wang'),
  amendmentDraft(idOf(15), lecture, changes, corrected),
  voidDraft(idOf(16), { ...lecture, id: idOf(9) }, twice),
]

test('the shared samples are what this phone seals', async () => {
  const text = `${JSON.stringify(
    drafts.map((draft) => toFeature(draft, phone)),
    null,
    2,
  )}\n`
  await expect(text).toMatchFileSnapshot('../../../tests/contract/records.json')
})

test('a phone that never met the server seals without a clock', () => {
  const { properties } = toFeature(drafts[0]!, { device: phone.device, clock: null })
  expect(properties).not.toHaveProperty('clock')
})
