import type zh from '../zh-CN/me'
import type { Same } from '../same'

export default {
  title: 'Me',
  roles: {
    patrol_officer: 'Patrol officer',
    clinic_volunteer: 'Clinic volunteer',
    township_supervisor: 'Township supervisor',
    district_viewer: 'District viewer',
    administrator: 'Administrator',
  },
  display: 'Display',
  language: 'Language',
  languages: { 'zh-CN': '中文', en: 'English' },
  theme: 'Theme',
  themes: { system: 'As the phone', light: 'Light', dark: 'Dark' },
  size: 'Text size',
  sizes: { normal: 'Standard', large: 'Large' },
  desk: 'Open the district desk',
  signOut: 'Sign out',
  signOutAsk: 'Sign out?',
  signOutBody: 'Signing in again needs a network.',
  recordsStay:
    '{n} unsent record stays on this phone and goes out after your next sign-in. | {n} unsent records stay on this phone and go out after your next sign-in.',
  photosStay:
    '{n} photo hasn’t been sent: it stays on this phone and goes out after your next sign-in. | {n} photos haven’t been sent: they stay on this phone and go out after your next sign-in.',
  blocked:
    '{n} record hasn’t been sent, so you can’t sign out. Send it first; if that is impossible, export the rescue file. | {n} records haven’t been sent, so you can’t sign out. Send them first; if that is impossible, export the rescue file.',
  signOutAnyway: 'Exported; sign out anyway',
  about: 'About',
  aboutBody:
    'Records are kept on this phone first and go out when there is a network. A track is recorded only while the page is open. No personal details of the public are ever kept.',
  version: 'Version',
  phone: 'This phone',
  check: 'Phone check',
  checkHint: 'Whether location, storage and screen work, and what to change',
  install: 'Put it on the home screen',
  installHint: 'Opens by its icon, without a network too',
  onPhone: 'Records on this phone',
  recording: 'A patrol is running; end it before signing out.',
} satisfies Same<typeof zh>
