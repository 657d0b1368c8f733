import { Archive, Download, FilterX, KeyRound, Lock } from 'lucide-react'
import { type Command, doing } from '../core/lib/commands.ts'

export const workspaceCommands = {
  addKey: doing('clients.addKey', 'client', KeyRound, 'addKey'),
  archive: doing('clients.archive', 'client', Archive, 'archiveClient'),
  lockKeys: doing('vault.lock', 'settings', Lock, 'lockKeys'),
} as const satisfies Record<string, Command>

export const activityCommands = {
  saveCalls: doing('activity.saveCsv', 'activity', Download, 'saveCalls'),
  resetFilters: doing('activity.resetFilters', 'activity', FilterX, 'resetFilters'),
} as const satisfies Record<string, Command>
