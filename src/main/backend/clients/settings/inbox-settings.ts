import { z } from 'zod'
import { type InboxSettings, inboxSettings } from '#shared/contract/inbox/inbox.ts'
import type { Setting } from './settings-store.ts'

/** One setting for all clients, because the operator's evening is the same for each. */
export const inboxSetting: Setting<InboxSettings> = {
  key: 'inbox',
  // Settings stored before these fields existed get the defaults of a new installation.
  shape: inboxSettings.extend({
    followUpDays: inboxSettings.shape.followUpDays.default(4),
    undoSeconds: inboxSettings.shape.undoSeconds.default(10),
  }),
  fallback: {
    everyMinutes: 15,
    notify: true,
    quiet: { from: 20 * 60, to: 7 * 60 },
    signature: '',
    followUpDays: 4,
    undoSeconds: 10,
  },
}

/** A client's own signature; null to use the one for all clients. */
export const signatureSetting: Setting<string | null> = {
  key: 'inboxSignature',
  shape: z.string().max(2_000).nullable(),
  fallback: null,
}

/** Whether a time is within the quiet hours, which may span midnight. Minutes of the day. */
export function isQuiet(quiet: InboxSettings['quiet'], minute: number): boolean {
  if (quiet === null || quiet.from === quiet.to) return false
  if (quiet.from < quiet.to) return minute >= quiet.from && minute < quiet.to
  return minute >= quiet.from || minute < quiet.to
}
