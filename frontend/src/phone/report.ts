// One line for the office: what is wrong with this phone, without a name or a place.

import type { Platform } from '../ui/platform'
import type { Check, Finding, Verdict } from './findings'

type Say = (key: string, values?: Record<string, unknown>) => string

/** A finding in words. */
export function spoken(check: Check, { said, values }: Finding, t: Say): string {
  const off = values?.unit ? t(`phone.units.${values.unit}`, { n: values.n }) : ''
  return t(`phone.says.${check}.${said}`, { ...values, off })
}

/** What isn't fine in words, the rest as a count. */
export function reportLine(
  findings: Record<Check, Finding | null>,
  platform: Platform,
  t: Say,
): string {
  const all = Object.entries(findings).filter(([, finding]) => finding) as [Check, Finding][]
  const count = (verdict: Verdict) => all.filter(([, one]) => one.verdict === verdict).length
  const wrong = all
    .filter(([, { verdict }]) => verdict !== 'good')
    .map(([check, finding]) => told(check, finding, t))
  return t('phone.check.report', {
    version: __APP_VERSION__,
    phone: t(`phone.brandNames.${platform.brand}`),
    engine: `${platform.browser} ${platform.engine} ${platform.engine_version ?? '?'}`,
    counts: t('phone.check.counts', {
      good: count('good'),
      look: count('look'),
      bad: count('bad'),
    }),
    findings: wrong.join('; ') || t('phone.check.overall.good'),
  })
}

function told(check: Check, finding: Finding, t: Say): string {
  return t('phone.check.reported', {
    verdict: t(`phone.check.verdicts.${finding.verdict}`),
    check: t(`phone.checks.${check}`),
    said: spoken(check, finding, t),
  })
}
