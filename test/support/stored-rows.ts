import assert from 'node:assert/strict'

/** A row of the table as it is stored. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into rows of every kind
export type StoredRow = Record<string, any> & { pk: string; sk: string; row?: string }

const ID = '[0-9a-z]{16}'
/** Of events and bookings; the events that came from a connected calendar are named by a hash. */
const SUBJECT = '([0-9a-z]{16}|[0-9a-f]{20})'
const HASH = '[0-9a-f]{64}'
const DATE = String.raw`\d{4}-\d\d-\d\d`
/** Of people, things, and calendars of their own. */
const LEDGER = RegExp(`^demo#ledger#((own|team)-)?${ID}$`)
const CHANGED =
  'booked|requested|confirmed|declined|moved|cancelled|created|changed|deleted|archived|unarchived|restored|invited|activated|refunding|paidInVain|paymentFailed|refundFailed|offered|reassigned|lapsed|unbooked'

/**
 * Every kind of row with its keys, letter by letter, for the company `demo`. Folders and tables of people hold these
 * strings: another spelling would lose what they have, so they are written out here and taken from nowhere.
 */
const kinds: Record<string, [row: string | undefined, pk: RegExp, sk: RegExp]> = {
  company: ['company', /^demo#company$/, /^company$/],
  'way to the first company': ['first', /^~companies$/, /^first$/],
  member: ['member', /^demo#members$/, RegExp(`^${ID}$`)],
  login: ['login', /^~login#[^#]+@[^#]+$/, /^login$/],
  session: ['session', RegExp(`^~session#${HASH}$`), /^session$/],
  'state of a consent': ['state', RegExp(`^~state#${HASH}$`), /^state$/],
  'count of tries': [undefined, RegExp(`^~tries#(login#${HASH}|(address|setup|hold|book|template)#.+)$`), /^\d{13}$/],
  invitation: ['invitation', /^demo#invitations$/, RegExp(`^${ID}$`)],
  'appointment type': ['type', /^demo#types$/, /^[a-z0-9-]+$/],
  resource: ['resource', /^demo#resources$/, RegExp(`^${ID}$`)],
  assignment: ['assignment', /^demo#assignment#[a-z0-9-]+$/, /^assignment$/],
  hours: ['hours', RegExp(`^demo#ledger#${ID}$`), /^hours#[a-z0-9-]+$/],
  'facts of a principal': ['head', LEDGER, /^head$/],
  'day of the ledger': ['day', LEDGER, RegExp(`^day#${DATE}$`)],
  'span of the ledger': ['span', LEDGER, RegExp(`^span#${SUBJECT}$`)],
  'seats of a class': [
    'tally',
    RegExp(`^demo#ledger#${ID}$`),
    RegExp(`^day#${DATE}#session#class.[a-z0-9-]+.[0-9a-z]+.${ID}$`),
  ],
  'count of a limit': ['tally', RegExp(`^demo#limits#[a-z0-9-]+#${ID}$`), RegExp(`^${DATE}#per(Day|Week|Month)$`)],
  'count of a booker': ['tally', RegExp(`^demo#booker#[a-z0-9-]+#${HASH}$`), /^booker$/],
  event: ['event', RegExp(`^demo#event#${SUBJECT}$`), /^event$/],
  booking: ['booking', RegExp(`^demo#booking#${SUBJECT}$`), /^booking$/],
  announcement: ['announcement', RegExp(`^demo#announcement#${ID}$`), /^announcement$/],
  standing: ['standing', RegExp(`^demo#standings#${SUBJECT}$`), RegExp(`^${ID}$`)],
  'remembered answer': ['answer', RegExp(`^demo#answer#[a-z0-9-]+#${HASH}$`), /^answer$/],
  change: ['change', RegExp(`^demo#changes#${SUBJECT}$`), /^\d{8}$/],
  mail: [
    'effect',
    RegExp(`^demo#effects#${SUBJECT}$`),
    RegExp(String.raw`^\d{8}#mail#(${CHANGED}|reminder#\d{13}-\d+)#(customer|invited|guest:.+@.+|host:${ID})$`),
  ],
  'planning of reminders': [
    'effect',
    RegExp(`^demo#effects#${SUBJECT}$`),
    RegExp(String.raw`^\d{8}#reminder#(${CHANGED})#$`),
  ],
  synchronisation: [
    'effect',
    RegExp(`^demo#effects#${SUBJECT}$`),
    RegExp(String.raw`^\d{8}#sync#(${CHANGED})#${ID}/${ID}$`),
  ],
  reminders: ['reminder', RegExp(`^demo#reminder#${SUBJECT}$`), /^reminder$/],
  connection: ['connection', RegExp(`^demo#connections#${ID}$`), RegExp(`^${ID}$`)],
  link: ['link', RegExp(`^demo#links#${ID}$`), RegExp(`^subject#${SUBJECT}$`)],
  'way to a link': ['remote', RegExp(`^demo#links#${ID}$`), /^remote#.+$/],
  'way to a connection': ['channel', RegExp(`^~channel#${ID}$`), /^channel$/],
}

/** Kinds that came after the first folders that are kept. */
const laterKinds: typeof kinds = {
  picture: ['picture', /^demo#pictures$/, RegExp(`^((member|resource)#${ID}|logo)$`)],
  contact: ['contact', /^demo#contacts$/, RegExp(`^contact#${ID}$`)],
  'address of a contact': ['contactAddress', /^demo#contacts$/, /^address#[^#]+@[^#]+$/],
  'way to a contact': ['contactWay', /^demo#contacts$/, RegExp(`^(name#[^#]*|word#[^#]+)#${ID}$`)],
  'record of the business': ['record', /^demo#records$/, RegExp(`^[0-9a-z]{9}-${ID}$`)],
  websites: ['websites', /^demo#websites$/, /^websites$/],
  tags: ['tags', /^demo#tags$/, /^tags$/],
  'mail template': ['mailTemplate', /^demo#mailTemplates$/, RegExp(`^${ID}$`)],
  'private link': ['privateLink', /^demo#privateLinks#[a-z0-9-]+$/, RegExp(`^${ID}$`)],
  'entry of a waitlist': ['waitlistEntry', /^demo#waitlist$/, RegExp(`^[a-z0-9-]+#${ID}$`)],
  waitlist: ['waitlist', /^demo#waitlists$/, /^[a-z0-9-]+$/],
  visit: ['visit', RegExp(`^demo#booking#${ID}$`), /^visit$/],
  'cancelled booking': ['cancelledBooking', /^demo#cancelledBookings$/, RegExp(`^\\d{13}#${ID}$`)],
  payment: ['payment', RegExp(`^demo#payment#${ID}$`), /^payment$/],
  'settings of payments': ['paymentSettings', /^demo#payments$/, /^settings$/],
  'news of payments': ['paymentNews', /^demo#payments$/, /^news$/],
  'count of a private link': ['tally', RegExp(`^demo#usedLink#[a-z0-9-]+#${ID}$`), /^link$/],
  calendar: ['calendar', /^demo#calendars$/, RegExp(`^(first|own|team)-${ID}$`)],
  'put away': ['putAway', RegExp(`^demo#(archive|bin)#(team-)?${ID}$`), RegExp(`^\\d{13}#${SUBJECT}$`)],
  'entry of the search index': [
    'searchEntry',
    RegExp(String.raw`^demo#search#(all|teams|${ID})#(once|span)#(w\.[\p{L}\p{N}]{1,5}|t\.[a-z0-9-]+|p\..+)$`, 'u'),
    RegExp(`^\\d{13}#${SUBJECT}$`),
  ],
  'standing in the search index': ['indexed', RegExp(`^demo#event#${SUBJECT}$`), /^search$/],
  'walk into the search index': ['indexWalk', /^~search$/, /^walk$/],
  'changes of a calendar': ['changes', LEDGER, /^changes$/],
}
/** Kinds that came after all folders that are kept. */
const latestKinds: typeof kinds = {
  'mail from a record': ['recordMail', RegExp(`^demo#recordMail#${ID}$`), /^recordMail$/],
  'card that was taken in': ['formerContact', /^demo#contacts$/, RegExp(`^contact#${ID}$`)],
  'line of the timeline of a contact': [
    'contactEntry',
    RegExp(`^demo#contactTimeline#${ID}$`),
    RegExp(`^[0-9a-z]{9}-${ID}\\d?$`),
  ],
  'mail that went out': ['sentMail', /^demo#sentMails#[^#]+@[^#]+$/, /^\d{15}#<.+>$/],
  'what somebody was told': ['heard', RegExp(`^demo#heard#${SUBJECT}$`), /^person#[^#]+@[^#]+$/],
  'an event as it was told': ['toldEvent', RegExp(`^demo#heard#${SUBJECT}$`), /^told#\d{8}$/],
  'a letter that is being written': ['letter', RegExp(`^demo#heard#${SUBJECT}$`), /^letter#[^#]+@[^#]+$/],
  'word of a record': [
    'recordWord',
    /^demo#recordWords$/,
    new RegExp(String.raw`^[\p{L}\p{N}]+#[0-9a-z]{9}-${ID}$`, 'u'),
  ],
  'line of a timeline': ['recordEntry', RegExp(`^demo#record#[0-9a-z]{9}-${ID}$`), RegExp(`^entry#[0-9a-z]{9}-${ID}$`)],
  'what is about a record': [
    'recordLink',
    RegExp(`^demo#record#[0-9a-z]{9}-${ID}$`),
    RegExp(`^link#(event|booking)#${SUBJECT}$`),
  ],
  'meeting of an activity': ['activityMeeting', RegExp(`^demo#activityMeeting#${ID}$`), /^meeting$/],
  'settings of records': ['recordSettings', /^demo#recordSettings$/, /^settings$/],
  activity: ['activity', RegExp(`^demo#activity#${ID}$`), /^activity$/],
  'activity to be done': [
    'openActivity',
    RegExp(`^demo#(openActivities#[0-9a-z]{9}-${ID}|toDo#${ID})$`),
    RegExp(`^day#\\d{4}-\\d\\d-\\d\\d#${ID}$`),
  ],
  'way of a reply address': ['replyWay', RegExp(`^~reply#${HASH}$`), /^reply$/],
  'what came by mail': ['mailedReply', RegExp(`^demo#mailedReplies#${SUBJECT}$`), /^[0-9a-f]{24}$/],
  proposal: ['proposal', /^demo#proposals$/, RegExp(`^${SUBJECT}#[0-9a-f]{20}-[0-9a-f]{8}$`)],
  'end of waiting': ['waitEnded', /^demo#waitsEnded$/, RegExp(`^[a-z0-9-]+#${ID}$`)],
  'word of a page': ['pageWord', /^demo#pageWords$/, /^[a-z0-9-]+$/],
  'change of a waitlist': ['change', RegExp(`^demo#changes#[a-z0-9-]+-${ID}$`), /^\d{8}$/],
  'mail of the end of waiting': [
    'effect',
    RegExp(`^demo#effects#[a-z0-9-]+-${ID}$`),
    /^\d{8}#mail#waitEnded#customer$/,
  ],
}
const allKinds = { ...kinds, ...laterKinds, ...latestKinds }

const kindOf = ({ row, pk, sk }: StoredRow) =>
  Object.keys(allKinds).find((kind) => {
    const [word, partition, sort] = allKinds[kind]!
    return word === row && partition.test(pk) && sort.test(sk)
  })

/** Claims in a day, entries of a tally, bookings given to a host. */
const entries: [prefix: string, text: RegExp][] = [
  ['.', /^[ebphxs]-?[0-9a-z]+\|[0-9a-z]+(\|\d*(\|\d*(\|f?(\|\d*(\|\d+)?)?)?)?)?$/],
  ['e.', /^\d+(\|\d{13})?$/],
  ['h.', /^\d+$/],
]

function strangeEntries(row: StoredRow): string[] {
  return Object.entries(row)
    .filter(([name, text]) => entries.some(([prefix, known]) => name.startsWith(prefix) && !known.test(String(text))))
    .map(([name, text]) => `${row.pk} ${row.sk} ${name}: ${text}`)
}

/** What calendars know an event or a booking by; what was adopted keeps the name that its own calendar gave it. */
const hasStrangeUid = ({ row, id, icalUid, source }: StoredRow) =>
  (row === 'booking' || (row === 'event' && source.kind === 'almanac')) && icalUid !== `${id}@almanac`

/** Every row is of a kind that is written above, and what stands in it is spelled as ever. */
export function everyRowIsKnown(rows: StoredRow[]): void {
  const keysOf = ({ row, pk, sk }: StoredRow) => ({ row, pk, sk })
  assert.deepEqual(rows.filter((row) => kindOf(row) === undefined).map(keysOf), [])
  assert.deepEqual(rows.flatMap(strangeEntries), [])
  assert.deepEqual(rows.filter(hasStrangeUid).map(keysOf), [])
  const marks = rows.flatMap(({ pendingShard }) => pendingShard ?? [])
  for (const mark of marks)
    assert.match(mark, /^(change|effect|hold|announcement|reminder|connection|waitlist|request|payment)#[0-3]$/)
}

/** @returns the kinds of which there is no row: of those that the first folder has, or of those that came after it */
export function missingKinds(rows: StoredRow[], which: 'first' | 'later'): string[] {
  const found = new Set(rows.map(kindOf))
  return Object.keys(which === 'first' ? kinds : laterKinds).filter((kind) => !found.has(kind))
}
