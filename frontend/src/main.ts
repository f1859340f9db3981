import { createApp } from 'vue'
import App from './app/App.vue'
import NoStorage from './app/NoStorage.vue'
import { applyPreferences } from './ui/preferences'
import { router, warmDesk, warmMap } from './app/router'
import { recallMe } from './auth/session'
import { watchVisibility } from './gps/wakeLock'
import { lookForUnfinished, watchRide } from './patrols/riding'
import { watchInstall } from './sw/install'
import { registerServiceWorker } from './sw/register'
import { startSyncing } from './sync/sync'
import './ui/tokens.css'
import './ui/page.css'
import { i18n } from './words'

const WARM_AFTER_MS = 5_000

applyPreferences()
watchInstall()
registerServiceWorker()
if (await phoneIsReady()) open()
else createApp(NoStorage).use(i18n).mount('#app')

/** Whether the phone's database opens; a private window may refuse it. */
async function phoneIsReady(): Promise<boolean> {
  try {
    await Promise.all([recallMe(), lookForUnfinished()])
    return true
  } catch {
    return false
  }
}

function open(): void {
  createApp(App).use(router).use(i18n).mount('#app')
  watchRide()
  watchVisibility()
  startSyncing()
  void navigator.storage?.persist?.()
  setTimeout(warmDesk, WARM_AFTER_MS)
  setTimeout(warmMap, WARM_AFTER_MS)
}
