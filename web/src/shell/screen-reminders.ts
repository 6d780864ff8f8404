import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { sayIn } from '../../../shared/words/phrase.ts'
import { phrases, type RemindingPhrases } from '../../../shared/words/reminding/en.ts'
import { type Answer, ask } from '../ui/api.ts'
import { whenWords } from '../ui/event/event-look.ts'
import type { Reader } from '../ui/reader.svelte.ts'
import { lengthInWords } from '../ui/reminders/length-in-words.ts'
import type { ToastStack } from '../ui/toast/toasts.svelte.ts'

type Reminder = Answer<'listScreenReminders'>['reminders'][number]

/** The door says what is due within an hour: it is asked more often than that, for what is made meanwhile. */
const LOOK_EVERY_MS = 5 * MINUTE_MS
const SHOWN = 'almanac.reminded'
const MOST_REMEMBERED = 200

const nameOf = ({ id, occurrence = '', minutesBefore, at }: Reminder) => [id, occurrence, minutesBefore, at].join('|')

/** What was shown in this browser stays so, also after the page was loaded again. */
function shownBefore(): string[] {
  try {
    return JSON.parse(localStorage.getItem(SHOWN) ?? '[]') as string[]
  } catch {
    return []
  }
}

function remember(name: string): void {
  try {
    localStorage.setItem(SHOWN, JSON.stringify([...shownBefore(), name].slice(-MOST_REMEMBERED)))
  } catch {
    // A browser that keeps nothing shows it once for each page.
  }
}

/** Phones take notifications from the worker of the page alone. */
function notify(text: string, tag: string): void {
  try {
    new Notification(text, { tag })
  } catch {
    void navigator.serviceWorker?.getRegistration().then((worker) => worker?.showNotification(text, { tag }))
  }
}

/**
 * Says on the screen what is about to begin, as a message that stays until it is closed, and where the browser may by a
 * notification of its own while the page is not seen.
 * @returns what ends it
 */
export function keepReminding(reader: Reader, toasts: ToastStack): () => void {
  const say = sayIn<RemindingPhrases>(phrases, reader.locale)
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function show(reminder: Reminder) {
    const name = nameOf(reminder)
    timers.delete(name)
    if (shownBefore().includes(name)) return
    remember(name)
    const { title, minutesBefore, startsAt, endsAt, startDate, endDate } = reminder
    const when =
      startDate === undefined
        ? whenWords({ startsAt: Date.parse(startsAt!), endsAt: Date.parse(endsAt!) }, reader, 'short')
        : whenWords({ startDate, endDate: endDate! }, reader, 'short')
    const what = { title: title || say('noTitle'), when, time: lengthInWords(minutesBefore, reader.locale) }
    const text = say(minutesBefore === 0 ? 'now' : 'ahead', what)
    toasts.say(text, { stays: true })
    if (document.hidden && 'Notification' in window && Notification.permission === 'granted') notify(text, name)
  }

  async function look() {
    const found = await ask('listScreenReminders').catch(() => undefined)
    for (const reminder of found?.reminders ?? []) {
      const name = nameOf(reminder)
      if (timers.has(name)) continue
      timers.set(
        name,
        setTimeout(() => show(reminder), Math.max(0, Date.parse(reminder.at) - Date.now())),
      )
    }
  }

  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  void look()
  return () => {
    clearInterval(timer)
    for (const one of timers.values()) clearTimeout(one)
  }
}
