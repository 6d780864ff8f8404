/** Which days of the week: all of them, Monday to Friday, or some by name, in the order of the week. */
export type Days = { kind: 'all' } | { kind: 'workdays' } | { kind: 'named'; names: string[] }

export type Unit = 'day' | 'week' | 'month' | 'year'

/** A weekday with its number in the month or the year (negative: from the end), or without: any of them. */
export interface NumberedDay {
  name: string
  nth?: number
}

/** How the reader's locale joins words. */
export interface Lists {
  /** `a, b and c` */
  and: (words: string[]) => string
  /** `a, b or c` */
  or: (words: string[]) => string
}

/**
 * What a language says of the parts of a rule. `rule-words.ts` puts them together in the order that all five have: how
 * often, on which days, in which months, at which times, until when. What goes on after other words brings its blank or
 * comma.
 */
export interface RuleGrammar {
  /** `every second week` */
  every: (interval: number, unit: Unit) => string
  /** `every Monday and Friday`, `every weekday` */
  everyDay: (days: Days, lists: Lists) => string
  /** `every second Tuesday`; nothing where the language would rather count weeks. */
  everySecondDay: (interval: number, name: string) => string | undefined
  /** ` on Monday and Friday`, of weeks */
  onDays: (days: Days, lists: Lists) => string
  /** `, weeks beginning on Sunday` */
  weeksFrom: (name: string) => string
  /** `the 1st, 15th and last day`; also a choice in a list */
  dates: (dates: readonly number[], lists: Lists) => string
  /** `the first and second to last Monday`; also a choice in a list */
  numberedDays: (days: NumberedDay[], lists: Lists) => string
  /** `the last weekday`, `the first Saturday or Sunday`: chosen by their position among such days */
  chosenDays: (positions: readonly number[], days: Days, lists: Lists) => string
  /** ` on the 1st`: dates or days, behind how often they come */
  on: (words: string) => string
  /** ` in March and June` */
  inMonths: (months: string[], lists: Lists) => string
  /** ` of March and June`, behind days; ` of the year` where no month is named */
  ofMonths: (months: string[], lists: Lists) => string
  /** ` of every month` */
  ofEveryMonth: string
  /** ` when it is a Friday` */
  whenDay: (days: NumberedDay[], lists: Lists) => string
  /** ` on 1 and 15 March`, of every year */
  onDatesOf: (dates: readonly number[], months: string[], lists: Lists) => string
  /** ` in week 20` */
  inWeeks: (weeks: readonly number[], lists: Lists) => string
  /** ` on the 100th day and last day of the year` */
  onYearDays: (days: readonly number[], lists: Lists) => string
  /** ` at 09:30 and 17:30` */
  at: (times: string[], lists: Lists) => string
  /** `, of these only the last of each week` */
  onlyPositions: (positions: readonly number[], unit: Unit, lists: Lists) => string
  /** `, 6 times` */
  times: (count: number) => string
  /** ` until 3 March` */
  until: (date: string) => string
  /** `on 1 May and 5 May` */
  onSomeDates: (dates: string[], lists: Lists) => string
  /** `on 12 dates` */
  onManyDates: (count: number) => string
  /** `on 12 more dates` */
  onManyMoreDates: (count: number) => string
  /** `, except on 22 December` */
  except: (dates: string) => string
  /** Between several rules, which have commas of their own. */
  andAlso: string
  /** `, Berlin time` */
  zone: (place: string) => string
}

/** Positions in the order in which they come: from the beginning, then from the end. */
export const inOrder = (positions: readonly number[]): number[] => [
  ...positions.filter((n) => n > 0),
  ...positions.filter((n) => n < 0),
]
