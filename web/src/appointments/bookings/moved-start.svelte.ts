import type { ListedBooking } from '../../../../shared/api/bookings.ts'
import { localDateTimeOf } from '../../../../shared/domain/time/time.ts'
import { ask } from '../../ui/api.ts'
import type { Reader } from '../../ui/reader.svelte.ts'
import { type DaysAsked, type KnownStart, StartChoice } from './start-choice.svelte.ts'

/** Where a booking stands. */
export type BookedTime = Pick<ListedBooking, 'id' | 'version' | 'startsAt' | 'endsAt'>

/** Moves a booking as its host does in the calendar. @throws what the API answers otherwise */
export async function moveTo({ id, version }: BookedTime, startsAt: string, endsAt: string): Promise<BookedTime> {
  const moved = await ask('changeEvent', {
    params: { id },
    headers: { 'if-match': version },
    body: { startsAt, endsAt },
  })
  return { id, version: moved.version, startsAt, endsAt }
}

/** Another start for a booking: those who serve it stay. */
export class MovedStart extends StartChoice {
  private readonly booking: BookedTime

  constructor(booking: BookedTime, reader: Reader) {
    super(reader)
    this.booking = booking
    // What is typed begins with where it is: any other time is chosen by whoever moves it.
    const local = localDateTimeOf(Date.parse(booking.startsAt), reader.timeZone)
    this.typedDate = local.slice(0, 10)
    this.typedTime = local.slice(11, 16)
    void this.loadSlots()
  }

  protected readSlots(query: DaysAsked) {
    const params = { id: this.booking.id }
    return ask('listStartsElsewhere', { params, query }).then(({ slots }) => slots)
  }

  protected readStart(startsAt: string): Promise<KnownStart> {
    return ask('checkElsewhere', { params: { id: this.booking.id }, query: { startsAt } })
  }

  /** Moves it. @returns where it stands now, or nothing where `problem` says why not */
  async save(): Promise<BookedTime | undefined> {
    const { booking, checked } = this
    return checked && this.send(() => moveTo(booking, checked.startsAt, checked.endsAt))
  }
}
