import { z } from 'zod'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Heard, Told } from '../../../shared/domain/invitation/heard.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { HeardOfEvents, LetterReaderKey } from '../../ports/heard-of-events.ts'
import { calendarEvent } from './events.ts'
import { type Key, padded } from './keys.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

/** So long stays what nobody's last letter was written from: one that is just being written may name it again. */
const UNTOLD_LIFE_MS = 7 * DAY_MS
/** So long one knows that somebody was told that an event is no more. */
const CALLED_OFF_LIFE_MS = 400 * DAY_MS
const AT_ONCE = 25

const partitionOf = (company: string, eventId: string) => `${company}#heard#${eventId}`
const personKey = (company: string, eventId: string, email: string): Key => ({
  pk: partitionOf(company, eventId),
  sk: `person#${email}`,
})
const toldKey = (company: string, eventId: string, version: number): Key => ({
  pk: partitionOf(company, eventId),
  sk: `told#${padded(version)}`,
})
const letterKey = ({ company, rootId, email }: LetterReaderKey): Key => ({
  pk: partitionOf(company, rootId),
  sk: `letter#${email}`,
})

interface ToldOf {
  version: number
  sequence: number
  isCalledOff?: boolean
  isUninvited?: boolean
}

/** What one person has heard of one event; which version of it, for the event itself is kept once for all. */
interface HeardRow {
  eventId: string
  email: string
  told?: ToldOf
  /** What may have been told. */
  tried?: ToldOf
  /** The version of the event for which their last letter was written. */
  toldAt?: number
  /** The first version that they were not told of on purpose. */
  behindAt?: number
}

const toldOf = z.object({
  version: z.number(),
  sequence: z.number(),
  isCalledOff: z.boolean().optional(),
  isUninvited: z.boolean().optional(),
})

/** Which version was told, and as what. */
const rowOf = ({ event: { version }, sequence, isCalledOff, isUninvited }: Told): ToldOf => ({
  version,
  sequence,
  ...(isCalledOff && { isCalledOff }),
  ...(isUninvited && { isUninvited }),
})

const readHeard = readerOf<HeardRow>()(
  'heard',
  z.object({
    eventId: z.string(),
    email: z.string(),
    told: toldOf.optional(),
    tried: toldOf.optional(),
    toldAt: z.number().optional(),
    behindAt: z.number().optional(),
  }),
)

const readTold = readerOf<CalendarEvent>()('toldEvent', calendarEvent)

const isBehind = ({ toldAt = 0, behindAt = 0 }: HeardRow) => behindAt > toldAt

/** In which order these stand in a partition: letters, people, then what they were told. */
async function rowsOf(table: Table, company: string, eventId: string) {
  const rows = await table.query('pk = :pk', { ':pk': partitionOf(company, eventId) })
  const of = (kind: string) => rows.filter((one) => one['row'] === kind)
  return { people: of('heard').map(readHeard), told: of('toldEvent') }
}

const named = (eventId: string, email: string) => ({
  ':row': 'heard',
  ':eventId': eventId,
  ':email': email,
})
const NAMED = '#row = :row, eventId = :eventId, email = :email'
const ROW_NAME = { '#row': 'row' }

/** Keeps an event as it is told, once for all who are. */
async function putEvent(table: Table, { event: told }: Told): Promise<void> {
  const { undo: _undo, history: _history, ...event } = told
  await table.put({ ...toldKey(event.company, event.id, event.version), row: 'toldEvent', ...event })
}

async function each<T>(all: T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < all.length; i += AT_ONCE) await Promise.all(all.slice(i, i + AT_ONCE).map(work))
}

