// What may be chosen at a place; null where it is typed.

import type { Editor } from './editors'
import type { Choice } from './names'
import { wordsAt } from './speech'

export function optionsOf(editor: Editor, townships: Choice[], clinics: Choice[] = []) {
  switch (editor.look) {
    case 'choice':
    case 'choices':
      return Object.entries(wordsAt(editor.words)).map(([value, label]) => ({ value, label }))
    case 'township':
      return townships.length > 0 ? townships : null
    case 'clinic':
      return clinics.length > 0 ? clinics : null
    default:
      return null
  }
}
