const transform = {
  '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
}

/** What all projects share; imports end in .ts, so nothing has to be resolved in another way. */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.almanac'],
  setupFiles: ['<rootDir>/test/support/realms.ts'],
}

const project = (displayName, color, testMatch, more = {}) => ({
  ...shared,
  displayName: { name: displayName, color },
  testMatch: testMatch.map((pattern) => `<rootDir>/test/${pattern}.test.ts`),
  ...more,
})

/** Looks at what all others did: run.ts starts it when they are done. */
const LAST = 'infra/roles'

export default {
  projects: [
    project('unit', 'cyan', [
      '*',
      'api/*',
      'bench/*',
      'domain/**/*',
      'fakes/*',
      'middleware/*',
      'simulation/*',
      'usecases/*',
      'web-logic/*',
      'words/*',
    ]),
    project('integration', 'magenta', ['contracts/*', 'http/*', 'infra/*', 'journeys/*'], {
      testPathIgnorePatterns: [`<rootDir>/test/${LAST}`],
    }),
    project('browser', 'yellow', ['web/*']),
    project('roles', 'white', [LAST]),
  ],
  // Two cores: hosts and browsers beside each other would only wait for one another.
  maxWorkers: 2,
  // Ends what hangs; what waits gives up by itself long before, and says for what (test/support/waiting.ts).
  testTimeout: 45 * 60_000,
  reporters: ['default', '<rootDir>/test/support/reporter.js'],
}
