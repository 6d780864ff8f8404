/**
 * The twelve colours of calendars, people and tags, in the order in which they are given out: neighbours differ most.
 */
export const colours = [
  'sea',
  'orange',
  'violet',
  'leaf',
  'rose',
  'blue',
  'amber',
  'indigo',
  'tomato',
  'teal',
  'olive',
  'green',
] as const

export type Colour = (typeof colours)[number]
