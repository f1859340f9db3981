/** The table on screen as a file: every column, in the order of the rows. */
import { townshipNames } from './board'
import { toCsv } from './csv'
import type { Measures, TownshipMeasures } from './coverage'
import type { Speech } from './format'
import { cellText } from './format'
import type { Metric, Reading } from './metrics'
import type { View } from './view'
import { isEvery, whichText } from './which'

/** Numbers stay numbers (a share 0 to 1, a day as YYYY-MM-DD); the rest is told in words. */
function value(metric: Metric, reading: Reading, speech: Speech): string | number {
  if (reading.state !== 'number') return cellText(metric, reading, speech)
  return reading.on ?? Math.round(reading.value * 10_000) / 10_000
}

function heading(metric: Metric, speech: Speech): string {
  const name = speech.t(`desk.metrics.${metric.key}`)
  return metric.unit === 'on' || metric.unit === 'share'
    ? name
    : `${name}(${speech.t(`desk.units.${metric.unit}`)})`
}

/** The same columns of the period that is compared with; none without one. */
function beside({ columns, earlier }: View, speech: Speech) {
  const suffix = earlier ? speech.t('coverage.compare.with', { ...earlier.range }) : ''
  return {
    headings: earlier ? columns.map((one) => `${heading(one, speech)} ${suffix}`) : [],
    numbers: (measures?: Measures) =>
      earlier && measures
        ? columns.map((metric) => value(metric, metric.read(measures, earlier.day), speech))
        : [],
  }
}

/** Of which patrols the numbers are, in words; nothing when of all. */
function chosenPatrols({ which, coverage }: View, speech: Speech): string[] {
  return isEvery(which) ? [] : [whichText(which, townshipNames(coverage), speech)]
}

export function tableRows(
  view: View,
  townships: TownshipMeasures[],
  speech: Speech,
): (string | number)[][] {
  const { columns, earlier } = view
  const before = beside(view, speech)
  const approximate = (flag?: boolean) => (flag ? speech.t('desk.approximate_boundary') : '')
  const numbers = (measures: View['coverage']['totals']) =>
    columns.map((metric) => value(metric, metric.read(measures, view.day), speech))
  const names = ['code', 'township', 'from', 'to', 'approximate_boundary']
  const chosen = chosenPatrols(view, speech)
  return [
    [
      ...names.map((key) => speech.t(`desk.${key}`)),
      ...chosen.map(() => speech.t('coverage.which.column')),
      ...columns.map((one) => heading(one, speech)),
      ...before.headings,
    ],
    ...townships.map((township) => [
      ...[township.code, township.name, view.range.from, view.range.to],
      ...[approximate(township.approximate), ...chosen, ...numbers(township)],
      ...before.numbers(earlier?.townships.get(township.code)),
    ]),
    [
      ...['', speech.t('desk.totals'), view.range.from, view.range.to],
      ...[approximate(view.coverage.totals.approximate), ...chosen],
      ...numbers(view.coverage.totals),
      ...before.numbers(earlier?.totals),
    ],
  ]
}

export function saveTable(view: View, townships: TownshipMeasures[], speech: Speech): void {
  const blob = new Blob([toCsv(tableRows(view, townships, speech))], { type: 'text/csv' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `xunhu-${view.range.from}-${view.range.to}.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}
