import { ArrowLeftRight, Pause, RefreshCw, Search } from 'lucide-react'
import { type Command, doing, going } from '../../core/lib/commands.ts'

export const accountCommands = {
  sync: doing('accounts.sync', 'accounts', RefreshCw, 'accountsSync', { keys: 'r' }),
  pause: doing('accounts.pause', 'accounts', Pause, 'accountsPause', { keys: 'p', careful: true }),
  replace: doing('accounts.replace', 'accounts', ArrowLeftRight, 'accountsReplace', { keys: 's' }),
  search: going('accounts.search', 'accounts', Search, 'accountsSearch', { keys: '/' }),
} as const satisfies Record<string, Command>
