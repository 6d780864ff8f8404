import '../ui/font.css'
import '../ui/tokens.css'
import '../ui/base.css'
import { mount } from 'svelte'
import { directionOf, type Language, readingOf } from '../../../shared/words/language.ts'
import type { Translated } from '../../../shared/words/phrase.ts'
import type { UiPhrases } from '../../../shared/words/ui/en.ts'
import { Reader } from '../ui/reader.svelte.ts'
import Kit from './Kit.svelte'

const words: Record<Language, () => Promise<{ phrases: Translated<UiPhrases> }>> = {
  en: () => import('../../../shared/words/ui/en.ts'),
  de: () => import('../../../shared/words/ui/de.ts'),
  fr: () => import('../../../shared/words/ui/fr.ts'),
  es: () => import('../../../shared/words/ui/es.ts'),
  ar: () => import('../../../shared/words/ui/ar.ts'),
}

// `?language=ar` shows the parts to a reader of Arabic, `?theme=dark` gives the page around them that theme.
const asked = new URLSearchParams(location.search)
const { language, locale } = readingOf([asked.get('language') ?? 'en'])
document.documentElement.lang = language
document.documentElement.dir = directionOf(language)
document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light'
const { phrases } = await words[language]()
mount(Kit, {
  target: document.querySelector('#app')!,
  props: { reader: new Reader({ locale, phrases, timeZone: 'Europe/Berlin' }) },
})
