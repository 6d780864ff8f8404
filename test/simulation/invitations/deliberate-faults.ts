import { sealed } from '../../../functions/ports/commit.ts'
import type { Repositories } from '../../../functions/ports/repositories.ts'
import { type AnyWrite, opened } from '../../../functions/ports/writes.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { MemoryStore } from '../../fakes/memory/memory-store.ts'
import type { Invariant, Sabotage } from './history.ts'
import { plainReplies } from './world.ts'

/** Something that would break a promise to those who are invited, and the promise that it breaks. */
export interface DeliberateFault {
  title: string
  breaks: Invariant
  sabotage: Sabotage
}

function withMethods(memory: MemoryStore, changed: (store: Repositories) => Partial<Repositories>): Repositories {
  const others = changed(memory)
  return new Proxy<Repositories>(memory, {
    get(target, name: keyof Repositories) {
      const method = others[name] ?? target[name]
      return (method as (...args: unknown[]) => unknown).bind(others[name] ? undefined : target)
    },
  })
}

const overStore = (changed: (store: Repositories) => Partial<Repositories>): Sabotage => ({
  store: (memory) => withMethods(memory, changed),
})

/** Commits other writes than were asked for. */
const writing = (change: (write: AnyWrite, store: Repositories) => Promise<AnyWrite> | AnyWrite): Sabotage =>
  overStore((store) => ({
    commit: async (writes) => {
      const changed: AnyWrite[] = []
      for (const write of writes) changed.push(await change(opened(write), store))
      return store.commit(changed.map(sealed))
    },
  }))

export const deliberateFaults: DeliberateFault[] = [
  {
    title: 'a move keeps the answers',
    breaks: 'no reply stands for a time that it did not answer',
    sabotage: writing(async (write, store) => {
      if (write.write !== 'event') return write
      const { event } = write
      const before = await store.event(event.company, event.id)
      const replyOf = (email: string) => before?.attendees.find((one) => one.email === email)?.reply
      const kept = (one: CalendarEvent['attendees'][number]) => {
        const was = replyOf(one.email)
        return one.reply === 'needsAction' && was !== undefined ? { ...one, reply: was } : one
      }
      return { ...write, event: { ...event, attendees: event.attendees.map(kept) } }
    }),
  },
  {
    title: 'a page does not say which times it answers to',
    breaks: 'no reply stands for a time that it did not answer',
    sabotage: { timesKey: () => undefined },
  },
  {
    title: 'what somebody answered to an older revision is believed',
    breaks: 'no reply stands for a time that it did not answer',
    sabotage: {
      replies: {
        read(part) {
          const reply = plainReplies.read(part)
          return { ...reply, answers: reply.answers.map((one) => ({ ...one, sequence: one.sequence + 100 })) }
        },
      },
    },
  },
  {
    title: 'whoever answers at an address of somebody else is taken for them',
    breaks: 'nobody answers for somebody else',
    sabotage: { replies: { read: (part, asked) => ({ ...plainReplies.read(part), attendee: asked! }) } },
  },
  {
    title: 'that a mail has gone is not written down: the job sends it again',
    breaks: 'nobody gets two mails for one change',
    sabotage: overStore((store) => ({
      finish: async (effect) => store.finish(effect.state === 'sent' ? { ...effect, state: 'planned' } : effect),
      putHeard: async () => {},
    })),
  },
  {
    title: 'what a letter told is not kept: the next is written as if it were the first',
    breaks: 'everybody knows what is so',
    sabotage: overStore(() => ({ putHeard: async () => {}, putTried: async () => {} })),
  },
  {
    title: 'a letter is written from the step before, not from what was heard',
    breaks: 'everybody knows what is so',
    sabotage: {
      store(memory) {
        const steps = new Map<string, CalendarEvent[]>()
        return withMethods(memory, (store) => ({
          async commit(writes) {
            const committed = await store.commit(writes)
            for (const write of writes.map(opened))
              if (committed.outcome === 'done' && write.write === 'event')
                steps.set(write.event.id, [...(steps.get(write.event.id) ?? []), write.event])
            return committed
          },
          async heardOf(company, ids) {
            const heard = await store.heardOf(company, ids)
            return heard.map((one) => {
              const before = steps.get(one.eventId)?.at(-2)
              return one.told && before ? { ...one, told: { ...one.told, event: before } } : one
            })
          },
        }))
      },
    },
  },
  {
    title: 'a change does not say who hears of it',
    breaks: 'everybody knows what is so',
    sabotage: writing((write) => {
      if (write.write !== 'change') return write
      const { hears: _hears, ...change } = write.change
      return { ...write, change }
    }),
  },
  {
    title: 'who was left behind on purpose is forgotten',
    breaks: 'everybody knows what is so',
    sabotage: overStore(() => ({ leaveBehind: async () => {} })),
  },
]
