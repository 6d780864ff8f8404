import { isTimeZone, offsetMillisAt } from '../../../../shared/domain/time/time.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../shared/domain/time/units.ts'
import { plain } from '../plain-text.ts'
import { zoneCountries } from './zone-countries.ts'
import { canonicalZone, formerNames } from './zone-names.ts'

/** A zone as one finds it. */
export interface ZoneEntry {
  /** IANA, as it is called today. */
  id: string
  /** `Kolkata`; of UTC the name itself. */
  city: string
  /** In the reader's language; empty for UTC. */
  country: string
  offsetMinutes: number
  /** What its clocks are called, as far as people write it: `CET CEST`. */
  abbreviations: readonly string[]
  /** All that a search looks at, without accents and in small letters. */
  searched: readonly string[]
}

/** Where an abbreviation is in use. Those with two meanings stand with both. */
const abbreviations: [string, string][] = [
  [
    'CET CEST MEZ MESZ',
    'Berlin Paris Madrid Rome Vienna Zurich Brussels Amsterdam Prague Warsaw Budapest Copenhagen Oslo Stockholm Belgrade Luxembourg Zagreb',
  ],
  ['GMT BST', 'London'],
  ['GMT IST', 'Dublin'],
  ['WET WEST', 'Lisbon'],
  ['EET EEST', 'Athens Helsinki Kyiv Bucharest Sofia Riga Vilnius Tallinn'],
  ['MSK', 'Moscow'],
  ['IST', 'Kolkata'],
  ['IST IDT', 'Jerusalem'],
  ['PKT', 'Karachi'],
  ['SGT', 'Singapore'],
  ['CST', 'Shanghai'],
  ['HKT', 'Hong_Kong'],
  ['JST', 'Tokyo'],
  ['KST', 'Seoul'],
  ['AEST AEDT', 'Sydney Melbourne'],
  ['AEST', 'Brisbane'],
  ['AWST', 'Perth'],
  ['NZST NZDT', 'Auckland'],
  ['EST EDT', 'New_York Toronto Detroit'],
  ['CST CDT', 'Chicago Winnipeg'],
  ['MST MDT', 'Denver Edmonton'],
  ['MST', 'Phoenix'],
  ['PST PDT', 'Los_Angeles Vancouver Tijuana'],
  ['AKST AKDT', 'Anchorage'],
  ['HST', 'Honolulu'],
  ['BRT', 'Sao_Paulo'],
  ['ART', 'Buenos_Aires'],
  ['SAST', 'Johannesburg'],
  ['CAT', 'Harare Maputo'],
  ['EAT', 'Nairobi'],
  ['WAT', 'Lagos'],
  ['GST', 'Dubai'],
]

/** Cities that people look for and that give no zone its name. */
const cities: Record<string, string> = {
  'Europe/Berlin': 'Munich München Hamburg Cologne Köln Frankfurt Stuttgart Düsseldorf Leipzig',
  'Europe/Paris': 'Lyon Marseille Toulouse',
  'Europe/Madrid': 'Barcelona Valencia Sevilla',
  'Europe/Rome': 'Milan Milano Roma Napoli',
  'Europe/London': 'Manchester Edinburgh Birmingham',
  'Europe/Zurich': 'Geneva Genève Basel Bern Zürich',
  'Europe/Vienna': 'Wien Graz Salzburg',
  'Europe/Prague': 'Praha Brno',
  'Europe/Warsaw': 'Warszawa Kraków',
  'Europe/Amsterdam': 'Rotterdam',
  'America/New_York': 'Boston Washington Miami Atlanta Philadelphia',
  'America/Chicago': 'Houston Dallas Austin',
  'America/Los_Angeles': 'San Francisco Seattle San Diego Las Vegas Portland',
  'America/Toronto': 'Montreal Montréal Ottawa',
  'America/Sao_Paulo': 'Rio de Janeiro Brasília',
  'America/Argentina/Buenos_Aires': 'Córdoba',
  'Asia/Kolkata': 'Mumbai Delhi Bangalore Bengaluru Chennai Hyderabad Pune',
  'Asia/Shanghai': 'Beijing Shenzhen Guangzhou',
  'Asia/Tokyo': 'Osaka Kyoto',
  'Asia/Ho_Chi_Minh': 'Hanoi',
  'Asia/Dubai': 'Abu Dhabi',
  'Asia/Riyadh': 'Jeddah Mecca',
  'Asia/Jerusalem': 'Tel Aviv',
  'Australia/Sydney': 'Canberra',
  'Africa/Johannesburg': 'Cape Town Durban',
  'Africa/Lagos': 'Abuja',
}

