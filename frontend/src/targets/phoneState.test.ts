import { expect, test } from 'vitest'
import samples from '../../../tests/contract/target_states.json'
import { stateOf, worstOf, type TargetState } from './phoneState'
import type { PhoneTarget } from './phoneTarget'

type Judged = Pick<PhoneTarget, 'status' | 'status_until_on' | 'interval_days'>

test.each(samples)(
  '$name: $state, as the server says',
  ({ target, last_visited_on, on, state }) => {
    expect(stateOf(target as Judged, last_visited_on, on)).toBe(state)
  },
)

test('a line stands as its worst stretch does', () => {
  const stretches: TargetState[] = ['visited', 'overdue', 'due']
  expect(worstOf(stretches)).toBe('overdue')
  expect(worstOf([...stretches, 'never'])).toBe('never')
})
