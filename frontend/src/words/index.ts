import { createI18n } from 'vue-i18n'
import en from './en'
import zh from './zh-CN'
import type { Same } from './same'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
type Words = Same<typeof zh>

declare module 'vue-i18n' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  export interface DefineLocaleMessage extends Words {}
}

export const i18n = createI18n<[Words], Language, false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh, en },
})

export function speak(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}
