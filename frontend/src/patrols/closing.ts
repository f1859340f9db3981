// The closing words of a patrol: kept while they are typed, read strictly when they are sealed.

import { fitToKeep } from '../records/personalData'
import type { ClosingWords, Patrol } from './patrol'
import { keepClosing } from './store'

export const KEEP_WITHIN_MS = 250
const THOUSANDS = /^\d{1,3}(,\d{3})+(\.\d+)?$/
const KILOMETRES = /^\d{1,7}(\.\d+)?$/

/** Kilometres as typed, with or without thousands commas; null when nothing was typed. */
export function odometerKm(typed: string): number | null | 'wrong' {
  const text = typed.normalize('NFKC').replaceAll(/\s/g, '')
  if (text === '') return null
  const digits = THOUSANDS.test(text) ? text.replaceAll(',', '') : text
  return KILOMETRES.test(digits) ? Number(digits) : 'wrong'
}

/** Keeps the words, masked, on the phone at the latest KEEP_WITHIN_MS after the first change. */
export class ClosingKeeper {
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(
    private readonly patrol: Patrol,
    private readonly read: () => ClosingWords,
  ) {}

  changed(): void {
    this.timer ??= setTimeout(() => void this.flush(), KEEP_WITHIN_MS)
  }

  async flush(): Promise<void> {
    if (this.timer === null) return
    clearTimeout(this.timer)
    this.timer = null
    const { odometer, note } = this.read()
    await keepClosing(this.patrol, { odometer, note: fitToKeep(note) })
  }
}
