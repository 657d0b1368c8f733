import type { Database } from 'better-sqlite3'

/**
 * Runs work that deletes children before their parents, or moves rows with all that refers to them, so that SQLite need
 * not search every client's leads for references.
 */
export function withoutForeignKeys<T>(raw: Database, work: () => T): T {
  raw.pragma('foreign_keys = OFF')
  try {
    return work()
  } finally {
    raw.pragma('foreign_keys = ON')
  }
}
