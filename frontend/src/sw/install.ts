import { shallowRef } from 'vue'

/** What Chromium's browsers hand to a page that may be put on the home screen. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>
}

/** The browser would install the app if it were asked now. */
export const installOffer = shallowRef<InstallOffer | null>(null)

/** The offer comes once, early, and long before anyone opens the guide. */
export function watchInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    installOffer.value = event as InstallOffer
  })
  window.addEventListener('appinstalled', () => (installOffer.value = null))
}

/** Asks the user; an offer holds only once. */
export async function install(): Promise<void> {
  const offer = installOffer.value
  installOffer.value = null
  await offer?.prompt()
}
