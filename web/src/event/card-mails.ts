import type { ProposalView, UnbelievedView } from '../../../shared/api/mailed-replies.ts'
import type { MailedPhrases } from '../../../shared/words/mailed/en.ts'
import type { Say } from '../../../shared/words/phrase.ts'
import { type EventView, isPartOfSeries } from '../calendar/event-actions.svelte.ts'
import type { CardMail } from '../ui/event/card-event.ts'
import { whenWords } from '../ui/event/event-look.ts'
import type { Reader } from '../ui/reader.svelte.ts'

/** What may be done about what came by mail. */
export interface MailActs {
  onaccept: (proposal: ProposalView) => void
  ondecline: (proposal: ProposalView) => void
  ondismiss: (mail: UnbelievedView) => void
}

const lookOf = ({ startsAt, endsAt, startDate, endDate }: ProposalView) => ({
  ...(startsAt !== undefined && endsAt !== undefined && { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }),
  ...(startDate !== undefined && endDate !== undefined && { startDate, endDate }),
})

const ANSWERS = { accepted: 'answeredYes', tentative: 'answeredMaybe', declined: 'answeredNo' } as const

/** A mail that was not believed, in words: why, whose it says it is, what it says. */
function unbelievedWords(
  { why, asked, attendee = '', from, reply, comment }: UnbelievedView,
  say: Say<MailedPhrases>,
  reader: Reader,
) {
  const text =
    why === 'text'
      ? say('wrote', { asked })
      : say('notBelieved', { asked, why: why === 'otherPerson' ? say(why, { attendee }) : say(why) })
  const said = [from && say('fromWhom', { from }), reply && reader.say(ANSWERS[reply])].filter(Boolean).join(', ')
  return { text, more: [said, comment ?? ''].filter((line) => line !== '') }
}

/**
 * What came by mail for an opened event: proposals for the date that is open, or for all of it, then what was not
 * believed.
 */
export function mailsOf(
  view: EventView,
  say: Say<MailedPhrases>,
  reader: Reader,
  { onaccept, ondecline, ondismiss }: MailActs,
): CardMail[] {
  const proposals = (view.proposals ?? []).filter(
    ({ occurrence }) => occurrence === undefined || occurrence === view.occurrence,
  )
  return [
    ...proposals.map((one): CardMail => {
      const who = one.name ?? one.email
      const when = whenWords(lookOf(one), reader, 'short')
      const isOfAll = one.occurrence === undefined && isPartOfSeries(view)
      return {
        id: one.id,
        text: isOfAll ? say('proposesAll', { who, when }) : say('proposes', { who, when }),
        more: one.comment === undefined ? [] : [one.comment],
        acts: [
          { label: say('accept'), isPrimary: true, act: () => onaccept(one) },
          { label: say('decline'), act: () => ondecline(one) },
        ],
      }
    }),
    ...(view.unbelieved ?? []).map(
      (one): CardMail => ({
        id: one.id,
        ...unbelievedWords(one, say, reader),
        acts: [{ label: say('dismiss'), act: () => ondismiss(one) }],
      }),
    ),
  ]
}
