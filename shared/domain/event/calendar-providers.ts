import { DAY_MS, MINUTE_MS } from '../time/units.ts'

/** What differs between the providers of calendars, as far as it concerns more than the adapter that speaks to one. */
interface CalendarProviderFacts {
  /** Its name, the same in every language: where an event came from. */
  name: string
  /** What people call the calendar that they have there. */
  calendarName: string
  /** So long it watches a calendar at most. */
  longestWatchMs: number
  /** Whether only the address of a notification can say which channel it is about. */
  tellsChannelByAddress: boolean
}

/**
 * The providers of calendars, in the order in which people read them. Each key is kept: it stands in rows, in addresses
 * (`/{key}_account/authentication`, `/api/webhooks/{key}`) and names the handler files. From here come schemas, routes,
 * the doors of the stack and what pages offer.
 */
export const calendarProviders = {
  google: { name: 'Google', calendarName: 'Google Calendar', longestWatchMs: 7 * DAY_MS, tellsChannelByAddress: false },
  // A subscription to events lives a little less than 10,080 minutes (Graph, subscription resource).
  microsoft: {
    name: 'Outlook',
    calendarName: 'Outlook',
    longestWatchMs: 10_070 * MINUTE_MS,
    tellsChannelByAddress: true,
  },
} as const satisfies Record<string, CalendarProviderFacts>

export type Provider = keyof typeof calendarProviders

/** Their keys, for schemas and loops. */
export const providerKeys = Object.keys(calendarProviders) as [Provider, ...Provider[]]

/** Where a provider sends the browser back to after its consent page. */
export const consentPath = <P extends Provider>(provider: P) => `/${provider}_account/authentication` as const

/** Where a provider tells that a calendar which it watches has changed. */
export const notificationPath = <P extends Provider>(provider: P) => `/api/webhooks/${provider}` as const
