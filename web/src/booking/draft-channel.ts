import type { Answered } from '../../../shared/api/drawn-page.ts'
import { type Ask, type Operation, type Parts, settled } from '../ui/api.ts'

/** What of an address says that it shows an appointment which is being written. */
const DRAFT = 'draft'

/** Whoever writes an appointment and shows its page in a frame answers what that page asks. */
export type DraftAnswers = (operation: Operation, parts: Parts | undefined) => Promise<Answered>

declare global {
  interface Window {
    /** Of the page around a frame of ours; pages of other addresses can neither set nor read it. */
    almanacDraft?: DraftAnswers | undefined
  }
}

/**
 * Where the page of a draft is shown; whose it is and what it is called, its form says.
 * @param language in which its words are
 */
export const draftAddress = (language: string): string =>
  `/book/draft/draft?${new URLSearchParams({ [DRAFT]: '', language })}`

export const isDraft = (query: URLSearchParams): boolean => query.has(DRAFT)

/** How the page of a draft asks: the form in whose frame it stands. Alone it is told that there is nothing. */
export const askingForm: Ask = async (operation, ...[given]) => {
  const { almanacDraft } = parentOf(window)
  if (!almanacDraft) return settled({ status: 404, body: {} }) as never
  // The form answers by the same route.
  return settled(await almanacDraft(operation, given)) as never
}

function parentOf({ parent, self }: Window): Partial<Window> {
  try {
    // Reading a name of another site's page throws.
    return parent !== self && parent.location.origin === self.location.origin ? parent : {}
  } catch {
    return {}
  }
}
