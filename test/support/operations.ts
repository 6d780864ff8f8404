import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { routes } from '../../shared/api/routes.ts'
import { ROOT } from './host.ts'

export const FILE = join(ROOT, 'shared', 'api', 'operations.ts')

/** The table of operations as it must stand in its file. */
export function operationsFile(): string {
  const lines = routes.map(({ name, method, path }) => `  ${name}: '${method} ${path}',`)
  return `import type { Routes } from './routes.ts'

// Written by \`npm run operations\` from the routes: what a browser needs of them besides their types.

/** Method and path of each route by its name. */
export const operations = {
${lines.join('\n')}
} as const satisfies { [N in keyof Routes]: \`\${Routes[N]['method']} \${Routes[N]['path']}\` }
`
}

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, operationsFile())