export function heardOfEvents(table: Table): HeardOfEvents {
  return {
    async heardOf(company, eventIds) {
      const found = await Promise.all(eventIds.map((id) => rowsOf(table, company, id)))
      return found.flatMap(({ people, told }) => {
        const events = new Map(told.map((row) => [row['sk'], readTold(row)]))
        return people.flatMap((row): Heard[] => {
          const { eventId, email } = row
          const read = (of: ToldOf | undefined): Told | undefined => {
            const event = of && events.get(toldKey(company, eventId, of.version).sk)
            const { version: _version, ...rest } = of ?? {}
            return event && { event, sequence: 0, ...rest }
          }
          const [told, tried] = [read(row.told), read(row.tried)]
          return [
            {
              eventId,
              email,
              ...(told && { told }),
              ...(tried && { tried }),
              ...(isBehind(row) && { isBehind: true }),
            },
          ]
        })
      })
    },
    async putHeard(company, heard) {
      for (const { eventId, email, told, version } of heard) {
        if (!told) continue
        // What was told stands before somebody is said to have been told it.
        await putEvent(table, told)
        const { isCalledOff } = told
        await table.update(personKey(company, eventId, email), {
          UpdateExpression: `SET ${NAMED}, told = :told, toldAt = :at${isCalledOff ? ', expiresAt = :end REMOVE tried' : ' REMOVE expiresAt, tried'}`,
          ExpressionAttributeNames: ROW_NAME,
          ExpressionAttributeValues: {
            ...named(eventId, email),
            ':told': rowOf(told),
            ':at': version,
            ...(isCalledOff && { ':end': ttl(told.event.updatedAt + CALLED_OFF_LIFE_MS) }),
          },
        })
      }
    },
    async putTried(company, heard) {
      for (const { eventId, email, told } of heard) {
        if (told) await putEvent(table, told)
        await table.update(personKey(company, eventId, email), {
          UpdateExpression: told ? `SET ${NAMED}, tried = :tried` : `SET ${NAMED} REMOVE tried`,
          ExpressionAttributeNames: ROW_NAME,
          ExpressionAttributeValues: { ...named(eventId, email), ...(told && { ':tried': rowOf(told) }) },
        })
      }
    },
    async leaveBehind(company, eventId, emails, version) {
      await each(emails, (email) =>
        table.update(personKey(company, eventId, email), {
          UpdateExpression: `SET ${NAMED}, behindAt = :version`,
          ConditionExpression: 'attribute_not_exists(behindAt) OR behindAt < :version',
          ExpressionAttributeNames: ROW_NAME,
          ExpressionAttributeValues: { ...named(eventId, email), ':version': version },
        }),
      )
    },
    async catchUp(company, eventId, emails, version) {
      await each(emails, (email) =>
        table.update(personKey(company, eventId, email), {
          UpdateExpression: 'REMOVE behindAt',
          ConditionExpression: 'behindAt < :version',
          ExpressionAttributeValues: { ':version': version },
        }),
      )
    },
    async forgetUntold(company, eventId, now) {
      const { people, told } = await rowsOf(table, company, eventId)
      const known = new Set(
        people.flatMap(({ told: known, tried }) =>
          [known, tried].flatMap((of) => (of ? [toldKey(company, eventId, of.version).sk] : [])),
        ),
      )
      const left = told.filter(({ sk, expiresAt }) => !known.has(String(sk)) && expiresAt === undefined)
      await each(left, ({ pk, sk }) =>
        table.update({ pk, sk } as Key, {
          UpdateExpression: 'SET expiresAt = :end',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':end': ttl(now + UNTOLD_LIFE_MS) },
        }),
      )
    },
    async beginLetter(reader, letter, now, leaseUntil) {
      const row: Row = { ...letterKey(reader), row: 'letter', letter, leaseUntil, expiresAt: ttl(leaseUntil + DAY_MS) }
      return table.put(row, {
        expression: 'attribute_not_exists(pk) OR leaseUntil <= :now OR letter = :letter',
        values: { ':now': now, ':letter': letter },
      })
    },
    async endLetter(reader, letter) {
      await table.update(letterKey(reader), {
        UpdateExpression: 'SET leaseUntil = :over',
        ConditionExpression: 'letter = :letter',
        ExpressionAttributeValues: { ':letter': letter, ':over': 0 },
      })
    },
  }
}
