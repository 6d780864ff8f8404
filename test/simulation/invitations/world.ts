import { companyWrite } from '../../../functions/ports/companies.ts'
import type { Mail } from '../../../functions/ports/mailer.ts'
import { memberWrite } from '../../../functions/ports/members.ts'
import type { Repositories } from '../../../functions/ports/repositories.ts'
import type { PublishTools } from '../../../functions/usecases/effects/publish-changes.ts'
import type { MailTools } from '../../../functions/usecases/mail/mail-writer.ts'
import { companyLinks } from '../../../functions/usecases/people/links.ts'
import type { World } from '../../../functions/usecases/world.ts'
import type { CalendarReply } from '../../../shared/domain/invitation/calendar-reply.ts'
import { memberOf } from '../../contracts/samples.ts'
import type { Guest } from './plan.ts'

export const COMPANY = 'c'
export const MORNING = Date.parse('2027-01-31T12:00:00Z')
export const QUIET_SECONDS = 10

export const ada = memberOf(COMPANY, 'ada', { email: 'ada@c.test', timeZone: 'UTC', role: 'owner' })
/** Looks after ada's calendar. */
export const grace = memberOf(COMPANY, 'grace', { email: 'grace@c.test', timeZone: 'UTC', role: 'member' })
export const linus = memberOf(COMPANY, 'linus', { email: 'linus@c.test', timeZone: 'UTC', role: 'member' })

export const emails: Record<Guest, string> = { linus: linus.email, max: 'max@out.test', zoe: 'zoe@out.test' }

/** What reads the files of answers: here they are the answers themselves. */
export interface ReplyReader {
  read(part: Uint8Array, asked?: string): CalendarReply
}
export const plainReplies: ReplyReader = {
  read: (part) => JSON.parse(Buffer.from(part).toString('utf8')) as CalendarReply,
}

export type Tools = World<Repositories> & MailTools & PublishTools

/** All that the use cases ask for, over one store. */
export function toolsOver(
  store: Repositories,
  clock: { now: number },
  fraction: () => number,
  send: (mail: Mail) => Promise<void>,
): Tools {
  let ids = 0
  return {
    store,
    clock: { now: () => clock.now, elapsedMillis: () => clock.now, pause: async () => {} },
    random: { id: () => `id${ids++}`, secret: () => `secret${ids++}`, fraction },
    mailer: { send },
    stationery: { htmlOf: async ({ headline }) => headline },
    links: companyLinks(store, { seal: async (plain) => plain, open: async (sealed) => sealed }),
    templates: { check: () => ({ faults: [], fields: [] }), render: () => [] },
    publicAddress: 'https://almanac.test',
    mailFrom: 'desk@almanac.test',
    inboundDomain: 'reply.almanac.test',
    quietSeconds: QUIET_SECONDS,
    throttles: false,
    log: () => {},
    ring: () => {},
    bus: { publish: async () => [] },
    syncQueue: { send: async () => {}, postpone: async () => {} } as unknown as PublishTools['syncQueue'],
  }
}

export async function foundCompany(store: Repositories): Promise<void> {
  await store.commit([companyWrite({ slug: COMPANY, name: 'C', timeZone: 'UTC' }, 'key')])
  for (const member of [ada, grace, linus]) await store.commit([memberWrite(member, 'hash')])
  await store.putCalendar(
    {
      id: `first-${ada.id}`,
      company: COMPANY,
      version: 1,
      name: 'Ada',
      colour: 'rose',
      ownerId: ada.id,
      defaultPrivacy: 'public',
      defaultReminders: [],
      isBlocking: true,
      members: [{ memberId: grace.id, right: 'edit' }],
    },
    0,
  )
}
