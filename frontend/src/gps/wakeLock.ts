import { ref } from 'vue'

export type WakeLockState = 'held' | 'released' | 'unsupported'

export const wakeLock = ref<WakeLockState>('released')

let wanted = false
let sentinel: WakeLockSentinel | null = null

/** Keeps the screen on until `letSleep`; asked for again whenever the page comes back. */
export async function stayAwake(): Promise<void> {
  wanted = true
  await request()
}

export async function letSleep(): Promise<void> {
  wanted = false
  await sentinel?.release()
  wakeLock.value = 'released'
}

async function request(): Promise<void> {
  if (!('wakeLock' in navigator)) {
    wakeLock.value = 'unsupported'
    return
  }
  try {
    sentinel = await navigator.wakeLock.request('screen')
    wakeLock.value = 'held'
    sentinel.addEventListener('release', () => (wakeLock.value = 'released'))
  } catch {
    wakeLock.value = 'released' // battery saver, or the page is hidden right now
  }
}

export function watchVisibility(): void {
  document.addEventListener('visibilitychange', () => {
    if (wanted && document.visibilityState === 'visible') void request()
  })
}
