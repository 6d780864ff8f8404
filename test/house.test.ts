import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, test } from '@jest/globals'
import ts from 'typescript'
import { movableFunctions } from './support/movable-functions.ts'
import { sentencesIn } from './support/sentences.ts'
import {
  conditionalWrites,
  droppedOutcomes,
  sourceOf,
  sourcesOf,
  spendingPatienceTwice,
  storeWrites,
  textsOf,
  triesByHand,
  writesOf,
} from './support/writers.ts'

const ROOT = dirname(import.meta.dirname)

const below = (...floors: string[]) => floors.map((floor) => `shared/domain/${floor}`)

/** Which rooms each room may reach, besides packages. A door reaches the files beside it in its own room. */
const rooms: Record<string, string[]> = {
  // The walls of the domain, the lower floors first: each reaches only what stands below it.
  'shared/domain/time': [],
  'shared/domain/answers': ['shared/domain/time'],
  'shared/domain/changes': ['shared/domain/time'],
  'shared/domain/people': ['shared/domain/time'],
  'shared/domain/recurrence': ['shared/domain/time', 'shared/domain/answers', 'shared/domain/people'],
  'shared/domain/ledger': ['shared/domain/time', 'shared/domain/people', 'shared/domain/recurrence'],
  'shared/domain/event': below('time', 'answers', 'changes', 'people', 'recurrence', 'ledger'),
  'shared/domain/invitation': below('time', 'changes', 'people', 'recurrence', 'event'),
  'shared/domain/payment': below('time', 'changes'),
  'shared/domain/booking': below('time', 'answers', 'people', 'ledger', 'payment'),
  'shared/domain/offers': below('time', 'answers', 'people', 'recurrence', 'ledger', 'booking', 'payment'),
  'shared/domain/calendar': below('time', 'answers', 'people', 'recurrence', 'ledger', 'event', 'booking'),
  'shared/domain/records': below('time', 'people', 'recurrence', 'event', 'booking'),
  'shared/domain/search': below('time', 'people', 'recurrence', 'event', 'calendar'),
  'shared/domain/effects': below('time', 'changes', 'people', 'recurrence', 'event', 'booking', 'sync'),
  'shared/domain/sync': below('time', 'changes', 'recurrence', 'event', 'booking'),
  'shared/api': ['shared/domain'],
  'shared/words': ['shared/domain'],
  'functions/ports': ['shared/domain'],
  'functions/usecases': ['shared/domain', 'shared/words', 'functions/ports'],
  'functions/adapters': ['functions/ports', 'shared/domain'],
  'functions/middleware': ['shared/api', 'shared/domain'],
  'functions/wiring': ['functions/usecases', 'functions/ports', 'functions/adapters'],
  'functions/http': [
    'functions/usecases',
    'functions/ports',
    'shared/api',
    'shared/domain',
    // In which language a page is drawn.
    'shared/words',
    'functions/middleware',
    'functions/wiring',
  ],
  'functions/webhooks': ['functions/usecases', 'shared/api', 'functions/middleware', 'functions/wiring'],
  'functions/jobs': ['functions/usecases', 'functions/ports', 'shared/api', 'functions/middleware', 'functions/wiring'],
  // For which providers there are doors, and simulators.
  'infra/stack': ['shared/domain/event/calendar-providers.ts'],
  'infra/rehearsal': ['shared/domain/event/calendar-providers.ts', 'shared/domain/time/units.ts'],
  'infra/local': ['infra/rehearsal', 'web/page-builds.ts', 'shared/domain/time/units.ts'],
  'infra/app.ts': ['infra/stack'],
  'web/page-builds.ts': ['shared/words'],
  'web/src': ['shared/api', 'shared/domain', 'shared/words'],
}

