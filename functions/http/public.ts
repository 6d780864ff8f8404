import { openDoor } from '../middleware/door.ts'
import { peopleDoor } from '../wiring/door.ts'
import { gateOf } from './gate.ts'
import { bookingPageEndpoints } from './public/booking-page.ts'
import { bookingEndpoints } from './public/bookings.ts'
import { holdEndpoints } from './public/holds.ts'
import { invitationEndpoints } from './public/invitations.ts'
import { bookingPages } from './public/pages.ts'
import { pictureEndpoints } from './public/pictures.ts'
import { replyEndpoints } from './public/replies.ts'
import { slotEndpoints } from './public/slots.ts'
import { waitlistEndpoints } from './public/waitlist.ts'
import { websiteEndpoints } from './public/websites.ts'

const tools = peopleDoor()

/** The door for strangers: booking pages and what they ask, customers' links, invitations. */
export const handler = openDoor(
  gateOf(tools),
  tools,
  [
    ...bookingPageEndpoints,
    ...slotEndpoints,
    ...holdEndpoints,
    ...bookingEndpoints,
    ...waitlistEndpoints,
    ...replyEndpoints,
    ...invitationEndpoints,
    ...pictureEndpoints,
    ...websiteEndpoints,
  ],
  bookingPages,
)
