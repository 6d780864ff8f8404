import type { MailStop } from '../../shared/domain/effects/mail-trouble.ts'

/** Whether mails of the installation go at all: one row, of no company. */
export interface MailStops {
  mailStop(): Promise<MailStop | undefined>
  /** @returns false when it no longer stands as it was read */
  putMailStop(stop: MailStop, former: MailStop | undefined): Promise<boolean>
  /** They go again. */
  removeMailStop(): Promise<void>
}
