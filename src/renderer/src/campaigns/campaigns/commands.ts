import { RefreshCw, Search, UsersRound } from 'lucide-react'
import { type Command, doing, going } from '../../core/lib/commands.ts'

export const campaignCommands = {
  read: doing('campaigns.read', 'campaigns', RefreshCw, 'campaignsRead', { keys: 'r' }),
  assign: doing('campaigns.assign', 'campaigns', UsersRound, 'campaignsAssign', { keys: 'a' }),
  search: going('campaigns.search', 'campaigns', Search, 'campaignsSearch', { keys: '/' }),
} as const satisfies Record<string, Command>
