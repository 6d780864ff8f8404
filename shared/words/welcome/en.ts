import type { Phrases } from '../phrase.ts'

/** What is said to somebody who has just come. */
export const phrases = {
  welcome: 'Welcome, {name}',
  welcomeHint: 'Three things, and others can book you. All of it can be changed later.',
  yourHours: 'Your hours',
  hoursHint: 'Only then can you be booked. Time zone: {zone}.',
  noHours: 'No hours yet: nobody can book you by the week.',
  changeHours: 'Change the hours',
  yourCalendar: 'Your calendar',
  calendarHint: 'What stands in it is not offered to anybody else: put in what is fixed already.',
  connectHint: 'Appointments of another calendar count as soon as it is connected.',
  openCalendar: 'Open the calendar',
  connectCalendar: 'Connect {providers}',
  yourLink: 'Your first link',
  linkHint: '“{title}”, {length}: whoever has the link picks a free time of yours.',
  publishLink: 'Publish and copy the link',
  copyLink: 'Copy link',
  copied: 'The link is copied: send it to whoever wants a time of yours.',
  published: 'It can be booked now. Copy its link from here.',
  changeType: 'Change it',
  yourLinkLabel: 'Link',
} as const satisfies Phrases

export type WelcomePhrases = typeof phrases
