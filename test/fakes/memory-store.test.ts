import { storeContract } from '../contracts/store/contract.ts'
import { memoryStore } from './memory/memory-store.ts'

storeContract('in memory', async () => memoryStore())
