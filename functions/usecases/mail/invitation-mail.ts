import type { Company } from '../../../shared/domain/people/member.ts'
import type { Invitation } from '../../ports/invitations.ts'
import type { Mail } from '../../ports/mailer.ts'
import { htmlOf, type Letter, textOf } from './layout.ts'

/** The mail that invites somebody to become a member; its link opens a page whose button posts. */
export function invitationMail(invitation: Invitation, company: Company, acceptUrl: string, messageId: string): Mail {
  const letter: Letter = {
    headline: `${invitation.invitedBy} invites you to ${company.name}`,
    paragraphs: [`Join the calendar of ${company.name} as ${invitation.role === 'admin' ? 'an admin' : 'a member'}.`],
    facts: [
      {
        label: 'Works until',
        value:
          new Intl.DateTimeFormat('en-GB', {
            dateStyle: 'long',
            timeStyle: 'short',
            timeZone: company.timeZone,
          }).format(invitation.expiresAt) + ` (${company.timeZone})`,
      },
    ],
    button: { label: 'Accept the invitation', url: acceptUrl },
    links: [],
    footer: `${company.name}: if you did not expect this, do nothing and nothing happens.`,
  }
  return {
    messageId,
    to: { address: invitation.email },
    fromName: company.name,
    subject: letter.headline,
    text: textOf(letter),
    html: htmlOf(letter),
  }
}
