/** The operator's settings for the app on this computer, in their own file as they are needed before the backend. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { DesktopSettings } from '#shared/contract/core/desktop.ts'

const firstDesktopSettings: DesktopSettings = {
  whenClosed: 'ask',
  askBeforeQuit: true,
  keepAwake: true,
  updateChannel: 'latest',
}

/** Reads the settings. Missing or invalid values get the defaults. */
export function readDesktopSettings(file: string): DesktopSettings {
  try {
    const raw = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    const { whenClosed, askBeforeQuit, keepAwake, updateChannel } = raw
    return {
      whenClosed: whenClosed === 'background' || whenClosed === 'quit' ? whenClosed : 'ask',
      askBeforeQuit: askBeforeQuit !== false,
      keepAwake: keepAwake !== false,
      updateChannel: updateChannel === 'beta' || updateChannel === 'alpha' ? updateChannel : 'latest',
    }
  } catch {
    return firstDesktopSettings
  }
}

/** Writes a new file and renames it, so that a crash leaves the old file or the new one. */
export function writeDesktopSettings(file: string, settings: DesktopSettings): void {
  writeFileSync(`${file}.new`, JSON.stringify(settings), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
