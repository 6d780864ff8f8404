import { parse } from 'csv-parse/browser/esm/sync'
import type { Input } from '../ui/api.ts'

/** A row as the server takes it. */
export type ContactRow = Input<'importContacts'>['body']['rows'][number]

/** What a column may hold; `leftOut` is not taken. */
export const columnKinds = [
  'leftOut',
  'name',
  'firstName',
  'lastName',
  'email',
  'otherEmails',
  'phone',
  'companyName',
  'language',
  'timeZone',
  'notes',
] as const
export type ColumnKind = (typeof columnKinds)[number]

/** A file as it was read: its first row, and the others. */
export interface ContactTable {
  headings: string[]
  rows: string[][]
}

/** What separates columns: whichever of these the first row has most of. */
const DELIMITERS = [',', ';', '\t']

/** The text of a file: UTF-8, with or without its mark, UTF-16 with it, else as older Windows programs write. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/**
 * Comma-separated values (RFC 4180), also with semicolons or tabs.
 * @throws where they cannot be read, with the reason
 */
export function tableOf(text: string): ContactTable {
  const [head = ''] = text.split(/\r?\n/, 1)
  const countOf = (delimiter: string) => head.split(delimiter).length
  const delimiter = DELIMITERS.toSorted((one, other) => countOf(other) - countOf(one))[0]!
  const [headings = [], ...rows] = parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as string[][]
  return { headings, rows: rows.filter((row) => row.some((cell) => cell !== '')) }
}

/** How columns are called by Google Contacts, Outlook, and people who write German, French, Spanish or Arabic. */
const CALLED: [ColumnKind, RegExp][] = [
  ['firstName', /^(first|given)[ _-]?name$|^vorname$|^prénom$|^nombre de pila$|^الاسم الأول$/],
  ['lastName', /^(last|family)[ _-]?name$|^surname$|^(nach|familien)name$|^nom de famille$|^apellidos?$|^اسم العائلة$/],
  ['companyName', /^(company|organi[sz]ation|employer|firma|unternehmen|entreprise|société|empresa|الشركة)( name)?$/],
  ['companyName', /^organi[sz]ation( 1)? - name$/],
  ['email', /^(e-?mail|mail|courriel|correo|البريد)/],
  ['phone', /phone|^(mobile|telefon|mobil|téléphone|teléfono|móvil|الهاتف)/],
  ['name', /^(name|full name|display name|kontakt|contact|nom|nombre|الاسم)$/],
  ['language', /^(language|sprache|langue|idioma|اللغة)$/],
  ['timeZone', /^(time ?zone|zeitzone|fuseau horaire|zona horaria|المنطقة الزمنية)$/],
  ['notes', /^(notes?|notizen|remarks|bemerkung(en)?|remarques|notas|ملاحظات)$/],
]
/** Beside a column with the thing itself, these say of what kind it is. */
const ABOUT = /label$| - type$|^phonetic|yomi/

/** What each column holds, as far as its name says it; of a kind that there may be once, the first. */
export function guessedKinds(headings: readonly string[]): ColumnKind[] {
  const once = new Set<ColumnKind>()
  return headings.map((heading) => {
    const called = heading.trim().toLowerCase()
    const kind = ABOUT.test(called) ? undefined : CALLED.find(([, name]) => name.test(called))?.[0]
    if (kind === undefined) return 'leftOut'
    if (kind === 'phone') return kind
    if (once.has(kind)) return kind === 'email' ? 'otherEmails' : 'leftOut'
    once.add(kind)
    return kind
  })
}

/** Google writes several of a kind into one cell so. */
const SEVERAL = ' ::: '

/** A row as the server takes it, by what its columns hold. */
export function contactRow(cells: readonly string[], kinds: readonly ColumnKind[]): ContactRow {
  const all = (kind: ColumnKind) =>
    cells.flatMap((cell, i) => (kinds[i] === kind ? cell.split(SEVERAL) : [])).filter((cell) => cell !== '')
  const [email = '', ...others] = [...all('email'), ...all('otherEmails').flatMap((cell) => cell.split(/[\s,;]+/))]
  const name = all('name')[0] ?? [...all('firstName'), ...all('lastName')].join(' ')
  const row: ContactRow = {
    name,
    email,
    otherEmails: others.join(' '),
    phone: all('phone')[0] ?? '',
    companyName: all('companyName')[0] ?? '',
    locale: all('language')[0] ?? '',
    timeZone: all('timeZone')[0] ?? '',
    notes: all('notes').join('\n'),
  }
  return Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''))
}

/**
 * Rows one after the other, so many at once as one request takes.
 * @param most of rows
 * @param mostChars of all together
 */
export function portionsOf(rows: readonly ContactRow[], most: number, mostChars: number): ContactRow[][] {
  const portions: ContactRow[][] = []
  let chars = 0
  for (const row of rows) {
    const size = JSON.stringify(row).length
    const last = portions.at(-1)
    if (last && last.length < most && chars + size <= mostChars) last.push(row)
    else {
      portions.push([row])
      chars = 0
    }
    chars += size
  }
  return portions
}
