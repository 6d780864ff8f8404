/**
 * Every key of the one table; each subject's file makes its own. Company-owned rows begin with the company; the few
 * that cannot begin with `~`, which no company's slug may, and hold only the way to a company (D8), or of an event.
 *
 * | what is read                         | key condition                                                |
 * |--------------------------------------|--------------------------------------------------------------|
 * | company                              | pk = c#company                                               |
 * | members, one or all                  | pk = c#members [, sk = member]                               |
 * | login by address                     | pk = ~login#address                                          |
 * | session, OAuth state, watch channel  | pk = ~session#hash, ~state#hash, ~channel#id                 |
 * | tries in a window                    | pk = ~tries#key, sk = window                                 |
 * | invitations                          | pk = c#invitations [, sk = id]                               |
 * | pictures, one                        | pk = c#pictures, sk = member#id, resource#id, logo           |
 * | contact, by address                  | pk = c#contacts, sk = contact#id, address#address            |
 * | contacts by name, by a word's begin  | pk = c#contacts, sk begins name#, word#begin                 |
 * | timeline of a contact                | pk = c#contactTimeline#contact, sk < at-id                   |
 * | mail templates                       | pk = c#mailTemplates [, sk = id]                             |
 * | appointment types, resources         | pk = c#types, c#resources [, sk = id]                        |
 * | bookings given to each host of a type| pk = c#assignment#type                                       |
 * | event, booking                       | pk = c#event#id, c#booking#id                                |
 * | a principal's month with its classes | pk = c#ledger#principal, sk between day#from and day#to~     |
 * | facts and revision, hours, spans     | pk = c#ledger#principal, sk between head and span#~          |
 * | a class                              | pk = c#ledger#principal, sk = day#date#session#id            |
 * | what limits counted in a month       | pk = c#limits#type#principal, sk between first dates         |
 * | the bookings of one address          | pk = c#booker#type#address                                   |
 * | records, the latest first            | pk = c#records, sk < id                                      |
 * | tags, websites, calendars            | pk = c#tags, c#websites, c#calendars [, sk = id]             |
 * | what was put or thrown away          | pk = c#archive#principal, c#bin#principal, sk < at#event     |
 * | how often a calendar changed         | pk = c#ledger#principal, sk = changes                        |
 * | events by word, person or tag        | pk = c#search#scope#kind#list, sk < at#event                 |
 * | how an event stands in the index     | pk = c#event#id, sk = search                                 |
 * | how far all events were indexed      | pk = ~search, sk = walk                                      |
 * | who was told what of an event        | pk = c#heard#event [, sk = person#address, told#version]    |
 * | for whom a reply address is         | pk = ~reply#hash                                             |
 * | what came by mail for an event       | pk = c#mailedReplies#event [, sk = id]                       |
 * | what is proposed, of an event        | pk = c#proposals [, sk begins event#]                        |
 * | announcement                         | pk = c#announcement#id                                       |
 * | where a large event stands           | pk = c#standings#event [, sk = principal]                    |
 * | remembered answer                    | pk = c#answer#type#keyhash                                   |
 * | changes of a subject                 | pk = c#changes#subject, sk = version                         |
 * | effects of a subject                 | pk = c#effects#subject                                       |
 * | mails that did not go, the latest   | pk = c#listedMails, sk < due#subject#effect                  |
 * | mail from the page of a record       | pk = c#recordMail#id                                         |
 * | what went to an address, the latest  | pk = c#sentMails#address, sk < due#message                   |
 * | what came back from an address       | pk = c#mailAddresses, sk = address                           |
 * | whether mails go at all              | pk = ~mails, sk = stop                                       |
 * | reminders of a subject               | pk = c#reminder#subject                                      |
 * | connections of a member              | pk = c#connections#member [, sk = id]                        |
 * | payment of a booking                 | pk = c#payment#id                                            |
 * | how payments are taken, news of it   | pk = c#payments, sk = settings, news                         |
 * | who waits, of a type; the list       | pk = c#waitlist, sk = type#id; pk = c#waitlists, sk = type   |
 * | link by our side, by theirs          | pk = c#links#connection, sk = subject#id, remote#id          |
 * | what is still to be done             | index pending: pendingShard = kind#n, pendingAt <= instant   |
 */
export interface Key {
  pk: string
  sk: string
}

/** The partition of a principal's time: its days with their classes, facts, hours and spans. */
export const ledgerOf = (company: string, principal: string) => `${company}#ledger#${principal}`

/** Versions sort as texts. */
export const padded = (version: number) => String(version).padStart(8, '0')

const SHARDS = 4

export const shards = Array.from({ length: SHARDS }, (_, shard) => shard)

/** Spreads marks over a few index partitions, so that no single one carries all writes of all companies. */
export function shardOf(subject: string): number {
  let sum = 0
  for (const letter of subject) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0
  return sum % SHARDS
}
