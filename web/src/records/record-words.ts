import CalendarDays from '@lucide/svelte/icons/calendar-days'
import Check from '@lucide/svelte/icons/check'
import File from '@lucide/svelte/icons/file'
import Flag from '@lucide/svelte/icons/flag'
import Heart from '@lucide/svelte/icons/heart'
import Mail from '@lucide/svelte/icons/mail'
import Phone from '@lucide/svelte/icons/phone'
import ShoppingCart from '@lucide/svelte/icons/shopping-cart'
import Star from '@lucide/svelte/icons/star'
import User from '@lucide/svelte/icons/user'
import Users from '@lucide/svelte/icons/users'
import Wrench from '@lucide/svelte/icons/wrench'
import type { Component } from 'svelte'
import type { RecordIcon } from '../../../shared/domain/records/record-settings.ts'
import type { Say } from '../../../shared/words/phrase.ts'
import type { RecordPhrases } from '../../../shared/words/records/en.ts'
import type { Answer } from '../ui/api.ts'

export type Settings = Answer<'readRecordSettings'>
export type RecordKindView = Settings['kinds'][number]

type SayRecord = Say<RecordPhrases>

const kinds = { opportunity: 'opportunity', task: 'task', appraisal: 'appraisal' } as const
const stages = {
  new: 'stageNew',
  qualified: 'stageQualified',
  proposition: 'stageProposition',
  won: 'stageWon',
  lost: 'stageLost',
  underway: 'stageUnderway',
  done: 'stageDone',
  cancelled: 'stageCancelled',
  confirmed: 'stageConfirmed',
} as const
const types = {
  meeting: 'typeMeeting',
  demoCall: 'typeDemoCall',
  call: 'typeCall',
  todo: 'typeTodo',
  email: 'typeEmail',
} as const

/** A word of the company's own, or one of those that stand at the start in the reader's language. */
function named<Known extends Record<string, keyof RecordPhrases>>(
  known: Known,
  { id, name }: { id: string; name?: string | undefined },
  say: SayRecord,
): string {
  const key = known[id]
  return name || (key === undefined ? id : (say as (name: keyof RecordPhrases) => string)(key))
}

export const kindName = (kind: RecordKindView, say: SayRecord): string => named(kinds, kind, say)

export const stageName = (stage: { id: string; name?: string | undefined }, say: SayRecord): string =>
  named(stages, stage, say)

export const typeName = (type: { id: string; name?: string | undefined }, say: SayRecord): string =>
  named(types, type, say)

/** A stage of a kind by its id, in words. */
export function stageWords(kind: RecordKindView | undefined, id: string, say: SayRecord): string {
  return stageName(kind?.stages.find((one) => one.id === id) ?? { id }, say)
}

/** A type of activity by its id, in words. */
export function typeWords(settings: Settings | undefined, id: string, say: SayRecord): string {
  return typeName(settings?.activityTypes.find((one) => one.id === id) ?? { id }, say)
}

export const icons: Record<RecordIcon, Component> = {
  star: Star,
  check: Check,
  user: User,
  people: Users,
  phone: Phone,
  mail: Mail,
  calendar: CalendarDays,
  file: File,
  flag: Flag,
  heart: Heart,
  wrench: Wrench,
  cart: ShoppingCart,
}

/** Amounts as they are written: with two decimals where they are no whole number. */
export function amountIn(locale: string): (value: number) => string {
  const whole = new Intl.NumberFormat(locale)
  const broken = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (value) => (Number.isInteger(value) ? whole : broken).format(value)
}
