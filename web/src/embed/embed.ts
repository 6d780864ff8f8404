import { type FrameMessage, isFrameMessage } from './frame-message.ts'

/** Where this script comes from: nothing else is shown, and nobody else is listened to. */
const ALMANAC = new URL((document.currentScript as HTMLScriptElement).src).origin
const NAME = 'almanac-booking'
/** Until the page has said how high it is. */
const FIRST_HEIGHT = 640
const LARGEST_HEIGHT = 20_000
/** A page that may not be shown here says nothing; one that may does so as soon as it is loaded. */
const PATIENCE_MS = 3000

/**
 * `<almanac-booking src="https://…/book/company/type" language="de">`: a booking page as part of another site's page,
 * as high as what is in it. What stands between its tags is shown where the page may not be. Attributes: `src`,
 * `language` (else that of the visitor), `label` (what the frame is called until its page says it).
 */
class AlmanacBooking extends HTMLElement {
  static readonly observedAttributes = ['src', 'language']
  private readonly frame = document.createElement('iframe')
  private readonly instead = document.createElement('slot')
  private patience = 0

  constructor() {
    super()
    const { frame, instead } = this
    Object.assign(frame.style, { display: 'block', width: '100%', border: '0', colorScheme: 'normal' })
    frame.addEventListener('load', () => {
      clearTimeout(this.patience)
      if (frame.isConnected && instead.hidden) this.patience = window.setTimeout(() => this.show(false), PATIENCE_MS)
    })
    this.attachShadow({ mode: 'open' }).append(instead)
  }

  connectedCallback(): void {
    this.style.display ||= 'block'
    addEventListener('message', this.hear)
    this.open()
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.hear)
    clearTimeout(this.patience)
    this.frame.remove()
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.open()
  }

  private open(): void {
    const { frame } = this
    const address = pageAddress(this.getAttribute('src') ?? '', this.getAttribute('language'))
    if (!address) {
      frame.remove()
      this.instead.hidden = false
      return
    }
    if (frame.isConnected && frame.src === address) return
    frame.title = this.getAttribute('label') ?? (this.textContent?.trim() || 'Almanac')
    frame.height = String(FIRST_HEIGHT)
    frame.src = address
    this.show(true)
    this.shadowRoot!.append(frame)
  }

  /** @param isShown whether it is the page; else what stands in its place */
  private show(isShown: boolean): void {
    this.instead.hidden = isShown
    this.frame.hidden = !isShown
    this.frame.style.display = isShown ? 'block' : 'none'
  }

  private readonly hear = ({ origin, source, data }: MessageEvent<unknown>): void => {
    const { frame } = this
    if (origin !== ALMANAC || source === null || source !== frame.contentWindow || !isFrameMessage(data)) return
    clearTimeout(this.patience)
    this.patience = 0
    this.show(true)
    this.obey(data)
  }

  private obey({ height, title, isStep }: FrameMessage): void {
    const { frame } = this
    if (height !== undefined) frame.height = String(Math.min(Math.max(Math.ceil(height), 0), LARGEST_HEIGHT))
    if (title) frame.title = title
    // The next step begins at its top, which may be far above what is on the screen.
    if (isStep && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: 'start' })
  }
}

/** The page as it is asked for here; nothing where it is none of ours. */
function pageAddress(src: string, language: string | null): string | undefined {
  if (!URL.canParse(src, ALMANAC)) return undefined
  const page = new URL(src, ALMANAC)
  if (page.origin !== ALMANAC || !page.pathname.startsWith('/book/') || !/^https?:/.test(location.origin))
    return undefined
  page.searchParams.set('embed', location.origin)
  // Where cookies are nobody's, it is drawn in the visitor's zone all the same.
  page.searchParams.set('zone', Intl.DateTimeFormat().resolvedOptions().timeZone)
  if (language) page.searchParams.set('language', language)
  return page.href
}

if (!customElements.get(NAME)) customElements.define(NAME, AlmanacBooking)
