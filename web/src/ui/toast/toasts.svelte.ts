import { getContext, hasContext, setContext } from 'svelte'

/** Something that just happened. */
export interface Toast {
  id: number
  text: string
  /** It went wrong. Then the reason also stands where it belongs: a toast is never the only place. */
  isFault: boolean
  undo?: () => unknown
  /** What it is about, where newer news of that make it untrue. */
  about?: string
}

const AT_MOST = 3
const SHOWN_MS = 10_000

/**
 * What just happened, for ten seconds; faults stay until somebody closes them. The seconds stop while somebody looks: a
 * pointer or the focus is on one, or the window is hidden.
 */
export class ToastStack {
  shown: readonly Toast[] = $state.raw([])
  /** How many modal dialogs are open: the inmost draws the toasts, for all else is inert. */
  dialogs = $state(0)
  /** Where buttons are that no toast may cover; another list where one of them has another height. */
  feet: readonly HTMLElement[] = $state.raw([])
  private next = 1
  private readonly left = new Map<number, number>()
  private timer: ReturnType<typeof setInterval> | undefined
  private readonly holds = new Set<string>()

  /**
   * Says that something happened; at most three are seen, the oldest goes.
   * @param options.stays until somebody closes it
   */
  say(
    text: string,
    { undo, isFault = false, about, stays = isFault }: Partial<Omit<Toast, 'id' | 'text'>> & { stays?: boolean } = {},
  ): number {
    const id = this.next++
    // The same again is news, and needs no room of its own.
    const others = this.shown
      .filter((toast) => toast.text !== text || toast.undo || undo)
      .filter((toast) => about === undefined || toast.about !== about)
    this.shown = [
      ...others.slice(1 - AT_MOST),
      { id, text, isFault, ...(undo && { undo }), ...(about !== undefined && { about }) },
    ]
    if (!stays) this.left.set(id, SHOWN_MS)
    this.timer ??= setInterval(() => this.tick(250), 250)
    return id
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id)
    this.left.delete(id)
    if (this.left.size > 0) return
    clearInterval(this.timer)
    this.timer = undefined
  }

  /** Takes back what a toast told of. */
  undo(toast: Toast): void {
    this.dismiss(toast.id)
    toast.undo?.()
  }

  /** Stops the seconds for a reason, or lets them go on. */
  hold(why: 'pointer' | 'focus' | 'hidden', isHeld: boolean): void {
    if (isHeld) this.holds.add(why)
    else this.holds.delete(why)
  }

  /** A modal dialog opens: the toasts are drawn in it until the function that comes back is called. */
  drawnInside(): () => void {
    this.dialogs++
    return () => this.dialogs--
  }

  /** Keeps the toasts off an element, until the function that comes back is called. */
  keepOff(element: HTMLElement): () => void {
    const others = () => this.feet.filter((one) => one !== element)
    const observer = new ResizeObserver(() => (this.feet = [...others(), element]))
    observer.observe(element)
    return () => {
      observer.disconnect()
      this.feet = others()
    }
  }

  private tick(ms: number): void {
    if (this.holds.size > 0) return
    for (const [id, left] of this.left) {
      this.left.set(id, left - ms)
      if (left <= ms) this.dismiss(id)
    }
  }
}

const KEY = Symbol('toasts')

/** Gives all below this component one place for what just happened. */
export const setToasts = (stack: ToastStack): ToastStack => setContext(KEY, stack)

/** The place for what just happened, where there is one. */
export const getToasts = (): ToastStack | undefined => (hasContext(KEY) ? getContext<ToastStack>(KEY) : undefined)