/** Packages that may stand in one place only. */
const keptTo: [RegExp, RegExp][] = [
  [/^@middy\//, /^functions\/middleware\//],
  [/^@aws-sdk\//, /^functions\/(adapters|wiring)\//],
  [/^@googleapis\//, /^functions\/adapters\/google\//],
  [/^@azure\//, /^functions\/adapters\/microsoft\//],
  [/^ical\.js$/, /^functions\/adapters\/icalendar\//],
  [/^sanitize-html$/, /^functions\/adapters\/markup\//],
  [/^liquidjs$/, /^functions\/adapters\/liquid\//],
  [/^stripe$/, /^(functions\/adapters|infra\/rehearsal)\/stripe\//],
  [/^nodemailer$/, /^functions\/adapters\/mail\//],
  [/^aws-cdk-lib/, /^infra\/(stack|app\.ts)/],
  [/^zod$/, /^(shared\/api|functions\/middleware|functions\/adapters\/(dynamodb|answers|google|microsoft|stripe))\//],
]

/** What is pure and yet no business of the domain. */
const staysInUseCases = [
  { at: 'functions/usecases/mail/', because: 'it says who gets which mail, words and lays it out: a mail is one file' },
  { at: 'functions/usecases/attempt.ts', because: 'what the one loop is told means nothing without it' },
]

/** Sources of files in use cases, each with one function, and whether that function could stand in the domain. */
const couldMove: [what: string, source: string, could: boolean][] = [
  ['only reckons', 'export function found(a: number) { return a + 1 }', true],
  ['is an arrow', 'const found = (a: number) => a + 1', true],
  [
    'takes and gives what the domain knows',
    `import type { Booking } from '../../../shared/domain/booking/booking.ts'
     export const found = (booking: Booking): Booking => ({ ...booking, version: booking.version + 1 })`,
    true,
  ],
  [
    'uses a type and a constant of its own file',
    `import { DAY_MS } from '../../../shared/domain/time/units.ts'
     interface Stretch { from: number }
     const LONGEST = 3 * DAY_MS
     function found({ from }: Stretch) { return from + LONGEST }`,
    true,
  ],
  ['reads a property called store', 'const found = (one: { store: number }) => one.store', true],
  ['waits', 'async function found(a: Promise<number>) { return (await a) + 1 }', false],
  ['hands on a promise of another room', "import { ask } from '../ask.ts'\nconst found = () => ask()", false],
  [
    'takes tools',
    "import type { World } from '../world.ts'\nconst found = (tools: World<unknown>) => tools.clock.now()",
    false,
  ],
  [
    'takes tools by a type of its own file',
    `import type { Clock } from '../../ports/clock.ts'
     interface Round { clock: Clock }
     const found = ({ clock }: Round) => clock.now()`,
    false,
  ],
  [
    'gives writes of the store',
    "import type { Write } from '../../ports/commit.ts'\nconst found = (): Write[] => []",
    false,
  ],
  ['hashes', "import { createHash } from 'node:crypto'\nconst found = () => createHash('sha256')", false],
  ['asks the clock', 'const found = () => Date.now()', false],
  ['asks chance', 'const found = () => Math.random()', false],
  ['asks the machine', 'const found = (text: string) => Buffer.byteLength(text)', false],
]

/** Methods of ports that write where a condition holds. */
const writes = conditionalWrites(textsOf('functions/ports/*.ts'))

/** All methods of repositories that write. */
const allWrites = storeWrites(textsOf('functions/adapters/dynamodb/*.ts'))

const writtenAtDoors: [what: string, code: string, isWrite: boolean][] = [
  ['puts a row', 'const found = (door: AppWorld) => door.store.putType(type, 0)', true],
  ['takes a row away under no condition', 'const found = ({ store }) => store.removeSession(hash)', true],
  ['commits', 'const found = (door: AppWorld) => door.store.commit([])', true],
  ['takes the verb out of the store', 'const found = ({ store: { putType } }) => putType(type, 0)', true],
  ['makes what is to be written', "import { companyUpdate } from '../../ports/companies.ts'", true],
  ['has a loop of tries', "import { attempt } from '../../usecases/attempt.ts'", true],
  ['names what a port is', "import type { Repositories } from '../../ports/repositories.ts'", false],
  ['reads', 'const found = (door: AppWorld) => door.store.type(company, slug)', false],
  [
    'calls a use case',
    "import { changeCompany } from '../../usecases/people/change-company.ts'\nconst found = (door) => changeCompany(door)",
    false,
  ],
]

/** Loops around writes that are no tries of one write. */
const loopsOtherwise = [
  {
    at: 'functions/usecases/booking/offer-freed-places.ts: offerFreedPlaces',
    because: 'its rounds go through all who wait, each with a try of its own, and end with the patience of all',
  },
  {
    at: 'functions/usecases/booking/end-waitlist.ts: endWaitlist',
    because: 'it goes through all who wait, some at a time, each time with a try of its own, in the patience of all',
  },
  {
    at: 'functions/usecases/search/index-walk.ts: walkIntoIndex',
    because: 'it goes through all events, and one that fails stops none of the others; it has an end in time',
  },
]

const JOB = 'a job: nobody waits for it, and each write of it stands by itself'
const DAYS_TO_COME =
  'each whole day to come is claimed with a patience of its own: with one for all, whoever has many could never move'
/** Whose calls have each a patience of their own. */
const patienceOfEach = [
  { at: 'functions/usecases/people/change-profile.ts: changeProfile', because: DAYS_TO_COME },
  { at: 'functions/usecases/people/change-resources.ts: saveResource', because: DAYS_TO_COME },
  { at: 'functions/usecases/sync/pull-calendar.ts: pullCalendar', because: JOB },
  { at: 'functions/usecases/sync/pull-calendar.ts: startOver', because: JOB },
  { at: 'functions/usecases/sync/push-event.ts: pushEvent', because: JOB },
  { at: 'functions/usecases/effects/publish-changes.ts: publishChange', because: JOB },
  { at: 'functions/usecases/records/open-opportunity.ts: openOpportunity', because: JOB },
  { at: 'functions/usecases/effects/sweep.ts: sweep', because: JOB },
  { at: 'functions/usecases/effects/sweep.ts: finishLeftClaims', because: JOB },
]

const spentByHand: [what: string, body: string, isTwice: boolean][] = [
  ['calls two, one after the other', 'await attempt(tools, one)\nawait attempt(tools, other)', true],
  ['hands its deadline to one alone', 'await attempt(tools, one, deadline)\nreturn attempt(tools, other)', true],
  [
    'calls the second where the first refused nothing',
    'return (await attempt(tools, one)) ?? attempt(tools, other)',
    true,
  ],
  ['hands the loop around it to nobody', 'return attempt(tools, async () => over(await attempt(tools, one)))', true],
  ['hands one deadline to both', 'await attempt(tools, one, deadline)\nreturn attempt(tools, other, deadline)', false],
  ['calls one or the other', 'if (is) return attempt(tools, one)\nreturn attempt(tools, other)', false],
  [
    'shares the loop around it',
    'return attempt(tools, async (trying) => over(await attempt(tools, one, trying)))',
    false,
  ],
]

const triedByHand: [what: string, body: string, found: boolean][] = [
  [
    'counts its tries',
    'for (let i = 0; i < 5; i++) if (await tools.store.putTags(await tools.store.tags(), 1)) return',
    true,
  ],
  ['tries until it is done', 'while (true) { const done = await tools.store.commit([]); if (done) return }', true],
  ['tries until nothing fails', 'for (;;) try { return await tools.account.update() } catch { continue }', true],
  ['tries a loop again', "do { if ((await attempt(tools, decide)) !== 'x') return } while (true)", true],
  ['calls itself until it is done', 'if (!(await tools.store.putTags(tags, 1))) return found(tools)', true],
  ['uses the one loop', 'return attempt(tools, async () => over(await tools.store.tags()))', false],
  ['reads page by page', 'for (let i = 0; i < 5; i++) found.push(...(await tools.store.records(i)))', false],
  [
    'writes one thing after the other',
    'for (const one of all) if (!(await tools.store.putTags(one, 1))) return',
    false,
  ],
]

const SAVING = `import type { Refusal } from '../../shared/domain/answers/refusal.ts'
type Saved = string | Refusal
async function save(): Promise<Saved> { return 'saved' }
`
const droppedByHand: [what: string, body: string, isDropped: boolean][] = [
  ['writes and goes on', 'await tools.store.putTags(tags, 1)', true],
  ['commits and goes on', 'await tools.store.commit([])', true],
  ['saves and goes on', 'await save()', true],
  ['catches the faults alone', 'await save().catch(() => undefined)', true],
  ['writes many and goes on', 'await Promise.all(tags.map((one) => tools.store.putTags(one, 1)))', true],
  [
    'hands it to somebody who drops it',
    'await each(tags, { work: async (one) => { await tools.store.putTags(one, 1) } })',
    true,
  ],
  ['does not say why', 'const a = 1\nvoid (await tools.store.putTags(tags, 1))', true],
  ['says why', '// Whoever writes it meanwhile writes the same.\nvoid (await tools.store.putTags(tags, 1))', false],
  ['asks', 'if (!(await tools.store.putTags(tags, 1))) return', false],
  ['answers it', 'return save()', false],
  ['keeps it', 'const saved = await save()\nreturn saved', false],
]

const patterns = [
  'shared/**/*.ts',
  'functions/**/*.ts',
  'infra/**/*.ts',
  'web/page-builds.ts',
  'web/src/**/*.{ts,svelte}',
]
const files = Array.from(globSync(patterns, { cwd: ROOT })).filter((file) => !file.endsWith('.d.ts'))

/** The TypeScript of a file; what a component calls from its markup stands in braces, which are read as well. */
function codeOf(file: string): string {
  const source = readFileSync(join(ROOT, file), 'utf8')
  if (!file.endsWith('.svelte')) return source
  const script = /<script[^>]*>([\s\S]*?)<\/script>/.exec(source)?.[1] ?? ''
  const markup = source.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '')
  return [script, ...Array.from(markup.matchAll(/=\{([\s\S]*?)\}(?=[\s/>])/g), ([, code]) => `;(${code})`)].join('\n')
}

const importsOf = (file: string) =>
  ts.preProcessFile(codeOf(file), true, true).importedFiles.map(({ fileName }) => fileName)

/** What is still imported when types are stripped; of a line only `import type` and `export type` vanish whole. */
const runtimeImportsOf = (file: string) => importsOf(file).filter((name) => !typeImportsOf(file).has(name))

function typeImportsOf(file: string): Set<string> {
  const byName = new Map<string, boolean>()
  for (const node of ts.createSourceFile(file, codeOf(file), ts.ScriptTarget.Latest).statements) {
    if (!(ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) || !node.moduleSpecifier) continue
    const { text } = node.moduleSpecifier as ts.StringLiteral
    const isType = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly === true : node.isTypeOnly
    byName.set(text, isType && (byName.get(text) ?? true))
  }
  return new Set([...byName].filter(([, isType]) => isType).map(([name]) => name))
}

function withoutParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? withoutParentheses(node.expression) : node
}

const roomOf = (file: string) => Object.keys(rooms).find((room) => file === room || file.startsWith(`${room}/`))
const graph = new Map(
  files.map((file) => [
    file,
    importsOf(file).map((name) =>
      name.startsWith('.') ? { file: relative(ROOT, resolve(ROOT, dirname(file), name)) } : { package: name },
    ),
  ]),
)

/** Words that meant several things here, or nothing to whoever comes from elsewhere: the glossary has others. */
const WORDS_LEFT = [
  'fate',
  'fates',
  'standing',
  'wish',
  'wishes',
  'thing',
  'things',
  'serves',
  'served',
  'desk',
  'dull',
]
/** Names that are written, on the wire or in a row, and so keep their letters. */
const WRITTEN = ['fate', 'refundFate', 'shape', 'readServedPicture']

/** What is called the same in every language. */
const NAMES = ['Google', 'Google Calendar', 'Outlook', 'Office 365', 'Segoe UI', 'sk_…']

/** Names of cities and zones, by which one looks for them in any language. */
const NAMES_OF_PLACES = /^web\/src\/ui\/zone\/zone-(search|countries)\.ts$/

describe('the house', () => {
  test('nothing that a run leaves behind is part of the project', () => {
    const isLeft = (name: string) => /^\.git$|^\.almanac|^node_modules$|^dist$|^cdk\.out$/.test(name)
    const all = Array.from(globSync('**/*', { cwd: ROOT, exclude: isLeft }))
    assert.ok(all.length > 500)
    assert.deepEqual(
      all.filter((file) => /\.(sqlite|db|key|jsonl|pid)$|-(wal|shm)$/.test(file)),
      [],
    )
  })

  test('every file stands in a room', () =>
    assert.deepEqual(
      files.filter((file) => !roomOf(file)),
      [],
    ))

  test('rooms reach only the rooms that they may', () => {
    const leaks = [...graph].flatMap(([file, imports]) =>
      imports.flatMap((target) => {
        if (target.file === undefined || target.file.endsWith('.css')) return []
        const [from, to] = [roomOf(file)!, roomOf(target.file)]
        const mayReach = (room: string) =>
          rooms[from]!.some((one) => room === one || target.file === one || room.startsWith(`${one}/`))
        return to === from || (to !== undefined && mayReach(to)) ? [] : [`${file} -> ${target.file}`]
      }),
    )
    assert.deepEqual(leaks, [])
  })

  test('what people read stands in the catalogue: no sentence in the pages, none in mails', () => {
    const worded = files.filter(
      // The kit is read by whoever builds pages; it has texts of all lengths.
      (file) => /^(web\/src\/(?!kit\/)|functions\/usecases\/mail\/)/.test(file) && !NAMES_OF_PLACES.test(file),
    )
    assert.ok(worded.length > 300)
    assert.deepEqual(
      worded.flatMap((file) =>
        sentencesIn(readFileSync(join(ROOT, file), 'utf8'))
          .filter((one) => !NAMES.includes(one))
          .map((one) => `${file}: ${one}`),
      ),
      [],
    )
    assert.deepEqual(sentencesIn('<p>Please wait a moment.</p>'), ['Please wait a moment.'])
    assert.deepEqual(sentencesIn("<script>const said = 'Nothing is free'</script>"), ['Nothing is free'])
    assert.deepEqual(sentencesIn('<input placeholder="Your name" class="button primary" />'), ['Your name'])
    assert.deepEqual(sentencesIn('<button title="Close" onclick={() => (a > b ? go() : stay())} />'), ['Close'])
    assert.deepEqual(sentencesIn("const LOST = 'It broke; please try again.'"), ['It broke; please try again.'])
  })

  test('a use case names the repositories that it uses, never all of them', () => {
    const all = [...graph].filter(
      ([file, imports]) =>
        file.startsWith('functions/usecases/') &&
        imports.some((target) => target.file === 'functions/ports/repositories.ts'),
    )
    assert.deepEqual(
      all.map(([file]) => file),
      [],
    )
  })

  test('no use case keeps a function that could stand in the domain', () => {
    const movable = files
      .filter(
        (file) => file.startsWith('functions/usecases/') && !staysInUseCases.some(({ at }) => file.startsWith(at)),
      )
      .flatMap((file) => movableFunctions(readFileSync(join(ROOT, file), 'utf8')).map((name) => `${file}: ${name}`))
    assert.deepEqual(movable, [])
  })

  for (const [what, source, found] of couldMove)
    test(`a function that ${what} ${found ? 'could' : 'could not'} stand in the domain`, () =>
      assert.deepEqual(movableFunctions(source), found ? ['found'] : []))

  test('whoever tries again does it in the one loop', () => {
    const sources = sourcesOf('functions/usecases/**/*.ts')
    assert.deepEqual(
      triesByHand(sources, writes).filter((name) => !loopsOtherwise.some(({ at }) => at === name)),
      [],
    )
  })

  test('whoever calls several that try hands them one deadline', () => {
    const sources = [...sourcesOf('functions/usecases/**/*.ts'), ...sourcesOf('functions/http/**/*.ts')]
    assert.deepEqual(
      spendingPatienceTwice(sources).filter((name) => !patienceOfEach.some(({ at }) => at === name)),
      [],
    )
  })

  test('nobody commits but the one loop: it knows what each end of a commit means', () => {
    const committing = files.filter(
      (file) => /^functions\/(?!adapters\/)/.test(file) && /\.commit\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    assert.deepEqual(committing, ['functions/usecases/attempt.ts'])
  })

  test('no door and no job writes by itself: use cases do, which know how a write can end', () => {
    const outside = sourcesOf('functions/{http,webhooks,jobs,middleware}/**/*.ts')
    assert.ok(outside.length > 80 && allWrites.size > 35, `${outside.length} sources, ${allWrites.size} writes`)
    assert.deepEqual(
      outside.flatMap((source) => writesOf(source, allWrites)),
      [],
    )
  })

  for (const [what, code, isWrite] of writtenAtDoors)
    test(`a door that ${what} ${isWrite ? 'writes' : 'does not write'} by itself`, () =>
      assert.equal(writesOf(sourceOf('functions/http/app/found.ts', code), allWrites).length, isWrite ? 1 : 0))

  test('what is to be written says the port of its subject, and only a store looks into it', () => {
    const isStore = (file: string) => file.startsWith('functions/adapters/')
    const sealing = files.filter((file) =>
      /import \{[^}]*\bsealed\b[^}]*\} from '[^']*\/commit\.ts'/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    assert.ok(sealing.length > 15)
    assert.deepEqual(
      sealing.filter((file) => !file.startsWith('functions/ports/')),
      [],
    )
    assert.deepEqual(
      [...graph]
        .filter(([, imports]) => imports.some((target) => target.file === 'functions/ports/writes.ts'))
        .map(([file]) => file)
        .filter((file) => !isStore(file)),
      [],
    )
  })

  test('what a conditional write or a refusal says is heard, or the line above says why it need not be', () => {
    const dropped = droppedOutcomes(sourcesOf('functions/**/*.ts'), writes, textsOf('functions/usecases/**/*.ts'))
    assert.deepEqual(dropped, [])
  })

  for (const [what, body, found] of triedByHand)
    test(`a use case that ${what} ${found ? 'tries by hand' : 'does not try by hand'}`, () => {
      const source = `import { attempt, over } from '../attempt.ts'\nexport async function found(tools: Tools) { ${body} }`
      const at = 'functions/usecases/booking/found.ts'
      assert.deepEqual(triesByHand([sourceOf(at, source)], writes), found ? [`${at}: found`] : [])
    })

  for (const [what, body, isTwice] of spentByHand)
    test(`an endpoint that ${what} spends its patience ${isTwice ? 'twice' : 'once'}`, () => {
      const source = `import { attempt, over } from '../../usecases/attempt.ts'
        export const endpoints = appEndpoints(api, { async found({ door }) { ${body} } })`
      const at = 'functions/http/app/found.ts'
      assert.deepEqual(spendingPatienceTwice([sourceOf(at, source)]), isTwice ? [`${at}: found`] : [])
    })

  for (const [what, body, isDropped] of droppedByHand)
    test(`a use case that ${what} ${isDropped ? 'does not hear' : 'hears'} what became of it`, () => {
      const source = `${SAVING}export async function found(tools: Tools) {\n${body}\n}`
      const dropped = droppedOutcomes([sourceOf('functions/usecases/found.ts', source)], writes, [source])
      assert.equal(dropped.length, isDropped ? 1 : 0)
    })

  test('every test file belongs to a project that runs it', async () => {
    const { default: config } = (await import(join(ROOT, 'jest.config.js'))) as {
      default: { projects: { testMatch: string[] }[] }
    }
    const patterns = config.projects.flatMap(({ testMatch }) => testMatch)
    const run = globSync(
      patterns.map((pattern) => pattern.replace('<rootDir>/', '')),
      { cwd: ROOT },
    )
    const all = globSync('test/**/*.test.ts', { cwd: ROOT })
    assert.deepEqual(
      Array.from(all).filter((file) => !run.includes(file)),
      [],
    )
  })

  test('every import leads to a file', () => {
    const missing = [...graph].flatMap(([file, imports]) =>
      imports.flatMap((target) =>
        target.file !== undefined && !existsSync(join(ROOT, target.file)) ? [`${file} -> ${target.file}`] : [],
      ),
    )
    assert.deepEqual(missing, [])
  })

  test('packages stay in their adapter', () => {
    const strays = [...graph].flatMap(([file, imports]) =>
      imports.flatMap((target) =>
        keptTo.flatMap(([name, place]) =>
          target.package && name.test(target.package) && !place.test(file) ? [`${file} uses ${target.package}`] : [],
        ),
      ),
    )
    assert.deepEqual(strays, [])
  })

  test('a browser gets types of the wire, the table of operations and names of cookies, no schema', () => {
    const reached = new Set<string>()
    const strays: string[] = []
    const visit = (file: string) => {
      if (reached.has(file)) return
      reached.add(file)
      for (const name of runtimeImportsOf(file)) {
        if (name === 'zod') strays.push(`${file} -> zod`)
        const target = relative(ROOT, resolve(ROOT, dirname(file), name))
        if (name.startsWith('.') && graph.has(target)) visit(target)
      }
    }
    for (const file of files) if (file.startsWith('web/src/')) visit(file)
    assert.deepEqual(strays, [])
    assert.deepEqual([...reached].filter((file) => file.startsWith('shared/api/')).sort(), [
      'shared/api/cookies.ts',
      'shared/api/operations.ts',
    ])
  })

  test('pages call the API by `ask` alone, and take its answers as they are typed', () => {
    const strays = files.flatMap((file) => {
      if (!file.startsWith('web/src/') || file === 'web/src/ui/api.ts') return []
      const found: string[] = []
      const visit = (node: ts.Node) => {
        if (ts.isIdentifier(node) && /^(fetch|XMLHttpRequest|sendBeacon)$/.test(node.text))
          found.push(`${file} speaks HTTP by itself: ${node.text}`)
        if (ts.isAsExpression(node) && /^(await )?ask\(/.test(withoutParentheses(node.expression).getText()))
          found.push(`${file} casts an answer: ${node.getText()}`)
        ts.forEachChild(node, visit)
      }
      visit(ts.createSourceFile(file, codeOf(file), ts.ScriptTarget.Latest, true))
      return found
    })
    assert.deepEqual(strays, [])
  })

  test('nothing imports the tests, and only wiring reads the environment of functions', () => {
    assert.deepEqual(
      [...graph]
        .filter(([, imports]) => imports.some((target) => target.file?.startsWith('test/')))
        .map(([file]) => file),
      [],
    )
    assert.deepEqual(
      files.filter(
        (file) =>
          file.startsWith('functions/') &&
          !file.startsWith('functions/wiring/') &&
          /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')),
      ),
      [],
    )
  })

  test('what a minute, an hour and a day are, in milliseconds and in seconds, says one file', () => {
    const units = 'shared/domain/time/units.ts'
    const again = files.flatMap((file) => {
      if (file === units) return []
      const found: string[] = []
      const visit = (node: ts.Node) => {
        if (ts.isNumericLiteral(node) && ['60000', '3600000', '86400000', '3600', '86400'].includes(node.text))
          found.push(`${file}: ${node.getText()}`)
        if (
          ts.isVariableDeclaration(node) &&
          /^((SECOND|MINUTE|HOUR|DAY)_MS|(MINUTE|HOUR|DAY)_SECONDS)$/.test(node.name.getText())
        )
          found.push(`${file}: ${node.getText()}`)
        ts.forEachChild(node, visit)
      }
      visit(ts.createSourceFile(file, codeOf(file), ts.ScriptTarget.Latest, true))
      return found
    })
    assert.deepEqual(again, [])
  })

  test('the domain asks neither the clock nor chance nor the machine', () => {
    const impure = files.filter(
      (file) =>
        file.startsWith('shared/') &&
        /Date\.now\(|Math\.random\(|new Date\(\)|process\.|from 'node:/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    assert.deepEqual(impure, [])
  })

  test('there are no circles', () => {
    const state = new Map<string, 'open' | 'done'>()
    const circles: string[] = []
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
        return
      }
      state.set(file, 'open')
      for (const target of graph.get(file) ?? [])
        if (target.file !== undefined && graph.has(target.file)) visit(target.file, [...path, file])
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    assert.deepEqual(circles, [])
  })

  test('no name says a word again that was left for a better one', () => {
    const again = new Set<string>()
    for (const file of files) {
      const visit = (node: ts.Node) => {
        if (ts.isIdentifier(node) && !WRITTEN.includes(node.text)) {
          const words = node.text.split(/_|(?=[A-Z][a-z])/).map((word) => word.toLowerCase())
          // A payment is settled, an announcement is resolved.
          const isOfAnnouncements = words.includes('settle') && words.some((word) => /^announcements?$/.test(word))
          if (
            node.text === 'isOver' ||
            isOfAnnouncements ||
            words.includes('shape') ||
            words.some((word) => WORDS_LEFT.includes(word))
          )
            again.add(`${file}: ${node.text}`)
        }
        ts.forEachChild(node, visit)
      }
      visit(ts.createSourceFile(file, codeOf(file), ts.ScriptTarget.Latest))
    }
    assert.deepEqual([...again], [])
  })

  test('no line is longer than a person reads', () => {
    // A file of words has a sentence on each line.
    const isOfWords = (file: string) => /^shared\/words\/\w+\/(en|de|fr|es|ar)\.ts$/.test(file)
    // What a formatter does not break is a text or an address; a comment can always be broken.
    const most = (line: string) => (/^\s*(\/\/ (?!biome-ignore)|\/\*\*|\* )/.test(line) ? 120 : 200)
    const long = files.flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line, i) => (line.length > most(line) && !isOfWords(file) ? [`${file}:${i + 1}`] : [])),
    )
    assert.deepEqual(long, [])
  })

  test('no room and no file is called utils, helpers, common, manager or service', () => {
    assert.deepEqual(
      files.filter((file) => /(^|[/-])(utils?|helpers?|common|managers?|services?)([/.-]|$)/.test(file)),
      [],
    )
  })
})
