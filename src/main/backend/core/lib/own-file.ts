import fs from 'node:fs'

/** Makes a file only its owner may read, where there is none: SQLite gives a database's other files the rights of the first. */
export function makeOwnFile(file: string): void {
  fs.closeSync(fs.openSync(file, 'a', 0o600))
}
