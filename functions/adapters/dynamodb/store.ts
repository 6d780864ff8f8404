import type { Store } from '../../ports/store.ts'
import { accountsStore } from './accounts.ts'
import { calendarStore } from './calendar.ts'
import { commit } from './commit.ts'
import { connectionsStore } from './connections.ts'
import { deskStore } from './desk.ts'
import { effectsStore } from './effects.ts'
import { openTable } from './table.ts'

/** The store on one DynamoDB table. */
export function dynamoStore(tableName: string): Store {
  const table = openTable(tableName)
  return {
    ...accountsStore(table),
    ...deskStore(table),
    ...calendarStore(table),
    ...effectsStore(table),
    ...connectionsStore(table),
    commit: (writes, options) => commit(table, writes, options),
  }
}
