// Where the phone is, told to a form while it is open; the recording of a patrol goes on by itself.

import { onScopeDispose, ref, shallowRef } from 'vue'
import { toFix, type Fix } from './fix'
import { browserSource, whyNoPositions, type PositionSource } from './source'

/** `first` is what is known already: the last fix of a running patrol. */
export function useHere(first: Fix | null, source: PositionSource = browserSource) {
  const fix = shallowRef<Fix | null>(first)
  const denied = ref(false)
  const now = ref(Date.now())
  if (whyNoPositions() === null) {
    const stop = source.watch(
      (position) => {
        denied.value = false
        fix.value = toFix(position, fix.value?.at ?? null) ?? fix.value
        now.value = Date.now()
      },
      (trouble) => (denied.value = trouble === 'permission'),
    )
    onScopeDispose(stop)
  }
  const timer = setInterval(() => (now.value = Date.now()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return { fix, denied, now }
}
