import { type LeadCopySettings, leadCopySettings, usualLeadCopySettings } from '#shared/domain/lead-copy.ts'
import type { Store } from '../../deps.ts'
import { getSetting, type Setting, setSetting } from '../settings/settings-store.ts'

const setting: Setting<LeadCopySettings> = {
  key: 'leadCopies',
  shape: leadCopySettings,
  fallback: usualLeadCopySettings,
}

/** For all clients alike. */
export const leadCopySettingsOf = (store: Store): LeadCopySettings => getSetting(store, 'app', setting)

export function saveLeadCopySettings(store: Store, settings: LeadCopySettings, now: number): LeadCopySettings {
  setSetting(store, 'app', setting, settings, now)
  return settings
}
