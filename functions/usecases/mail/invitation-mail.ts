import type { Company } from '../../../shared/domain/people/member.ts'
import type { Invitation } from '../../ports/invitations.ts'
import type { Mail } from '../../ports/mailer.ts'
import { htmlOf, type Letter, textOf } from './layout.ts'
import { type MailWriter, messageIdOf } from './mail-writer.ts'

/** The mail that invites somebody to become a member; its link opens a page whose button posts. */
function invitationMail(invitation: Invitation, company: Company, acceptUrl: string, messageId: string): Mail {
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

/** The mail to somebody who is invited to become a member. */
export const writeInvitationMail: MailWriter = async (tools, effect) => {
  const [invitation, company] = await Promise.all([
    tools.store.invitation(effect.company, effect.subjectId),
    tools.store.company(effect.company),
  ])
  if (!invitation || !company || invitation.status !== 'open') return { skip: 'the invitation is over' }
  if (invitation.version > effect.version) return { skip: 'superseded' }
  const token = await tools.links.sign(invitation.company, invitation.id, 'join', invitation.generation)
  return invitationMail(
    invitation,
    company.company,
    `${tools.publicAddress}/join/${token}`,
    messageIdOf(effect, tools.mailFrom),
  )
}
