import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { MOST_OTHER_EMAILS } from '../domain/people/contact.ts'
import { email, line, locale, optionalLine, text, timeZone } from './fields.ts'

export const phone = optionalLine(40).regex(/^[\d\s+().\-/]*$/, says('notPhone'))
export const companyName = optionalLine(120)
export const otherEmails = z.array(email).max(MOST_OTHER_EMAILS)

/** What a new contact says. */
export const contactDraft = z.object({
  name: line(120),
  email,
  otherEmails: otherEmails.optional(),
  phone: phone.optional(),
  companyName: companyName.optional(),
  locale: locale.optional(),
  timeZone: timeZone.optional(),
})

/** A row of a file, once it is read: the same, and what becomes a note. */
export const importedContact = contactDraft.extend({ notes: text(5000).optional() })
