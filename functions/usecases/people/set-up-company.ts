import { timingSafeEqual } from 'node:crypto'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { usualHours } from '../../../shared/domain/people/availability.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import { INDEX_LAYOUT } from '../../../shared/domain/search/search-entry.ts'
import type { TimeZone } from '../../../shared/domain/time/time.ts'
import type { Write } from '../../ports/commit.ts'
import { companyWrite } from '../../ports/companies.ts'
import { factsWrite, hoursWrite } from '../../ports/ledger.ts'
import { memberWrite } from '../../ports/members.ts'
import type { SearchIndex } from '../../ports/search-index.ts'
import type { Secrets } from '../../ports/secrets.ts'
import { attempt } from '../attempt.ts'
import { type AccountsTools, hashToken, openSession } from './session.ts'
import { refusalOfTries } from './throttling.ts'

/** Words that stand in our own addresses beside company slugs. */
const RESERVED = new Set(['bookings', 'invitations', 'api', 'public'])

export interface NewCompany {
  code: string
  company: string
  companyName: string
  name: string
  email: string
  password: string
  timeZone: TimeZone
  locale?: string | undefined
}

const sameText = (a: string, b: string) => timingSafeEqual(Buffer.from(hashToken(a)), Buffer.from(hashToken(b)))

/**
 * The first company and its owner; works once per installation and only with the code that the installation printed.
 */
export async function setUpCompany(
  tools: AccountsTools & { store: Pick<SearchIndex, 'putIndexWalk'>; secrets: Secrets; setupCode: string },
  input: NewCompany,
  address: string,
): Promise<{ token: string; member: Member; company: Company } | Refusal> {
  const tooMany = await refusalOfTries(tools, [{ key: `setup#${address}`, most: 10 }])
  if (tooMany) return tooMany
  if (tools.setupCode === '' || !sameText(input.code, tools.setupCode)) return refuse('WrongSetupCode')
  if (await tools.store.hasCompanies()) return refuse('AlreadySetUp')
  if (RESERVED.has(input.company))
    return refuse('AlreadyExists', { detail: `"${input.company}" stands in our own addresses.` })
  const member: Member = {
    id: tools.random.id(),
    company: input.company,
    email: input.email,
    name: input.name,
    role: 'owner',
    timeZone: input.timeZone,
    ...(input.locale !== undefined && { locale: input.locale }),
  }
  const company: Company = { slug: input.company, name: input.companyName, timeZone: input.timeZone }
  const token = await openSession(tools, member)
  // Nothing is here that is older than the search index: no walk over all events is needed.
  await tools.store.putIndexWalk({ layout: INDEX_LAYOUT, isDone: true })
  const writes: Write[] = [
    companyWrite(company, await tools.secrets.seal(tools.random.secret(), { company: company.slug })),
    memberWrite(member, await tools.passwords.hash(input.password)),
    factsWrite(company.slug, member.id, { timeZone: member.timeZone, daysOff: [] }),
    hoursWrite(company.slug, usualHours(member.id, member.timeZone)),
  ]
  const saved = await attempt<Refusal | 'saved'>(tools, async () => ({
    writes,
    done: () => 'saved',
    failed: () => refuse('AlreadySetUp'),
  }))
  return saved === 'saved' ? { token, member, company } : saved
}
