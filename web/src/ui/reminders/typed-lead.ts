import { LONGEST_LEAD_MINUTES } from '../../../../shared/domain/people/calendar.ts'

/** Minutes of each unit in which people say how long before. */
export const leadUnits = { minutes: 1, hours: 60, days: 1440, weeks: 10_080 } as const
export type LeadUnit = keyof typeof leadUnits

/** Digits of other scripts, as keyboards of Arabic and Persian write them, as ours. */
const inOurDigits = (text: string): string => text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16))

/** How long before, in minutes; or what is wrong with what was typed. */
export function typedLead(text: string, unit: LeadUnit): number | 'leadMissing' | 'leadTooLong' {
  const written = inOurDigits(text.trim())
  if (!/^\d{1,9}$/.test(written) || Number(written) < 1) return 'leadMissing'
  const minutes = Number(written) * leadUnits[unit]
  return minutes > LONGEST_LEAD_MINUTES ? 'leadTooLong' : minutes
}
