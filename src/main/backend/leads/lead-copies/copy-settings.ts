import {
  type LeadCopySettings,
  leadCopySettings,
  usualLeadCopySettings,
} from '#shared/domain/leads/import/lead-copy.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

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
