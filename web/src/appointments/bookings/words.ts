import { type BookingsPhrases, phrases } from '../../../../shared/words/bookings/en.ts'
import { type Say, sayIn } from '../../../../shared/words/phrase.ts'
import { getReader } from '../../ui/reader.svelte.ts'

/** What the list of bookings says to whoever reads it. */
export const bookingsWords = (): Say<BookingsPhrases> => sayIn<BookingsPhrases>(phrases, getReader().locale)
