import { renameSync, writeFileSync } from 'node:fs'

/** Writes a new file and renames it, so that a crash leaves the old file or the new one. */
export function writeSettingsFile(file: string, settings: object): void {
  writeFileSync(`${file}.new`, JSON.stringify(settings), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
