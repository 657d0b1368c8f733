import {
  defaultLeadMirrorSettings,
  type LeadMirrorSettings,
  leadMirrorSettings,
} from '#shared/domain/leads/lead-mirror/lead-mirror.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

const setting: Setting<LeadMirrorSettings> = {
  key: 'leadMirror',
  shape: leadMirrorSettings,
  fallback: defaultLeadMirrorSettings,
}

/** Applies to all clients. */
export const leadMirrorSettingsOf = (store: Store): LeadMirrorSettings => getSetting(store, 'app', setting)

export function saveLeadMirrorSettings(store: Store, settings: LeadMirrorSettings, now: number): LeadMirrorSettings {
  setSetting(store, 'app', setting, settings, now)
  return settings
}
