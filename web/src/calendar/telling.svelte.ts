import type { MailPreview } from '../../../shared/api/event-telling.ts'
import { type Parts, type ToldOperation, whoWouldHear } from '../ui/api.ts'

export type Mails = MailPreview['mails']

/** Whether those whom it concerns are told, and a line for them. */
export interface TellingChoice {
  notify?: 'none'
  note?: string
}

/** Somebody was asked who is to hear of it, and goes back to what they were doing: nothing was saved. */
export class StillEditing extends Error {
  override name = 'StillEditing'
}

interface Asked {
  mails: Mails
  /** Its customer hears of it in any case. */
  isBooking: boolean
  answer(choice: TellingChoice | 'back'): void
}

/** Asks whoever is about to change something who is to hear of it, where anybody would. */
export class Telling {
  asked = $state.raw<Asked>()

  /**
   * Who hears of what is about to be done; asked only where somebody would.
   * @throws StillEditing when they go back; ProblemError where it cannot be done at all
   */
  async about(operation: ToldOperation, parts: Omit<Parts, 'signal'>, isBooking = false): Promise<TellingChoice> {
    const { mails } = await whoWouldHear(operation, parts)
    if (mails.length === 0) return {}
    const choice = await new Promise<TellingChoice | 'back'>((answer) => {
      this.asked = { mails, isBooking, answer }
    })
    this.asked = undefined
    if (choice === 'back') throw new StillEditing()
    return choice
  }
}
