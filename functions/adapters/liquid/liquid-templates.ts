import { ForTag, Liquid, type Template, toValueSync } from 'liquidjs'
import {
  LONGEST_BODY,
  type TemplateList,
  type TemplateValues,
  templateFields,
  templateFilters,
  templateLists,
  templateTags,
} from '../../../shared/domain/booking/mail-template.ts'
import type { TemplateFault, TemplateLanguage, TemplatePiece } from '../../ports/template-language.ts'

/** Around what comes from a booking: private letters that no text holds, for they are taken away first. */
const [BEGIN, END] = ['\ue000', '\ue001']
const MARKS = /[\ue000\ue001]/g
/** Far more than 40 dates or 30 answers take; a bound for what nobody thought of. */
const MOST_RENDER_MS = 2000
const MOST_MEMORY = 1_000_000

/** A list that is named as a whole: a line for each. */
const inOneWord = (value: unknown): string =>
  Array.isArray(value) ? value.map((one: object) => Object.values(one).join(': ')).join('\n') : String(value ?? '')

/**
 * Liquid with the tags and filters of the list alone: nothing reads files, includes, assigns or counts. What a booking
 * says is marked as it is put in. Nothing is escaped here, for a template is plain text: the layout escapes all of a
 * mail, once.
 */
function engine(): Liquid {
  const liquid = new Liquid({
    outputEscape: (value: unknown) => `${BEGIN}${inOneWord(value).replaceAll(MARKS, '')}${END}`,
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: 2 * LONGEST_BODY,
    renderLimit: MOST_RENDER_MS,
    memoryLimit: MOST_MEMORY,
    // No template names another one; this makes sure that none could.
    templates: {},
    relativeReference: false,
    dynamicPartials: false,
  })
  const keep = (known: Record<string, unknown>, names: readonly string[]) => {
    for (const name of Object.keys(known)) if (!names.includes(name)) delete known[name]
  }
  keep(liquid.tags, templateTags)
  keep(liquid.filters, templateFilters)
  return liquid
}

const liquid = engine()

type Analysis = ReturnType<Liquid['analyzeSync']>
type Variable = Analysis['variables'][string][number]
type Segment = Variable['segments'][number]
const OF_LOOP = ['index', 'first', 'last', 'length']
const isList = (name: string): name is TemplateList => Object.hasOwn(templateLists, name)

const nameOf = (segments: readonly Segment[]): string =>
  segments.map((one) => (typeof one === 'object' ? '[...]' : String(one))).join('.')

/** Whether a path leads to something that is known; what is computed while rendering leads anywhere. */
function isKnown(segments: readonly Segment[], loop?: { variable: string; list: TemplateList }): boolean {
  const [root, ...rest] = segments
  if (loop && root === 'forloop') return rest.length === 1 && OF_LOOP.includes(String(rest[0]))
  if (loop && root === loop.variable) return rest.length === 1 && isPartOf(loop.list, rest[0])
  if (typeof root === 'string' && isList(root)) {
    if (rest.length === 0 || (rest.length === 1 && rest[0] === 'size')) return true
    return (
      rest.length === 2 &&
      (typeof rest[0] === 'number' || ['first', 'last'].includes(String(rest[0]))) &&
      isPartOf(root, rest[1])
    )
  }
  return (templateFields as readonly string[]).includes(nameOf(segments))
}

const isPartOf = (list: TemplateList, part: Segment | undefined) =>
  (templateLists[list] as readonly unknown[]).includes(part)

const childrenOf = (template: Template): Template[] =>
  template.children ? (toValueSync(template.children(false, true) as never) as Template[]) : []

interface Found {
  faults: TemplateFault[]
  fields: string[]
}

function fault(code: TemplateFault['code'], place: { row: number; col: number }, word: string): TemplateFault {
  return { code, line: place.row, column: place.col, word }
}

/** Loops that may not be, and what stands in those that may. */
function lookIntoLoops(templates: Template[], found: Found, isInside = false): void {
  for (const template of templates) {
    if (!(template instanceof ForTag)) {
      lookIntoLoops(childrenOf(template), found, isInside)
      continue
    }
    const [row, col] = template.token.getPosition() as [number, number]
    const over = template.collection.getText()
    const shadows = isList(template.variable) || templateFields.some((name) => name.split('.')[0] === template.variable)
    if (isInside || !isList(over) || shadows) {
      found.faults.push(fault('templateLoop', { row, col }, over))
      continue
    }
    const loop = { variable: template.variable, list: over }
    for (const { segments, location } of variablesIn(template.templates))
      if (segments[0] === loop.variable || segments[0] === 'forloop') {
        if (!isKnown(segments, loop)) found.faults.push(fault('templateField', location, nameOf(segments)))
      }
    lookIntoLoops(childrenOf(template), found, true)
  }
}

const variablesIn = (templates: Template[]): Variable[] =>
  Object.values(liquid.analyzeSync(templates, { partials: false }).variables).flat()

function lookIntoFields(templates: Template[], found: Found): void {
  for (const { segments, location } of Object.values(
    liquid.analyzeSync(templates, { partials: false }).globals,
  ).flat()) {
    if (isKnown(segments)) found.fields.push(nameOf(segments))
    else found.faults.push(fault('templateField', location, nameOf(segments)))
  }
}

/** What the parser says, as a fault of ours. */
function faultOf(error: unknown): TemplateFault {
  const { message, token } = error as { message: string; token?: { getPosition(): number[]; getText(): string } }
  const [row = 1, col = 1] = token?.getPosition() ?? []
  const [said = ''] = message.split(/, line:\d/)
  const tag = /^tag "(.*)" not found$/.exec(said)?.[1]
  if (tag !== undefined) return fault('templateTag', { row, col }, tag)
  const filter = /^undefined filter: (.*)$/.exec(said)?.[1]
  if (filter !== undefined) return fault('templateFilter', { row, col }, filter)
  const word = (token?.getText() ?? '').split('\n')[0]!.slice(0, 40)
  return fault(said.endsWith('not closed') ? 'templateUnclosed' : 'templateUnreadable', { row, col }, word)
}

/** What stands in a booking, as an object that has nothing else: `{customer: {name}}`. */
function scopeOf({ fields, lists }: TemplateValues): Record<string, unknown> {
  const scope: Record<string, unknown> = { ...lists }
  for (const [name, value] of Object.entries(fields)) {
    const [root, part] = name.split('.') as [string, string?]
    if (part === undefined) scope[root] = value
    else scope[root] = { ...(scope[root] as object | undefined), [part]: value }
  }
  return scope
}

function piecesOf(text: string): TemplatePiece[] {
  return text.split(/(\ue000[^\ue001]*\ue001)/).flatMap((part) => {
    const isFromBooking = part.startsWith(BEGIN)
    const plain = part.replaceAll(MARKS, '')
    return plain === '' ? [] : [{ text: plain, isFromBooking }]
  })
}

/** Templates in Liquid. */
export const liquidTemplates: TemplateLanguage = {
  check(source) {
    const found: Found = { faults: [], fields: [] }
    try {
      const templates = liquid.parse(source)
      lookIntoFields(templates, found)
      lookIntoLoops(templates, found)
    } catch (error) {
      return { faults: [faultOf(error)], fields: [] }
    }
    found.faults.sort((a, b) => a.line - b.line || a.column - b.column)
    return found
  },
  render(source, values) {
    return piecesOf(String(liquid.parseAndRenderSync(source.replaceAll(MARKS, ''), scopeOf(values))))
  },
}
