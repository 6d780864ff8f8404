import { storeContract } from '../contracts/store-contract.ts'
import { MemoryStore } from './memory-store.ts'

storeContract('in memory', async () => new MemoryStore())
