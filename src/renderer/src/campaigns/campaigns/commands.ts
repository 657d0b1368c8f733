import { RefreshCw, Search, UsersRound } from 'lucide-react'
import { type Command, doing, named } from '../../core/lib/commands.ts'

export const campaignCommands = {
  read: doing('campaigns.read', 'campaigns', RefreshCw, 'campaignsRead', { keys: 'r' }),
  assign: doing('campaigns.assign', 'campaigns', UsersRound, 'campaignsAssign', { keys: 'a' }),
  search: {
    id: 'campaigns.search',
    group: 'go',
    place: 'campaigns',
    icon: Search,
    keys: '/',
    ...named('campaignsSearch'),
  },
} as const satisfies Record<string, Command>
