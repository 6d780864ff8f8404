import { calendarProviders } from '../../../shared/domain/event/calendar-providers.ts'

/** Where one may have a calendar besides: all providers by their names, with `or` between them. */
export const anyProvider = (locale: string): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(Object.values(calendarProviders).map(({ name }) => name))
