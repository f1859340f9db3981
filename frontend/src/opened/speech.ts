// Values of a record as its reader says them.

import type { Consultation } from '../clinics/clinic'
import { i18n } from '../words'
import { moment } from '../words/times'
import './language'
import { fieldsOf, TARGET, type RecordField } from './fields'

const { t } = i18n.global

/** The names of the places that records refer to. */
export type NameOfPlace = (id: string) => string | undefined

export function labelOf(pointer: string): string {
  const name = pointer.split('/').at(-1)!
  return i18n.global.te(`opened.fields.${name}`) ? t(`opened.fields.${name}`) : name
}

/** A field's value in words; '' for one that isn't there. */
export function valueWords(field: RecordField, value: unknown, nameOf: NameOfPlace): string {
  if (value === undefined || value === null) return ''
  switch (field.look) {
    case 'choice':
      return t(`${field.words}.${String(value)}`)
    case 'choices':
      return (value as string[]).map((one) => t(`${field.words}.${one}`)).join(t('app.listMark'))
    case 'texts':
      return (value as string[]).join(t('app.listMark'))
    case 'moment':
      return moment(Date.parse(String(value)), Date.now(), i18n.global.locale.value)
    case 'consultations':
      return t('clinic.count', { n: (value as unknown[]).length })
    case 'clinic':
      return nameOf(String(value)) ?? String(value)
    default:
      return String(value)
  }
}

/** One consultation as a line. */
export function consultationWords({ topic, outcome, minutes, age_band }: Consultation): string {
  const facts = [
    topic && t(`clinic.topics.${topic}`),
    outcome && t(`clinic.outcomes.${outcome}`),
    t('app.minutes', { n: minutes }),
    age_band && t(`clinic.ageBands.${age_band}`),
  ]
  return facts.filter(Boolean).join(' · ')
}

/** What an amendment did to one place of a record of this kind. */
export function changeWords(
  kind: string,
  [pointer, value]: [string, unknown],
  nameOf: NameOfPlace,
): string {
  const field = fieldsOf(kind).find((one) => one.pointer === pointer)
  const plain = pointer === TARGET ? nameOf(String(value)) : JSON.stringify(value)
  const told = field ? valueWords(field, value, nameOf) : value === null ? '' : plain
  return t('opened.changeTo', { field: labelOf(pointer), after: told || t('opened.nothing') })
}
