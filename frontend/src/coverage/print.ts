import { onBeforeUnmount, onMounted } from 'vue'

/** Paper is light, whatever the screen is. */
export function usePaper(): void {
  const root = document.documentElement
  let before = root.dataset.theme
  const lighten = () => {
    before = root.dataset.theme
    root.dataset.theme = 'light'
  }
  const restore = () => {
    root.dataset.theme = before
  }
  onMounted(() => {
    window.addEventListener('beforeprint', lighten)
    window.addEventListener('afterprint', restore)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('beforeprint', lighten)
    window.removeEventListener('afterprint', restore)
  })
}
