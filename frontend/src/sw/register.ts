import { ref } from 'vue'
import { Workbox } from 'workbox-window'

const CHECK_EVERY_MS = 60 * 60_000

/** A new version is on the phone and waits to be let in. */
export const updateReady = ref(false)

let workbox: Workbox | null = null

export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  workbox = new Workbox('/sw.js')
  workbox
    .register()
    .then((registration) => registration && watchUpdates(registration))
    .catch(() => undefined) // refused in some private windows: no offline then
  setInterval(() => void workbox?.update().catch(() => undefined), CHECK_EVERY_MS)
}

/** Every new version, the second of a day too: Workbox's own event tells of the first only. */
function watchUpdates(registration: ServiceWorkerRegistration): void {
  const look = () => {
    if (registration.waiting && registration.active) updateReady.value = true
  }
  look()
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  )
}

/** Lets the new version in; the page reloads once that one is in charge. */
export function applyUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
    once: true,
  })
  workbox?.messageSkipWaiting()
}

/** Looks at the server for a new version; throws without a network. */
export async function lookForUpdate(): Promise<'newest' | 'waiting' | 'unasked'> {
  if (updateReady.value) return 'waiting'
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration) return 'unasked'
  await registration.update()
  return registration.installing || registration.waiting ? 'waiting' : 'newest'
}

/** Whether the app's page lies in the phone's cache, with a worker that serves it. */
export async function isCached(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration()
  const page = await caches.match('/index.html', { ignoreSearch: true })
  return Boolean(registration?.active && page)
}
