import { MediaQuery } from 'svelte/reactivity'

/** Whether the window is one of a phone: what floats comes from below then, as a sheet. */
export const narrow = new MediaQuery('(max-width: 599.98px)')
