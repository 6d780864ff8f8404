import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { sayIn, type Translated } from '../../shared/words/phrase.ts'
import { phrases as german } from '../../shared/words/settings/de.ts'
import { phrases as english, type SettingsPhrases } from '../../shared/words/settings/en.ts'
import { phrases as french } from '../../shared/words/settings/fr.ts'
import { foundSettings } from '../../web/src/settings/search/found-settings.ts'
import { settingsPages } from '../../web/src/settings/search/pages.ts'

const pagesIn = (phrases: Translated<SettingsPhrases>, locale: string) =>
  settingsPages(sayIn<SettingsPhrases>(phrases, locale))
const idsOf = (
  question: string,
  { phrases = english as Translated<SettingsPhrases>, locale = 'en-GB', isAdmin = true } = {},
) => foundSettings(pagesIn(phrases, locale), question, isAdmin).map(({ subject }) => subject.id)

describe('the search over all settings', () => {
  test.each([
    ['week BEGINS', ['own-first-weekday']],
    ['dark', ['own-theme']],
    ['jitsi', ['company-meetings']],
    ['holiday', ['holidays-title', 'hours-dates']],
    ['company zone', ['company-zone']],
    ['zone second', ['own-second-clock']],
    ['nothing of the kind', []],
    ['  ', []],
  ])('“%s” finds %j', (question, ids) => {
    assert.deepEqual(idsOf(question), ids)
  })

  test('a label that says it comes before a hint that mentions it, which is then shown', () => {
    const found = foundSettings(pagesIn(english, 'en-GB'), 'weekend', true)
    assert.deepEqual(
      found.map(({ subject, because }) => [subject.id, because]),
      [
        ['own-showsWeekends', undefined],
        ['company-weekend', undefined],
      ],
    )
    const [language] = foundSettings(pagesIn(english, 'en-GB'), 'your mails', true)
    assert.deepEqual([language?.subject.id, language?.because], ['own-language', 'Of these pages and of your mails.'])
  })

  test('accents need not be typed, and a part of a word that is put together is enough', () => {
    assert.ok(idsOf('reunion', { phrases: french, locale: 'fr' }).includes('company-meetings'))
    assert.ok(idsOf('zone', { phrases: german, locale: 'de' }).includes('own-zone'))
  })

  test('a member does not find what only admins see', () => {
    assert.ok(idsOf('invite').includes('invite-title'))
    assert.ok(!idsOf('invite', { isAdmin: false }).includes('invite-title'))
  })

  test('every setting is declared once', () => {
    const ids = pagesIn(english, 'en-GB').flatMap(({ subjects }) => subjects.map(({ id }) => id))
    assert.deepEqual(ids.toSorted(), [...new Set(ids)].toSorted())
  })
})
