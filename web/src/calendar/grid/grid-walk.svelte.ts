import { EventWalk } from '../../ui/event/event-walk.svelte.ts'
import type { ViewProps } from '../view-props.ts'
import { movedByKeys, whenOf } from './moved.ts'
import type { Placed } from './placed.ts'

/**
 * The keys of the events of a view, and what is said of a move that is under way; every view walks its own order of
 * days.
 */
export class GridWalk extends EventWalk<Placed> {
  /** Read aloud. */
  said = $state('')

  /** @param props what the view was given, read when it is needed */
  constructor(
    props: () => Pick<ViewProps, 'calendar' | 'onedit' | 'ondelete' | 'onmove'>,
    days: () => readonly (readonly Placed[])[],
  ) {
    const { reader } = props().calendar
    super({
      days,
      isTurned: () => reader.direction === 'rtl',
      mayMove: (event, edge) => props().calendar.mayMove(event.entry, edge),
      onedit: (event) => props().onedit(event),
      ondelete: (event) => props().ondelete(event),
      onmove: (event, move) => props().onmove(event, movedByKeys(event, move), false),
      onstep: (event, move) => {
        this.said = move
          ? reader.say('movedTo', { title: event.look.title, when: whenOf(movedByKeys(event, move), reader) })
          : reader.say('moveDropped')
      },
    })
    $effect(() => props().calendar.returnFocus(this))
  }
}
