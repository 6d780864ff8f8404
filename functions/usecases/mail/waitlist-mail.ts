import { offerUrl } from '../../../shared/domain/booking/waitlist.ts'
import { mailVoice } from '../../../shared/words/mail/mail-voice.ts'
import { waitingUrl } from '../booking/waitlist-links.ts'
import { footerOf, htmlOf, type Letter, textOf } from './layout.ts'
import { type MailsAbout, messageIdOf } from './mail-writer.ts'

/** The mail to somebody who waits: a place is held for them, until when, and where they book it. */
export const waitlistMails: MailsAbout = {
  to: () => [{ to: 'customer' }],

  async write(tools, effect) {
    const { store, links, publicAddress, mailFrom } = tools
    const held = await store.booking(effect.company, effect.subjectId)
    const until = held?.heldUntil ?? 0
    if (held?.status !== 'held' || held.offeredTo === undefined || until <= tools.clock.now())
      return { skip: 'the place is no longer held' }
    const [entry, company, people, hold] = await Promise.all([
      store.waitlistEntry(held.company, held.type, held.offeredTo),
      store.company(held.company),
      store.people(held.company, held.hosts, []),
      links.sign(held.company, held.id, 'hold', held.linkGeneration),
    ])
    if (!entry || !company) return { skip: 'whoever waited has left' }
    const { name, email, locale, timeZone } = entry.customer
    const voice = mailVoice(locale, timeZone)
    const { say, language } = voice
    const when = voice.when(held.startsAt, held.endsAt)
    const who = voice.list(people.members.map((one) => one.name))
    const what = who === '' ? held.title : say('withWhom', { title: held.title, who })
    const instead = entry.instead && (await store.booking(held.company, entry.instead.bookingId))
    const manageUrl =
      instead &&
      `${publicAddress}/booking/${await links.sign(held.company, instead.id, 'manage', instead.linkGeneration)}`
    const kept = { until: voice.moment(until) }
    const letter: Letter = {
      language,
      headline: say(instead ? 'earlierFree' : 'placeFree', { what, when }),
      paragraphs: instead
        ? [say('earlierHeld', { ...kept, now: voice.when(instead.startsAt, instead.endsAt) })]
        : [say('placeHeld', kept)],
      facts: [
        { label: say('labelWhen'), value: when },
        ...(held.location === '' ? [] : [{ label: say('labelWhere'), value: held.location }]),
      ],
      button: manageUrl
        ? { label: say('takeEarlier'), url: manageUrl }
        : { label: say('bookPlace'), url: offerUrl(publicAddress, held, hold) },
      links: manageUrl ? [] : [{ label: say('leaveWaitlist'), url: (await waitingUrl(tools, entry)).url }],
      footer: footerOf(
        say(manageUrl ? 'whyEarlier' : 'whyWaiting', { company: company.company.name }),
        company.company,
      ),
    }
    return {
      messageId: messageIdOf(effect, mailFrom),
      to: { name, address: email },
      fromName: company.company.name,
      subject: letter.headline,
      text: textOf(letter),
      html: htmlOf(letter),
    }
  },
}
