import { type OptOutSettings, optOutSettings, usualOptOutSettings } from '#shared/contract/leads/opt-outs.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

const setting: Setting<OptOutSettings> = { key: 'optOuts', shape: optOutSettings, fallback: usualOptOutSettings }

/** Applies to all clients. */
export const optOutSettingsOf = (store: Store): OptOutSettings => getSetting(store, 'app', setting)

export function saveOptOutSettings(
  store: Store,
  change: { readonly [Name in keyof OptOutSettings]?: OptOutSettings[Name] | undefined },
  now: number,
): OptOutSettings {
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const next = optOutSettings.parse({ ...optOutSettingsOf(store), ...said })
  setSetting(store, 'app', setting, next, now)
  return next
}
