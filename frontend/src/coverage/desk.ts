/** The desk's own clockwork: it loads what the address asks for and keeps it fresh. */
import { computed, onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { useFilters } from './address'
import { earlierRange } from './compare'
import { shanghaiDay } from './ranges'
import { asQuery, useCoverage, useRails } from './store'
import { useSpeech, useView } from './view'

const REFRESH_MS = 5 * 60_000
const OLD_MS = 15 * 60_000

export function useDesk() {
  const speech = useSpeech()
  const { filters, change, today } = useFilters()
  const { loaded, refusal, loading, load } = useCoverage()
  const before = useCoverage('none')
  const { rails, railsRefusal, loadRails } = useRails()
  const now = ref(Date.now())

  const compared = computed(() => earlierRange(filters.value.range, filters.value.compare))
  const compare = () =>
    compared.value ? before.load(compared.value, filters.value.which) : before.drop()
  const refresh = () => {
    void compare()
    return load(filters.value.range, filters.value.which)
  }
  const old = computed(
    () => loaded.value !== null && now.value - Date.parse(loaded.value.coverage.as_of) > OLD_MS,
  )
  every(REFRESH_MS, () => {
    now.value = Date.now()
    today.value = shanghaiDay(new Date())
    if (document.visibilityState === 'visible') void refresh()
  })
  const question = () => asQuery(filters.value.range, filters.value.which)
  watch(question, refresh, { immediate: true })
  watch(() => filters.value.compare, compare)
  onMounted(loadRails)

  return {
    ...{ speech, filters, change, today, refusal, loading, refresh, old, rails, railsRefusal },
    compared,
    comparedRefusal: before.refusal,
    ...useView(loaded, before.loaded, filters, speech),
  }
}

/** Also runs when the network or the page comes back. */
function every(interval_ms: number, tick: () => void): void {
  let timer = 0
  onMounted(() => {
    timer = window.setInterval(tick, interval_ms)
    window.addEventListener('online', tick)
  })
  onBeforeUnmount(() => {
    window.clearInterval(timer)
    window.removeEventListener('online', tick)
  })
}
