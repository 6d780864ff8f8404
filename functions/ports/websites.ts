import type { Websites as WebsiteList } from '../../shared/domain/booking/website.ts'

/** The pages of a company that list what can be booked. */
export interface Websites {
  /** All of them, the one that stands at the start where nobody has changed any. */
  websites(company: string): Promise<WebsiteList>
  /** @returns false when the stored version is not the expected one (0: nobody has changed any) */
  putWebsites(websites: WebsiteList, expectedVersion: number): Promise<boolean>
}
