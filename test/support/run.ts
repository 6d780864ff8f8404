import { runTests } from './run-tests.ts'

// `npm test`: all tests, or those whose path contains one of the words.
const failed = await runTests(process.argv.slice(2).filter((word) => !word.startsWith('-')))
process.exit(failed > 0 ? 1 : 0)
