import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Failure } from './failure.ts'

/** The folder in which everything lives, held by one host at a time. */
export interface DataFolder {
  path: string
  file(name: string): string
  /** Small things that must outlive the host: bus entries, schedules, positions. Holding it open is the lock. */
  database: DatabaseSync
  readJson<T>(name: string): T | undefined
  /** Written aside and renamed: nobody ever reads half a file. */
  writeJson(name: string, value: unknown, mode?: number): void
  remove(name: string): void
}

export function openDataFolder(given: string): DataFolder {
  const path = resolve(given)
  const file = (name: string) => join(path, name)
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK | constants.R_OK | constants.X_OK)
    writeFileSync(file('.writable'), '')
    rmSync(file('.writable'))
  } catch (error) {
    throw new Failure(
      `The data folder ${given} cannot be written (${(error as NodeJS.ErrnoException).code}). Choose another with ALMANAC_DATA.`,
    )
  }
  return {
    path,
    file,
    database: lockedDatabase(file('host.sqlite'), given),
    readJson<T>(name: string) {
      try {
        return JSON.parse(readFileSync(file(name), 'utf8')) as T
      } catch {
        return undefined
      }
    },
    writeJson(name, value, mode = 0o644) {
      writeFileSync(file(`${name}.new`), `${JSON.stringify(value, null, 2)}\n`, { mode })
      renameSync(file(`${name}.new`), file(name))
    },
    remove: (name) => rmSync(file(name), { force: true }),
  }
}

/** SQLite's exclusive lock ends with the process, however it ends: no stale lock file can remain. */
function lockedDatabase(path: string, folder: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path)
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL;')
    database.exec('CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)')
    database.exec('CREATE TABLE IF NOT EXISTS bus (id INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL)')
    database.exec(
      'CREATE TABLE IF NOT EXISTS schedules (name TEXT PRIMARY KEY, at INTEGER NOT NULL, schedule TEXT NOT NULL)',
    )
    database.exec('BEGIN EXCLUSIVE; COMMIT')
    return database
  } catch (error) {
    if (/locked|busy/i.test((error as Error).message))
      throw new Failure(
        `Another Almanac is running on the data folder ${folder}. Stop it, or choose another folder with ALMANAC_DATA.`,
      )
    throw error
  }
}
