import { Archive, KeyRound, Lock } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const workspaceCommands = {
  addKey: doing('clients.addKey', 'client', KeyRound, 'addKey'),
  archive: doing('clients.archive', 'client', Archive, 'archiveClient'),
  lockKeys: doing('vault.lock', 'settings', Lock, 'lockKeys'),
} as const satisfies Record<string, Command>
