import { mailVoice } from '../../../shared/words/mail/mail-voice.ts'
import { footerOf, type Letter } from './layout.ts'
import { type MailsAbout, messageIdOf } from './mail-writer.ts'

/** What a member writes to the contact of a record: their words, their name, and answers go to them. */
export const recordMails: MailsAbout = {
  to: () => [{ to: 'customer' }],

  async write(tools, effect) {
    const { store, mailFrom } = tools
    const { company: slug, subjectId } = effect
    const [mail, company] = await Promise.all([store.recordMail(slug, subjectId), store.company(slug)])
    if (!mail || !company) return { skip: 'the mail is no more' }
    const [writer, contact] = await Promise.all([
      store.member(slug, mail.by),
      store.contactByAddress(slug, mail.to.email),
    ])
    // Their words are theirs; what stands below them is in its reader's language, where that is known.
    const { say, language } = mailVoice(contact?.locale ?? writer?.locale, company.company.timeZone)
    const who = writer?.name ?? company.company.name
    const letter: Letter = {
      language,
      headline: mail.subject,
      paragraphs: mail.text.split(/\n{2,}/).filter((one) => one.trim() !== ''),
      facts: [],
      links: [],
      footer: footerOf(say('whyRecordMail', { company: company.company.name, who }), company.company),
    }
    return {
      messageId: messageIdOf(effect, mailFrom),
      to: { name: mail.to.name, address: mail.to.email },
      fromName: who,
      ...(writer && { replyTo: { name: writer.name, address: writer.email } }),
      subject: mail.subject,
      letter,
    }
  },
}
