/** How often something changed in calendars, so that whoever looks at them knows when to look again. */
export interface Revisions {
  /** Of each principal or calendar, in the order given; 0 where nothing was ever told of it. One read for all. */
  revisions(company: string, principals: string[]): Promise<number[]>
  /** Tells whoever looks at this calendar that something in it is other than it was. */
  raiseRevision(company: string, principal: string): Promise<void>
}
