/** How the id of a busy time begins: what it is made of the server alone knows, and nothing is opened by it. */
export const BUSY_TIME = 'busy-'

/** Whether an entry of a list says no more than that somebody's time is taken. */
export const isBusyTime = ({ id }: { id: string }): boolean => id.startsWith(BUSY_TIME)
