// What a test of the phone came to, and what is to be changed. Rules only; the tests are in probes.ts.

import type { Brand, Platform } from '../ui/platform'

export const CHECKS = [
  'storage',
  'persistence',
  'gps',
  'wakeLock',
  'camera',
  'clock',
  'version',
  'offline',
  'homeScreen',
  'browser',
] as const
export type Check = (typeof CHECKS)[number]
export type Verdict = 'good' | 'look' | 'bad'
/** Settings whose way differs by brand of phone. */
export type BrandSetting = 'location' | 'battery' | 'screen'

export interface Finding {
  verdict: Verdict
  /** The word under `phone.says.<check>`. */
  said: string
  values?: Record<string, string | number>
  /** The word under `phone.cures`: what to do about it. */
  cure?: string
  /** Which of the brand's settings to open as well. */
  setting?: BrandSetting
  /** The guide to the home screen is the cure. */
  install?: boolean
}

const TIGHT_BYTES = 300_000_000
const NONE_BYTES = 50_000_000
const FAIR_M = 40
const USELESS_M = 150
const CLOCK_GOOD_MS = 30_000
const CLOCK_BAD_MS = 10 * 60_000
const OLDEST = { chromium: 99, webkit: 15.4 }

export interface Stored {
  kept: 'yes' | 'full' | 'failed'
  usage: number | null
  quota: number | null
}

export function storageFinding({ kept, usage, quota }: Stored): Finding {
  if (kept === 'full') return { verdict: 'bad', said: 'full', cure: 'freeSpace' }
  if (kept === 'failed') return { verdict: 'bad', said: 'failed', cure: 'normalWindow' }
  if (usage === null || quota === null) return { verdict: 'good', said: 'unknown' }
  const free = Math.max(0, quota - usage)
  const values = { used: sizeOf(usage), free: sizeOf(free) }
  if (free < NONE_BYTES) return { verdict: 'bad', said: 'tight', values, cure: 'freeSpace' }
  if (free < TIGHT_BYTES) return { verdict: 'look', said: 'tight', values, cure: 'freeSpace' }
  return { verdict: 'good', said: 'works', values }
}

/** 12 MB, 3.4 GB. */
export function sizeOf(bytes: number): string {
  const mb = bytes / 1e6
  if (mb >= 1000) return `${(mb / 1000).toFixed(1)} GB`
  return `${mb < 1 ? mb.toFixed(1) : Math.round(mb)} MB`
}

export function persistenceFinding(persisted: boolean | null, onHomeScreen: boolean): Finding {
  if (persisted) return { verdict: 'good', said: 'kept' }
  const cure = onHomeScreen ? 'sendOften' : 'install'
  return {
    verdict: 'look',
    said: persisted === null ? 'unknown' : 'mayGo',
    cure,
    install: !onHomeScreen,
  }
}

export type Position =
  { accuracy_m: number } | { trouble: 'permission' | 'no_signal' | 'insecure' | 'unsupported' }

export function positionFinding(position: Position): Finding {
  if ('trouble' in position) return positionTrouble(position.trouble)
  const values = { n: Math.max(1, Math.round(position.accuracy_m)) }
  if (position.accuracy_m <= FAIR_M) return { verdict: 'good', said: 'precise', values }
  if (position.accuracy_m <= USELESS_M)
    return { verdict: 'look', said: 'rough', values, cure: 'goOutside' }
  return { verdict: 'look', said: 'coarse', values, cure: 'preciseLocation', setting: 'location' }
}

function positionTrouble(trouble: 'permission' | 'no_signal' | 'insecure' | 'unsupported') {
  const verdict = trouble === 'no_signal' ? ('look' as const) : ('bad' as const)
  const cure = {
    permission: 'allowLocation',
    no_signal: 'goOutside',
    insecure: 'secureAddress',
    unsupported: 'otherBrowser',
  }[trouble]
  return { verdict, said: trouble, cure, ...(trouble === 'insecure' ? {} : { setting: LOCATION }) }
}

