import type { Disk } from '../disk.ts'
import type { Faults } from '../faults.ts'
import type { CallRecord } from './record.ts'

/** What every local door knows: who calls, where to write it down, what weather it is. */
export interface DoorContext {
  handlerOf(functionId: string): string
  record: CallRecord
  faults: Faults
  disk: Disk
}
