import type { Phrases } from '../phrase.ts'

/** What is said to people before they are in: signing in, setting up, joining. */
export const phrases = {
  noScript: 'Almanac needs JavaScript.',
  product: 'Almanac',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  setUpTitle: 'Set up Almanac',
  setUpIntro: 'Your company and you as its owner. Everybody else is invited later.',
  setUpCode: 'Set-up code',
  company: 'Company',
  companyAddress: 'Address of the company',
  companyAddressHint: 'A word in the links to your booking pages.',
  yourName: 'Your name',
  yourEmail: 'Your e-mail',
  newPassword: 'Password (at least 10 characters)',
  setUp: 'Set up the company',
  invites: '{who} invites you as {email}.',
  join: 'Join {company}',
  accepted: 'This invitation has been accepted. You can sign in with your address.',
  revoked: 'This invitation was taken back. Ask whoever invited you.',
  expired: 'This invitation has expired. Ask for a new one.',
  noInvitation: 'This link is not an invitation.',
  signInIntro: 'Your company’s calendar and bookings.',
  setUpCodeHint: 'It stands in the link that the server printed at its start.',
  settingUp: 'Setting up…',
  joining: 'Joining…',
  timeZone: 'Time zone',
  timeZoneHint: 'Of the company and of your calendar.',
  youSignInWithIt: 'You sign in with it.',
  tryAgain: 'Try again',
} as const satisfies Phrases

export type DoorPhrases = typeof phrases
