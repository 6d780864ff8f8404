/** How the id of a busy time begins: no event has such an id, and nothing is opened by it. */
export const BUSY_TIME = 'busy-'

/** Whether an entry of a list says no more than that somebody's time is taken. */
export const isBusyTime = ({ id }: { id: string }): boolean => id.startsWith(BUSY_TIME)
