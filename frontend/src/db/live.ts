import { liveQuery } from 'dexie'
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** The answer of a query on the phone's database, kept up to date in every tab. */
export function useLive<T>(query: () => Promise<T>, first: T): ShallowRef<T> {
  const answer = shallowRef(first)
  const subscription = liveQuery(query).subscribe((next) => (answer.value = next))
  onScopeDispose(() => subscription.unsubscribe(), true)
  return answer
}
