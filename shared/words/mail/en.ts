import type { Phrases } from '../phrase.ts'

/** What mails say. `{what}` is an appointment, `{when}` its time, in words. */
export const phrases = {
  when: '{day}, {from}–{to} ({zone})',
  withWhom: '{title} with {who}',
  booked: 'Booked: {what}, {when}',
  newBooking: 'New booking: {what}, {when}',
  moved: 'Moved: {what} is now {when}',
  cancelled: 'Cancelled: {what}, {when}',
  requested: 'Asked for: {what}, {when}',
  pleaseAnswer: 'Please answer: {what}, {when}',
  confirmed: 'Confirmed: {what}, {when}',
  declined: 'Not possible: {what}, {when}',
  reminder: '{lead}: {what}, {when}',
  cancelledMore: 'This appointment has been cancelled and its time is free again. You are welcome to book another one.',
  requestedMore: 'The time is kept for you until your host answers. You will hear as soon as it is certain.',
  declinedMore: 'Your host cannot take this appointment. You are welcome to ask for another time.',
  labelWhen: 'When',
  labelAllDates: 'All dates',
  labelSeats: 'Seats',
  labelWith: 'With',
  labelRoom: 'Room',
  labelWhere: 'Where',
  labelCustomer: 'Customer',
  openCalendar: 'Open calendar',
  seeBooking: 'See the booking',
  moveOrCancel: 'Move or cancel',
  whyHost: '{company}: you receive this because you host these appointments.',
  whyCustomer: '{company}: you receive this because somebody booked this appointment with your address.',
  inviteHeadline: '{who} invites you to {company}',
  inviteMember: 'Join the calendar of {company} as a member.',
  inviteAdmin: 'Join the calendar of {company} as an admin.',
  worksUntil: 'Works until',
  acceptInvitation: 'Accept the invitation',
  whyInvited: '{company}: if you did not expect this, do nothing and nothing happens.',
} as const satisfies Phrases

export type MailPhrases = typeof phrases
