import { onBeforeUnmount, ref } from 'vue'

/** Whether map and table stand side by side. */
export function useWide() {
  const query = matchMedia('(min-width: 901px)')
  const wide = ref(query.matches)
  const follow = () => (wide.value = query.matches)
  query.addEventListener('change', follow)
  onBeforeUnmount(() => query.removeEventListener('change', follow))
  return wide
}
