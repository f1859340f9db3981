import { computed, reactive, ref } from 'vue'
import { here, isOnHomeScreen, type Platform } from '../ui/platform'
import {
  browserFinding,
  cameraFinding,
  type Check,
  CHECKS,
  clockFinding,
  type Finding,
  homeScreenFinding,
  offlineFinding,
  overall,
  persistenceFinding,
  positionFinding,
  storageFinding,
  versionFinding,
  wakeLockFinding,
} from './findings'
import * as probe from './probes'

/** All tests of this phone: what each came to, or null while it runs. */
export function useCheck() {
  const platform = ref<Platform>(here())
  const findings = reactive<Record<Check, Finding | null>>(
    Object.fromEntries(CHECKS.map((check) => [check, null])) as Record<Check, null>,
  )
  const found = computed(() => CHECKS.flatMap((check) => findings[check] ?? []))
  const running = computed(() => found.value.length < CHECKS.length)

  async function run(): Promise<void> {
    for (const check of CHECKS) findings[check] = null
    platform.value = await probe.askPlatform()
    await Promise.all(CHECKS.map(async (check) => (findings[check] = await tests[check]())))
  }

  async function tryCamera(): Promise<void> {
    findings.camera = cameraFinding(await probe.tryCamera(true))
  }

  const atHome = isOnHomeScreen()
  const tests: Record<Check, () => Promise<Finding>> = {
    storage: async () => storageFinding(await probe.tryStorage()),
    persistence: async () => persistenceFinding(await probe.tryPersistence(), atHome),
    gps: async () => positionFinding(await probe.tryPosition()),
    wakeLock: async () => wakeLockFinding(await probe.tryWakeLock()),
    camera: async () => cameraFinding(await probe.tryCamera(false)),
    clock: async () => clockFinding(await probe.tryClock()),
    version: async () => versionFinding(__APP_VERSION__, await probe.tryVersion()),
    offline: async () => offlineFinding(await probe.tryOffline()),
    homeScreen: async () => homeScreenFinding(atHome, platform.value.brand),
    browser: async () => browserFinding(platform.value),
  }
  return {
    platform,
    findings,
    running,
    verdict: computed(() => overall(found.value)),
    run,
    tryCamera,
  }
}