/** `Berlin`, `Buenos Aires`: the last part of the name, as one writes it. */
export const cityOf = (id: string): string => (id.split('/').at(-1) ?? id).replaceAll('_', ' ')

/** `UTC+5:30`, `UTC-3`, `UTC`: the same in every language. */
export function offsetWords(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'UTC'
  const size = Math.abs(offsetMinutes)
  const minutes = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`
  // A real minus, as wide as the plus: the two stand under each other.
  return `UTC${offsetMinutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${minutes}`
}

const minutesOf = (id: string, now: number) => Math.round(offsetMillisAt(id, now) / MINUTE_MS)

/** A zone as one finds it, whatever name was given for it. */
export function zoneEntry(name: string, now: number, locale: string): ZoneEntry {
  const id = canonicalZone(name)
  const code = zoneCountries.get(id)
  const country = code ? (new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code) : ''
  const place = id.split('/').at(-1)!
  const letters = abbreviations.flatMap(([words, places]) =>
    places.split(' ').includes(place) ? words.split(' ') : [],
  )
  const offsetMinutes = isTimeZone(id) ? minutesOf(id, now) : 0
  const searched = [id, cityOf(id), country, cities[id] ?? '', letters.join(' '), formerNames(id).map(cityOf).join(' ')]
  return { id, city: cityOf(id), country, offsetMinutes, abbreviations: letters, searched: searched.map(plain) }
}

/** Every zone that this runtime knows, UTC first, then from west to east. */
export function allZones(now: number, locale: string): ZoneEntry[] {
  const known = [...zoneCountries.keys()].filter(isTimeZone)
  const entries = ['UTC', ...known].map((id) => zoneEntry(id, now, locale))
  const [utc, ...rest] = entries
  return [utc!, ...rest.sort((a, b) => a.offsetMinutes - b.offsetMinutes || (a.city < b.city ? -1 : 1))]
}

/** An offset that was typed, in minutes: `+1`, `utc+5:30`, `gmt-3`, `-0330`; nothing where it is none. */
export function typedOffset(text: string): number | undefined {
  const found = /^(?:utc|gmt)?\s*([+−-])\s*(\d{1,2})(?::?(\d{2}))?$/.exec(plain(text))
  if (!found) return undefined
  const size = Number(found[2]) * 60 + Number(found[3] ?? 0)
  if (size * MINUTE_MS > 14 * HOUR_MS) return undefined
  return found[1] === '+' ? size : -size
}

/** How well an entry answers what was typed: 0 best; nothing where it does not. */
function rankOf(entry: ZoneEntry, words: string[]): number | undefined {
  const [first = ''] = words
  if (entry.abbreviations.some((one) => one.toLowerCase() === first)) return 0
  if (
    !words.every((word) => entry.searched.some((text) => text.split(/[\s/_-]+/).some((part) => part.startsWith(word))))
  )
    return undefined
  if (plain(entry.city).startsWith(words.join(' '))) return 1
  if (plain(entry.country).startsWith(words.join(' '))) return 3
  return 2
}

/**
 * The zones that somebody who types this may mean, the likeliest first: by city, country, abbreviation, offset or an
 * old name.
 * @example searchZones(allZones(now, 'en'), 'calcutta')[0].id // 'Asia/Kolkata'
 */
export function searchZones(entries: readonly ZoneEntry[], text: string): ZoneEntry[] {
  const typed = plain(text)
  if (typed === '') return [...entries]
  const offset = typedOffset(typed)
  if (offset !== undefined) return entries.filter(({ offsetMinutes }) => offsetMinutes === offset)
  const words = typed.split(/[\s,/_-]+/).filter(Boolean)
  const ranked = entries.flatMap((entry, place) => {
    const rank = rankOf(entry, words)
    return rank === undefined ? [] : [{ entry, place, rank }]
  })
  return ranked.sort((a, b) => a.rank - b.rank || a.place - b.place).map(({ entry }) => entry)
}
