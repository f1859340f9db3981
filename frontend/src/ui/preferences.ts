import { reactive, watchEffect } from 'vue'
import { speak, type Language } from '../words'

export type Theme = 'system' | 'light' | 'dark'

export interface Preferences {
  language: Language
  theme: Theme
  large: boolean
}

const KEY = 'xunhu.preferences'
const FIRST: Preferences = { language: 'zh-CN', theme: 'system', large: false }
const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')

export const preferences = reactive<Preferences>({ ...FIRST, ...stored() })

/** Applies the preferences to the page now and whenever one changes. */
export function applyPreferences(): void {
  watchEffect(() => {
    speak(preferences.language)
    document.documentElement.dataset.size = preferences.large ? 'large' : 'normal'
    showTheme()
    localStorage.setItem(KEY, JSON.stringify(preferences))
  })
  darkQuery.addEventListener('change', showTheme)
}

function showTheme(): void {
  const dark = preferences.theme === 'system' ? darkQuery.matches : preferences.theme === 'dark'
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>
  } catch {
    return {}
  }
}
