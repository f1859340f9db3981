/** The filters of the desk live in the address bar; nothing else keeps them. */
import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Filters } from './filters'
import { readFilters, writeFilters } from './filters'
import { shanghaiDay } from './ranges'

export function useFilters() {
  const route = useRoute()
  const router = useRouter()
  const today = ref(shanghaiDay(new Date()))
  const filters = computed(() => readFilters(route.query, today.value))

  /** A township, its targets or records can be left with the browser's back button. */
  function change(part: Partial<Filters>): void {
    const query = writeFilters({ ...filters.value, ...part })
    if (part.township || part.open) void router.push({ query })
    else void router.replace({ query })
  }
  return { filters, change, today }
}
