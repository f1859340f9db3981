// What is on the screen is not for the app switcher: it goes blank as soon as the app is left.

import { onBeforeUnmount, onMounted } from 'vue'

/**
 * Blanks the page while it isn't in front; `wanted` says whether there is anything to hide.
 * Who honours it, as far as is documented: iOS and Android take the switcher's picture after the
 * page heard `blur` or `visibilitychange`, when they leave time to paint; some Android makers take
 * it before. Nothing on the web forbids a screenshot (Android's FLAG_SECURE needs a native shell).
 */
export function useCover(wanted: () => boolean = () => true): void {
  const set = (covered: boolean) =>
    document.documentElement.toggleAttribute('data-covered', covered)
  const look = () => set(wanted() && document.visibilityState === 'hidden')
  const leave = () => set(wanted())
  const come = () => set(false)

  onMounted(() => {
    document.addEventListener('visibilitychange', look)
    addEventListener('pagehide', leave)
    addEventListener('blur', leave)
    addEventListener('focus', come)
    addEventListener('pageshow', come)
    addEventListener('pointerdown', come) // a web view that never tells of its focus
  })
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', look)
    removeEventListener('pagehide', leave)
    removeEventListener('blur', leave)
    removeEventListener('focus', come)
    removeEventListener('pageshow', come)
    removeEventListener('pointerdown', come)
    come()
  })
}
