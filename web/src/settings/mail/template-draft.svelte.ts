import type { MailTemplateView } from '../../../../shared/api/mail-templates.ts'
import {
  type TemplateKind,
  type TemplateText,
  templateLanguages,
} from '../../../../shared/domain/booking/mail-template.ts'
import { starters } from '../../../../shared/words/templates/starters.ts'

export type TextLanguage = (typeof templateLanguages)[number]
type Texts = Partial<Record<TextLanguage, TemplateText>>

/** A template that somebody is writing, new or there already. */
export class TemplateDraft {
  /** As it is saved; none for a new one. */
  readonly template: MailTemplateView | undefined
  readonly kind: TemplateKind
  name: string = $state('')
  fallback: TextLanguage | null = $state(null)
  texts: Texts = $state({})
  private readonly begun: string

  private constructor(kind: TemplateKind, name: string, texts: Texts, template?: MailTemplateView) {
    this.kind = kind
    this.name = name
    this.texts = texts
    this.template = template
    this.fallback = template?.fallback ?? null
    this.begun = this.written()
  }

  static of(template: MailTemplateView): TemplateDraft {
    return new TemplateDraft(template.kind, template.name, structuredClone(template.texts) as Texts, template)
  }

  /** A new one, with something to begin from in the reader's own language. */
  static begin(kind: TemplateKind, language: TextLanguage): TemplateDraft {
    return new TemplateDraft(kind, '', { [language]: { ...starters[kind][language] } })
  }

  /** Whether something would be lost. */
  readonly isChanged: boolean = $derived.by(() => this.written() !== this.begun)

  /** The languages in which it is written, in the order of all. */
  readonly languages: TextLanguage[] = $derived.by(() => templateLanguages.filter((one) => this.texts[one]))

  write(language: TextLanguage): void {
    this.texts[language] = { ...starters[this.kind][language] }
  }

  unwrite(language: TextLanguage): void {
    delete this.texts[language]
    if (this.fallback === language) this.fallback = null
  }

  /** All of it, as it is sent. */
  body() {
    const { name, fallback, texts } = this
    return { name: name.trim(), fallback, texts: $state.snapshot(texts) as Texts }
  }

  private written(): string {
    return JSON.stringify([this.name, this.fallback, templateLanguages.map((one) => this.texts[one] ?? null)])
  }
}
