import { emptyPhone } from '../db/forTests'
import { beforeEach, expect, test } from 'vitest'
import { db } from '../db/database'
import { keep, recall } from '../db/kept'
import type { PhoneTarget } from '../targets/phoneTarget'
import { lastEvent, rememberEvent } from './last'
import { freshForm, type OutreachForm } from './outreach'
import { venueChoices } from './venues'

const HOME = '500119107'
const target = (id: string, lon: number, change: Partial<PhoneTarget> = {}) =>
  ({
    id,
    name: `学校${id}`,
    layer: 'school',
    township: HOME,
    geometry: { type: 'Point', coordinates: [lon, 29] },
    ...change,
  }) as PhoneTarget
const event = (venue: string, township = HOME): OutreachForm => ({
  ...freshForm(township, null, 0),
  activity: 'other',
  venue,
})
const here = { lon: 107, lat: 29 }

beforeEach(async () => {
  await emptyPhone()
  await keep('me', { username: 'chen' })
  await db.targets.bulkPut([
    target('far', 107.5),
    target('near', 107.1),
    target('elsewhere', 107, { township: '500119108' }),
    target('line', 107, { layer: 'railway' }),
  ])
})

test('what was used last comes first, then what is near; lines are no venues', async () => {
  await rememberEvent(event('广场'))
  const { quick, targets } = await venueChoices(HOME, here)
  expect(quick.map(({ venue }) => venue)).toEqual(['广场', '学校near', '学校far'])
  expect(targets.map(({ id }) => id)).toEqual(['near', 'far'])
})

test('a place of another township is not offered', async () => {
  await rememberEvent(event('广场', '500119108'))
  expect((await venueChoices(HOME, null)).quick).toEqual([])
})

test('the last event is its own user’s, and holds no number of a person', async () => {
  await rememberEvent({ ...event('广场'), partners: '司法所 13812345678' })
  expect(await lastEvent()).toMatchObject({ venue: '广场', partners: '司法所 ●●●' })
  expect(JSON.stringify(await recall('last-outreach'))).not.toContain('138')
  await keep('me', { username: 'liu' })
  expect(await lastEvent()).toBeNull()
})
