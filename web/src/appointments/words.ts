import { type AppointmentPhrases, phrases } from '../../../shared/words/appointments/en.ts'
import { type Say, sayIn } from '../../../shared/words/phrase.ts'
import { getReader } from '../ui/reader.svelte.ts'

/** What the place of appointments says to whoever reads it. */
export const appointmentWords = (): Say<AppointmentPhrases> => sayIn<AppointmentPhrases>(phrases, getReader().locale)

/** How it is said that an appointment has become so. */
export const SAID_OF_STATE = { draft: 'savedDraft', published: 'savedPublished', archived: 'savedArchived' } as const
