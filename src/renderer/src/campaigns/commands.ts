import { FileClock, Pencil, RefreshCw, Save, Search, Split, UsersRound } from 'lucide-react'
import { type Command, doing, going } from '../core/lib/commands.ts'

export const campaignCommands = {
  read: doing('campaigns.read', 'campaigns', RefreshCw, 'campaignsRead', { keys: 'r' }),
  assign: doing('campaigns.assign', 'campaigns', UsersRound, 'campaignsAssign', { keys: 'a' }),
  search: going('campaigns.search', 'campaigns', Search, 'campaignsSearch', { keys: '/' }),
} as const satisfies Record<string, Command>

export const campaignEditCommands = {
  edit: doing('campaigns.edit', 'campaigns', Pencil, 'campaignEdit', { keys: 'e' }),
} as const satisfies Record<string, Command>

export const sequenceCommands = {
  save: doing('sequences.save', 'sequence', Save, 'sequenceSave', { keys: 'mod+s' }),
  versions: doing('sequences.versions', 'sequence', FileClock, 'sequenceVersions'),
} as const satisfies Record<string, Command>

export const subsequenceCommands = {
  move: doing('subsequences.move', 'campaigns', Split, 'subsequencesMove', { keys: 'm', careful: true }),
} as const satisfies Record<string, Command>
