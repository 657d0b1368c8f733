import fs from 'node:fs'

/**
 * Creates a file readable only by its owner if it does not exist: SQLite gives a database's other files the same
 * permissions.
 */
export function createPrivateFile(file: string): void {
  fs.closeSync(fs.openSync(file, 'a', 0o600))
}
