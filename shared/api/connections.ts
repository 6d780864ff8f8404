import { z } from 'zod'
import { consentPath, type Provider, providerKeys } from '../domain/event/calendar-providers.ts'
import { connectionProblems } from '../domain/sync/connection.ts'
import { id, instant, optionalLine } from './fields.ts'
import { nothing, route } from './route.ts'

const provider = z.enum(providerKeys)

export const connection = z
  .object({
    id,
    provider,
    status: z.enum(['planning', 'active', 'needsReconnect']),
    account: z.string(),
    lastPulledAt: instant.optional(),
    problem: z.string().optional().describe('What is wrong with it, for programs.'),
    problemCode: z.enum(connectionProblems).optional().describe('By which it is worded for people.'),
    problemData: z.object({ missing: z.int(), of: z.int() }).optional(),
    parked: z.int(),
  })
  .meta({ id: 'CalendarConnection' })
export type ConnectionView = z.infer<typeof connection>

export const listConnections = route({
  name: 'listConnections',
  door: 'app',
  method: 'GET',
  path: '/api/connections',
  summary: "One's own connections to calendars elsewhere.",
  caller: 'member',
  answers: { 200: z.object({ connections: z.array(connection), providers: z.array(provider) }) },
})

export const connectCalendar = route({
  name: 'connectCalendar',
  door: 'app',
  method: 'POST',
  path: '/api/connections',
  summary: "Begin to connect: answers with the provider's consent page.",
  caller: 'member',
  body: z.object({ provider, loginHint: optionalLine(254).optional() }),
  answers: { 201: z.object({ authorizeUrl: z.string() }) },
  refusals: ['NotConfigured'],
})

const callbackQuery = z.object({
  code: z.string().max(4000).optional(),
  state: z.string().max(400).optional(),
  error: z.string().max(200).optional(),
})

const callback = <P extends Provider>(provider: P) =>
  route({
    name: `${provider}Callback`,
    door: 'app',
    method: 'GET',
    path: consentPath(provider),
    summary: 'Where the provider sends the browser back to; bound to a one-time state in the session.',
    caller: 'anyone',
    query: callbackQuery,
    ignoresUnknown: true,
    answers: { 302: nothing },
  })

/** One for each provider, by its name. */
export const callbacks = Object.fromEntries(
  providerKeys.map((key) => [`${key}Callback`, callback(key)]),
) as unknown as { [P in Provider as `${P}Callback`]: ReturnType<typeof callback<P>> }

export const syncPlan = z
  .object({
    toAlmanac: z.object({ create: z.int(), link: z.int() }),
    toProvider: z.object({ create: z.int() }),
    mails: z.int(),
    sample: z.array(
      z.object({
        side: z.enum(['almanac', 'provider']),
        title: z.string(),
        isPrivate: z.boolean().optional(),
        startsAt: z.string(),
      }),
    ),
  })
  .meta({ id: 'SyncPlan' })

export const readPlan = route({
  name: 'readPlan',
  door: 'app',
  method: 'GET',
  path: '/api/connections/{id}/plan',
  summary: 'What the first synchronisation would change on both sides, and the mails that it would cause.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: syncPlan },
})

export const approvePlan = route({
  name: 'approvePlan',
  door: 'app',
  method: 'POST',
  path: '/api/connections/{id}/plan/approve',
  summary: 'Say yes to the plan: synchronisation starts.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: connection },
})

export const disconnectCalendar = route({
  name: 'disconnectCalendar',
  door: 'app',
  method: 'DELETE',
  path: '/api/connections/{id}',
  summary: 'End the connection; events stay on both sides.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 204: nothing },
})
