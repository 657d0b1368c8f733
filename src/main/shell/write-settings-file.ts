import { renameSync, writeFileSync } from 'node:fs'
import { AppError } from '#shared/errors.ts'

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS'])

/** Writes a new file and renames it, so that a crash leaves the old file or the new one. Throws STORE_FULL. */
export function writeSettingsFile(file: string, settings: object): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(settings), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch (cause) {
    throw full.has((cause as NodeJS.ErrnoException).code ?? '') ? new AppError('STORE_FULL', {}, { cause }) : cause
  }
}