const LOCATION: BrandSetting = 'location'

export function wakeLockFinding(state: 'held' | 'refused' | 'unsupported'): Finding {
  if (state === 'held') return { verdict: 'good', said: 'held' }
  return { verdict: 'look', said: state, cure: 'longScreen', setting: 'screen' }
}

export type Camera = 'works' | 'there' | 'none' | 'denied' | 'unsupported'

export function cameraFinding(camera: Camera): Finding {
  if (camera === 'works') return { verdict: 'good', said: camera }
  if (camera === 'there') return { verdict: 'look', said: camera, cure: 'tryCamera' }
  const cure = { none: 'takeFromAlbum', denied: 'allowCamera', unsupported: 'takeFromAlbum' }
  return { verdict: 'look', said: camera, cure: cure[camera] }
}

export interface ClockAsked {
  offset_ms: number | null
  /** Whether the server was asked just now, or it is what was learned before. */
  fresh: boolean
}

export function clockFinding({ offset_ms, fresh }: ClockAsked): Finding {
  if (offset_ms === null) return { verdict: 'look', said: 'unknown', cure: 'askOnline' }
  const off = Math.abs(offset_ms)
  const said = `${off <= CLOCK_GOOD_MS ? 'right' : offset_ms > 0 ? 'slow' : 'fast'}${fresh ? '' : 'Before'}`
  const values =
    off < 120_000
      ? { n: Math.round(off / 1000), unit: 'seconds' }
      : { n: Math.round(off / 60_000), unit: 'minutes' }
  if (off <= CLOCK_GOOD_MS) return { verdict: 'good', said, values }
  return { verdict: off > CLOCK_BAD_MS ? 'bad' : 'look', said, values, cure: 'setClock' }
}

export type Newest = 'newest' | 'waiting' | 'outdated' | 'unasked'

export function versionFinding(version: string, newest: Newest): Finding {
  const values = { version }
  if (newest === 'newest') return { verdict: 'good', said: newest, values }
  if (newest === 'unasked') return { verdict: 'good', said: newest, values, cure: 'askOnline' }
  return {
    verdict: newest === 'outdated' ? 'bad' : 'look',
    said: newest,
    values,
    cure: 'update',
  }
}

export function offlineFinding(state: 'ready' | 'loading' | 'unsupported'): Finding {
  if (state === 'ready') return { verdict: 'good', said: state }
  if (state === 'loading') return { verdict: 'look', said: state, cure: 'waitOnline' }
  return { verdict: 'bad', said: state, cure: 'otherBrowser' }
}

export function homeScreenFinding(onHomeScreen: boolean, brand: Brand): Finding {
  if (onHomeScreen) return { verdict: 'good', said: 'home' }
  const said = brand === 'iphone' ? 'iphone' : 'tab'
  return {
    verdict: brand === 'iphone' ? 'bad' : 'look',
    said,
    cure: 'install',
    install: true,
  }
}

export function browserFinding({ browser, engine, engine_version }: Platform): Finding {
  const values = { engine: ENGINES[engine], version: engine_version ?? '?' }
  if (browser === 'wechat') return { verdict: 'bad', said: 'wechat', values, cure: 'leaveWeChat' }
  if (engine === 'other' || engine_version === null)
    return { verdict: 'look', said: 'unknown', values, cure: 'otherBrowser' }
  if (engine_version < OLDEST[engine])
    return { verdict: 'bad', said: 'old', values, cure: 'updateBrowser' }
  if (browser === 'qq' || browser === 'uc')
    return { verdict: 'look', said: 'thirdParty', values, cure: 'otherBrowser' }
  return { verdict: 'good', said: 'works', values }
}

const ENGINES = { chromium: 'Chromium', webkit: 'Safari', other: '?' }

/** The worst of what was found. */
export function overall(findings: Finding[]): Verdict {
  const has = (verdict: Verdict) => findings.some((finding) => finding.verdict === verdict)
  if (has('bad')) return 'bad'
  return has('look') ? 'look' : 'good'
}
