import type { Database } from 'better-sqlite3'

/** Something made once for a database, such as statements that are asked with every batch. */
export function perDatabase<T extends object>(make: (db: Database) => T): (db: Database) => T {
  const made = new WeakMap<Database, T>()
  return (db) => {
    const known = made.get(db)
    if (known) return known
    const one = make(db)
    made.set(db, one)
    return one
  }
}
