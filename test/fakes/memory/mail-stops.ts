import type { MailStops } from '../../../functions/ports/mail-stops.ts'
import type { MailStop } from '../../../shared/domain/effects/mail-trouble.ts'
import { kept, type Shelves } from './shelves.ts'

export const mailStops = (shelves: Shelves): MailStops => ({
  async mailStop() {
    return shelves.get<MailStop>('mails', 'stop')
  },
  async putMailStop(stop, former) {
    const now = shelves.get<MailStop>('mails', 'stop')
    if (now?.tries !== former?.tries || now?.nextTryAt !== former?.nextTryAt) return false
    shelves.put('mails', 'stop', { value: kept(stop) })
    return true
  },
  async removeMailStop() {
    shelves.remove('mails', 'stop')
  },
})
