import { type InboxSettings, inboxSettings } from '#shared/contract/inbox.ts'
import type { Setting } from '../settings/settings-store.ts'

/** One setting for all clients: the operator's evening is the same for each. */
export const inboxSetting: Setting<InboxSettings> = {
  key: 'inbox',
  shape: inboxSettings,
  fallback: { everyMinutes: 15, notify: true, quiet: { from: 20 * 60, to: 7 * 60 }, signature: '' },
}

/** Whether a moment lies in the quiet hours, which may go over midnight. Minutes of the day. */
export function isQuiet(quiet: InboxSettings['quiet'], minute: number): boolean {
  if (quiet === null || quiet.from === quiet.to) return false
  if (quiet.from < quiet.to) return minute >= quiet.from && minute < quiet.to
  return minute >= quiet.from || minute < quiet.to
}
