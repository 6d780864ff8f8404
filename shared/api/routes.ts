import * as appointmentTypes from './appointment-types.ts'
import * as booking from './booking.ts'
import * as connections from './connections.ts'
import * as eventList from './event-list.ts'
import * as events from './events.ts'
import * as health from './health.ts'
import * as people from './people.ts'
import type { Route } from './route.ts'
import * as session from './session.ts'

/** Every route of both doors, gathered from the subjects' files. */
export const routes: Route[] = [session, people, eventList, events, booking, appointmentTypes, connections, health]
  .flatMap((subject) => Object.values(subject) as unknown[])
  .filter((value): value is Route => typeof value === 'object' && value !== null && 'door' in value && 'path' in value)
