import type { Effects } from '../../../functions/ports/effects.ts'
import type { WaitingMail } from '../../../shared/domain/effects/bounded-mail.ts'
import { type Effect, mayBegin, sweptFrom } from '../../../shared/domain/effects/effect.ts'
import { wordOfRecipient } from '../../../shared/domain/effects/recipient.ts'
import { kept, type Shelves } from './shelves.ts'

const shelfOf = (company: string, subjectId: string) => `${company} effects ${subjectId}`

const waitingShelf = (company: string) => `${company} waiting mails`

const listShelf = (company: string) => `${company} listed mails`

const listedName = (effect: Effect) => `${String(effect.dueAt).padStart(15, '0')} ${effect.subjectId} ${nameOf(effect)}`

const nameOf = ({ version, effect, about, startsAt, minutesBefore, recipient }: Effect) =>
  `${String(version).padStart(8, '0')} ${effect} ${about} ${startsAt ?? ''} ${minutesBefore ?? ''} ${wordOfRecipient(recipient)}`

export function effects(shelves: Shelves): Effects {
  const found = (effect: Effect) => shelves.get<Effect>(shelfOf(effect.company, effect.subjectId), nameOf(effect))
  function put(effect: Effect, at = sweptFrom(effect)): void {
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
      if (!one || !mayBegin(one, now)) return false
      const { putOffUntil: _until, ...rest } = one
      put({ ...rest, state: 'sending', leaseUntil, attempts: one.attempts + 1 }, leaseUntil)
      return true
    },
    async finish(effect) {
      put(effect)
    },
    async revise(effect, former) {
      const one = found(effect)
      if (one?.state !== former.state || one.attempts !== former.attempts) return false
      put(effect)
      return true
    },
    async listMail(effect) {
      shelves.put(listShelf(effect.company), listedName(effect), { value: effect })
    },
    async unlistMail(effect) {
      shelves.remove(listShelf(effect.company), listedName(effect))
    },
    async listedMails(company, most, before) {
      const all = shelves.range<Effect>(listShelf(company)).toReversed()
      const page = all.filter((one) => before === undefined || listedName(one) < before).slice(0, most)
      const mails = page.flatMap((one) => found(one) ?? [])
      return { mails, ...(page.length === most && { next: listedName(page.at(-1)!) }) }
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
    async pending(now) {
      const all = <T>(list: string) => shelves.dueIn<T>(list, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
      const effects = all<Effect>('effect').filter(({ putOffUntil = 0 }) => putOffUntil <= now + 10_000)
      return { changes: all('change').length, effects: effects.length }
    },
  }
}
