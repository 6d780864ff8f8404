import { answersInWords, type Booking } from '../../../shared/domain/booking/booking.ts'
import { mailVoice } from '../../../shared/words/mail/mail-voice.ts'

/** What a customer has answered, in the language of whoever reads it. */
export function answersFor(booking: Booking, locale: string | undefined): { question: string; answer: string }[] {
  return answersInWords(booking, mailVoice(locale, 'UTC').answers)
}
