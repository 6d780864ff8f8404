import type { Effects } from '../../../functions/ports/effects.ts'
import type { WaitingMail } from '../../../shared/domain/effects/bounded-mail.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { wordOfRecipient } from '../../../shared/domain/effects/recipient.ts'
import { kept, type Shelves } from './shelves.ts'

const shelfOf = (company: string, subjectId: string) => `${company} effects ${subjectId}`

const waitingShelf = (company: string) => `${company} waiting mails`

const nameOf = ({ version, effect, about, startsAt, minutesBefore, recipient }: Effect) =>
  `${String(version).padStart(8, '0')} ${effect} ${about} ${startsAt ?? ''} ${minutesBefore ?? ''} ${wordOfRecipient(recipient)}`

export function effects(shelves: Shelves): Effects {
  const found = (effect: Effect) => shelves.get<Effect>(shelfOf(effect.company, effect.subjectId), nameOf(effect))
  function put(effect: Effect, at = effect.dueAt): void {
    const isOpen = effect.state === 'planned' || effect.state === 'sending'
    const due = isOpen ? { list: 'effect', at } : undefined
    shelves.put(shelfOf(effect.company, effect.subjectId), nameOf(effect), { value: kept(effect), due })
  }
  return {
    async plan(effect) {
      if (!found(effect)) put(effect)
    },
    async effectsOf(company, subjectId) {
      return shelves.range<Effect>(shelfOf(company, subjectId))
    },
    async overdueEffects(dueBefore) {
      return shelves.dueIn<Effect>('effect', dueBefore)
    },
    async begin(effect, now, leaseUntil) {
      const one = found(effect)
      const isFree = one?.state === 'planned' || (one?.state === 'sending' && one.leaseUntil! <= now)
      if (one && isFree) put({ ...one, state: 'sending', leaseUntil, attempts: one.attempts + 1 }, leaseUntil)
      return isFree
    },
    async finish(effect) {
      put(effect)
    },
    async putWaitingMail(mail) {
      shelves.put(waitingShelf(mail.company), mail.subjectId, { value: mail })
    },
    async waitingMails(company, most) {
      return shelves.range<WaitingMail>(waitingShelf(company)).slice(0, most)
    },
    async removeWaitingMail(company, subjectId) {
      shelves.remove(waitingShelf(company), subjectId)
    },
    async pending() {
      const count = (list: string) => shelves.dueIn(list, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).length
      return { changes: count('change'), effects: count('effect') }
    },
  }
}
