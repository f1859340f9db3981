import { describe, expect, test } from 'vitest'
import { readWhich, whichText, writeWhich } from './which'

const names = new Map([['500119108', '水江镇']])
const speech = {
  t: (key: string, named?: Record<string, string>) => `${key}${named ? `(${named.name})` : ''}`,
}

describe('which patrols the desk tells of', () => {
  test('what was chosen comes back from the address', () => {
    const query = { purpose: 'night', fleet: '500119108' }
    expect(writeWhich(readWhich(query))).toEqual(query)
    expect(writeWhich(readWhich({}))).toEqual({})
  })

  test('what nobody can choose is every patrol', () => {
    expect(readWhich({ purpose: 'party', fleet: 'anything' })).toEqual({
      purpose: null,
      fleet: null,
    })
  })

  test('it is told in words, a fleet by the name of its township', () => {
    const which = { purpose: 'night' as const, fleet: '500119108' }
    expect(whichText(which, names, speech)).toBe(
      'patrol.purposes.nightapp.listMarkcoverage.which.fleets.of(水江镇)',
    )
    expect(whichText({ purpose: null, fleet: null }, names, speech)).toBe('')
  })
})
