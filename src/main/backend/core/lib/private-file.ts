import fs from 'node:fs'

/** Creates a file only its owner can read, unless it exists: SQLite gives a database's other files its rights. */
export function createPrivateFile(file: string): void {
  fs.closeSync(fs.openSync(file, 'a', 0o600))
}
