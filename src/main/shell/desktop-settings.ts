/** The operator's settings for the app on this computer, in their own file as they are needed before the backend. */
import { readFileSync } from 'node:fs'
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
