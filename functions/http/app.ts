import { openDoor } from '../middleware/door.ts'
import { peopleDoor } from '../wiring/door.ts'
import { isRehearsal, optional } from '../wiring/environment.ts'
import { syncTools } from '../wiring/sync.ts'
import { appointmentTypeEndpoints } from './app/appointment-types.ts'
import { availabilityEndpoints } from './app/availability.ts'
import { connectionEndpoints } from './app/connections.ts'
import { eventEndpoints } from './app/events.ts'
import { healthEndpoints } from './app/health.ts'
import { peopleEndpoints } from './app/people.ts'
import { sessionEndpoints } from './app/session.ts'
import { gateOf } from './gate.ts'

const tools = peopleDoor()
const door = { ...syncTools(), ...tools, setupCode: optional('SETUP_CODE'), showsPending: isRehearsal }

/** The door for members: the calendar app's API. */
export const handler = openDoor(gateOf(tools), door, [
  ...sessionEndpoints,
  ...peopleEndpoints,
  ...eventEndpoints,
  ...appointmentTypeEndpoints,
  ...availabilityEndpoints,
  ...connectionEndpoints,
  ...healthEndpoints,
])
