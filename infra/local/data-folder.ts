import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Disk, isDiskFull } from './disk.ts'
import { Failure } from './failure.ts'

/** The folder in which everything lives, held by one host at a time. */
export interface DataFolder {
  path: string
  file(name: string): string
  disk: Disk
  /** Small things that must outlive the host: bus entries, schedules, positions. Holding it open is the lock. */
  database: DatabaseSync
  readJson<T>(name: string): T | undefined
  writeJson(name: string, value: unknown, mode?: number): void
  write(name: string, content: string | Buffer, mode?: number): void
  remove(name: string): void
  /** Takes away what companies and their mails have left; who it is, its key and its secrets stay. */
  clear(): void
}

/** Written aside and renamed: nobody ever reads half a file, also where the disk was full. */
export function writeWhole(path: string, content: string | Buffer, mode = 0o644): void {
  writeFileSync(`${path}.new`, content, { mode })
  renameSync(`${path}.new`, path)
}

/** @param isTest what a process writes need not reach the disk at once: it outlives the process, and no power is cut */
export function openDataFolder(given: string, isTest: boolean): DataFolder {
  const path = resolve(given)
  const file = (name: string) => join(path, name)
  const disk = new Disk(given)
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK | constants.R_OK | constants.X_OK)
    writeFileSync(file('.writable'), '')
    rmSync(file('.writable'))
  } catch (error) {
    if (isDiskFull(error)) throw disk.failure()
    throw new Failure(
      `The data folder ${given} cannot be written (${(error as NodeJS.ErrnoException).code}). Choose another with ALMANAC_DATA.`,
    )
  }
  const database = lockedDatabase(file('host.sqlite'), given, isTest)
  return {
    path,
    file,
    disk,
    database,
    readJson<T>(name: string) {
      try {
        return JSON.parse(readFileSync(file(name), 'utf8')) as T
      } catch {
        return undefined
      }
    },
    writeJson: (name, value, mode) => writeWhole(file(name), `${JSON.stringify(value, null, 2)}\n`, mode),
    write: (name, content, mode) => writeWhole(file(name), content, mode),
    remove: (name) => rmSync(file(name), { force: true }),
    clear() {
      database.exec('DELETE FROM kept; DELETE FROM bus; DELETE FROM schedules')
      for (const name of ['table.sqlite', 'table.sqlite-wal', 'table.sqlite-shm', 'queues', 'mails'])
        rmSync(file(name), { recursive: true, force: true })
    },
  }
}

/** SQLite's exclusive lock ends with the process, however it ends: no stale lock file can remain. */
function lockedDatabase(path: string, folder: string, isTest: boolean): DatabaseSync {
  try {
    const database = new DatabaseSync(path)
    database.exec(
      `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = ${isTest ? 'OFF' : 'NORMAL'};`,
    )
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
