import type { MailTemplate } from '../../shared/domain/booking/mail-template.ts'

/** How companies word their mails. */
export interface MailTemplates {
  mailTemplates(company: string): Promise<MailTemplate[]>
  mailTemplate(company: string, id: string): Promise<MailTemplate | undefined>
  /** @returns false when the stored version is not the expected one (0: must not exist) */
  putMailTemplate(template: MailTemplate, expectedVersion: number): Promise<boolean>
  /** @returns whether it was there */
  removeMailTemplate(company: string, id: string): Promise<boolean>
}
