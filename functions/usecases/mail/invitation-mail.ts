import type { Company } from '../../../shared/domain/people/member.ts'
import { mailVoice } from '../../../shared/words/mail/mail-voice.ts'
import type { Invitation } from '../../ports/invitations.ts'
import { footerOf, type Letter, type WrittenMail } from './layout.ts'
import { type MailsAbout, messageIdOf } from './mail-writer.ts'

/**
 * The mail that invites somebody to become a member, in its inviter's language; its link opens a page whose button
 * posts.
 */
function invitationMail(invitation: Invitation, company: Company, acceptUrl: string, messageId: string): WrittenMail {
  const { say, language, moment, zone } = mailVoice(invitation.locale, company.timeZone)
  const named = { company: company.name }
  const letter: Letter = {
    language,
    headline: say('inviteHeadline', { who: invitation.invitedBy, ...named }),
    paragraphs: [say(invitation.role === 'admin' ? 'inviteAdmin' : 'inviteMember', named)],
    facts: [{ label: say('worksUntil'), value: `${moment(invitation.expiresAt)} (${zone})` }],
    button: { label: say('acceptInvitation'), url: acceptUrl },
    links: [],
    footer: footerOf(say('whyInvited', named), company),
  }
  return {
    messageId,
    to: { address: invitation.email },
    fromName: company.name,
    subject: letter.headline,
    letter,
  }
}

/** The mail to somebody who is invited to become a member. */
export const invitationMails: MailsAbout = {
  to: () => [{ to: 'invited' }],

  async write(tools, effect) {
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
  },
}
