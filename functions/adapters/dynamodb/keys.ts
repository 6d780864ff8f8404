/**
 * Every key of the one table. Company-owned rows begin with the company; the few that cannot begin with `~`, which no
 * company's slug may, and hold only the way to a company (D8).
 *
 * | what is read                         | key condition                                                |
 * |--------------------------------------|--------------------------------------------------------------|
 * | company                              | pk = c#company                                               |
 * | members, one or all                  | pk = c#members [, sk = member]                               |
 * | login by address                     | pk = ~login#address                                          |
 * | session, OAuth state, watch channel  | pk = ~session#hash, ~state#hash, ~channel#id                 |
 * | tries in a window                    | pk = ~tries#key, sk = window                                 |
 * | invitations                          | pk = c#invitations [, sk = id]                               |
 * | appointment types, resources         | pk = c#types, c#resources [, sk = id]                        |
 * | bookings given to each host of a type| pk = c#assignment#type                                       |
 * | event, booking                       | pk = c#event#id, c#booking#id                                |
 * | a principal's month with its classes | pk = c#ledger#principal, sk between day#from and day#to~     |
 * | facts and revision, hours, spans     | pk = c#ledger#principal, sk between head and span#~          |
 * | a class                              | pk = c#ledger#principal, sk = day#date#session#id            |
 * | what limits counted in a month       | pk = c#limits#type#principal, sk between first dates         |
 * | the bookings of one address          | pk = c#booker#type#address                                   |
 * | announcement                         | pk = c#announcement#id                                       |
 * | where a large event stands           | pk = c#standings#event [, sk = principal]                    |
 * | remembered answer                    | pk = c#answer#type#keyhash                                   |
 * | changes of a subject                 | pk = c#changes#subject, sk = version                         |
 * | effects of a subject                 | pk = c#effects#subject                                       |
 * | reminders of a subject               | pk = c#reminder#subject                                      |
 * | connections of a member              | pk = c#connections#member [, sk = id]                        |
 * | link by our side, by theirs          | pk = c#links#connection, sk = subject#id, remote#id          |
 * | what is still to be done             | index pending: pendingShard = kind#n, pendingAt <= instant   |
 */
export interface Key {
  pk: string
  sk: string
}

const SHARDS = 4

export const shards = Array.from({ length: SHARDS }, (_, shard) => shard)

/** Spreads marks over a few index partitions, so that no single one carries all writes of all companies. */
export function shardOf(subject: string): number {
  let sum = 0
  for (const letter of subject) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0
  return sum % SHARDS
}

const padded = (version: number) => String(version).padStart(8, '0')

export const keys = {
  company: (company: string): Key => ({ pk: `${company}#company`, sk: 'company' }),
  anyCompany: (): Key => ({ pk: '~companies', sk: 'first' }),
  member: (company: string, id: string): Key => ({ pk: `${company}#members`, sk: id }),
  login: (email: string): Key => ({ pk: `~login#${email}`, sk: 'login' }),
  session: (hash: string): Key => ({ pk: `~session#${hash}`, sk: 'session' }),
  oauthState: (hash: string): Key => ({ pk: `~state#${hash}`, sk: 'state' }),
  channel: (id: string): Key => ({ pk: `~channel#${id}`, sk: 'channel' }),
  tries: (key: string, window: number): Key => ({ pk: `~tries#${key}`, sk: String(window) }),
  invitation: (company: string, id: string): Key => ({ pk: `${company}#invitations`, sk: id }),
  type: (company: string, slug: string): Key => ({ pk: `${company}#types`, sk: slug }),
  resource: (company: string, id: string): Key => ({ pk: `${company}#resources`, sk: id }),
  assignment: (company: string, type: string): Key => ({ pk: `${company}#assignment#${type}`, sk: 'assignment' }),
  event: (company: string, id: string): Key => ({ pk: `${company}#event#${id}`, sk: 'event' }),
  booking: (company: string, id: string): Key => ({ pk: `${company}#booking#${id}`, sk: 'booking' }),
  ledger: (company: string, principal: string): string => `${company}#ledger#${principal}`,
  day: (company: string, principal: string, day: string): Key => ({
    pk: keys.ledger(company, principal),
    sk: `day#${day}`,
  }),
  span: (company: string, principal: string, id: string): Key => ({
    pk: keys.ledger(company, principal),
    sk: `span#${id}`,
  }),
  head: (company: string, principal: string): Key => ({ pk: keys.ledger(company, principal), sk: 'head' }),
  hours: (company: string, principal: string, name: string): Key => ({
    pk: keys.ledger(company, principal),
    sk: `hours#${name}`,
  }),
  classSeats: (company: string, principal: string, startsAt: number, id: string): Key => ({
    pk: keys.ledger(company, principal),
    sk: `day#${new Date(startsAt).toISOString().slice(0, 10)}#session#${id}`,
  }),
  limits: (company: string, type: string, principal: string): string => `${company}#limits#${type}#${principal}`,
  limit: (company: string, type: string, principal: string, startDate: string, period: string): Key => ({
    pk: keys.limits(company, type, principal),
    sk: `${startDate}#${period}`,
  }),
  booker: (company: string, type: string, booker: string): Key => ({
    pk: `${company}#booker#${type}#${booker}`,
    sk: 'booker',
  }),
  announcement: (company: string, id: string): Key => ({ pk: `${company}#announcement#${id}`, sk: 'announcement' }),
  standing: (company: string, event: string, principal: string): Key => ({
    pk: `${company}#standings#${event}`,
    sk: principal,
  }),
  answer: (company: string, type: string, keyHash: string): Key => ({
    pk: `${company}#answer#${type}#${keyHash}`,
    sk: 'answer',
  }),
  change: (company: string, subject: string, version: number): Key => ({
    pk: `${company}#changes#${subject}`,
    sk: padded(version),
  }),
  effects: (company: string, subject: string): string => `${company}#effects#${subject}`,
  effect: (company: string, subject: string, version: number, what: string): Key => ({
    pk: keys.effects(company, subject),
    sk: `${padded(version)}#${what}`,
  }),
  reminder: (company: string, subject: string): Key => ({ pk: `${company}#reminder#${subject}`, sk: 'reminder' }),
  connection: (company: string, member: string, id: string): Key => ({
    pk: `${company}#connections#${member}`,
    sk: id,
  }),
  links: (company: string, connection: string): string => `${company}#links#${connection}`,
  linkBySubject: (company: string, connection: string, subject: string): Key => ({
    pk: keys.links(company, connection),
    sk: `subject#${subject}`,
  }),
  linkByRemote: (company: string, connection: string, remote: string): Key => ({
    pk: keys.links(company, connection),
    sk: `remote#${remote}`,
  }),
}
