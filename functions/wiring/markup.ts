import { sanitizer } from '../adapters/markup/sanitizer.ts'

/** Only the functions that write what people typed load it. */
export const markup = sanitizer
