import type * as api from '../../../shared/api/appointment-types.ts'
import type { ParsedOf } from '../../../shared/api/route.ts'
import type { NewType, TypeChange } from '../../../shared/domain/booking/type-change.ts'
import type { Interval } from '../../../shared/domain/time/interval.ts'
import type { AppWorld } from './app-door.ts'
import { bothForms } from './rich-text.ts'

/** What makes a type. */
type Made = ParsedOf<typeof api.createAppointmentType, 'body'>
/** What changes one. */
type Changing = ParsedOf<typeof api.changeAppointmentType, 'body'>
/** Of a message, as plain text. */
const MOST_LETTERS = 4000

const windowsOf = (ranges: { startsAt: string; endsAt: string }[]): Interval[] =>
  ranges.map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }))

/**
 * What customers read, in both forms, of which a body gives one.
 * @throws BadInput for one that is too long as plain text
 */
function messagesOf(
  door: Pick<AppWorld, 'markup'>,
  body: Partial<Pick<Made, 'description' | 'descriptionHtml' | 'confirmationMessage' | 'confirmationMessageHtml'>>,
): Pick<TypeChange, 'description' | 'descriptionHtml' | 'confirmationMessage' | 'confirmationMessageHtml'> {
  const both = (name: 'description' | 'confirmationMessage') => {
    const path = `${name}Html` as const
    return bothForms(door, { plain: body[name], html: body[path], path, most: MOST_LETTERS })
  }
  const { description: confirmationMessage, descriptionHtml: confirmationMessageHtml } = both('confirmationMessage')
  return {
    ...both('description'),
    ...(confirmationMessage !== undefined && { confirmationMessage, confirmationMessageHtml }),
  }
}

/** A type that a body asks for. @throws BadInput for a message that is too long */
export function askedType(door: Pick<AppWorld, 'markup'>, body: Made): NewType {
  return { ...body, ...messagesOf(door, body), ranges: windowsOf(body.ranges) }
}

/** The change of a type that a body asks for. @throws BadInput for a message that is too long */
export function askedChange(door: Pick<AppWorld, 'markup'>, { ranges, ...body }: Changing): TypeChange {
  return { ...body, ...messagesOf(door, body), ...(ranges && { ranges: windowsOf(ranges) }) }
}
