import { type BookingsPhrases, phrases } from '../../../../shared/words/bookings/en.ts'
import { type Say, sayIn } from '../../../../shared/words/phrase.ts'
import { whenWords } from '../../ui/event/event-look.ts'
import { getReader, type Reader } from '../../ui/reader.svelte.ts'

/** What the list of bookings says to whoever reads it. */
export const bookingsWords = (): Say<BookingsPhrases> => sayIn<BookingsPhrases>(phrases, getReader().locale)

/** When a booking is, as the API writes its times. */
export const bookedWhen = (
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  reader: Reader,
  weekday: 'short' | 'long' = 'long',
): string => whenWords({ startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }, reader, weekday)
