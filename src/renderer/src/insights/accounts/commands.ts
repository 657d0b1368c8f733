import { ArrowLeftRight, Pause, RefreshCw, Search } from 'lucide-react'
import { type Command, doing, named } from '../../core/lib/commands.ts'

/** Commands for sending accounts. */
export const accountCommands = {
  sync: doing('accounts.sync', 'accounts', RefreshCw, 'accountsSync', { keys: 'r' }),
  pause: doing('accounts.pause', 'accounts', Pause, 'accountsPause', { keys: 'p', careful: true }),
  replace: doing('accounts.replace', 'accounts', ArrowLeftRight, 'accountsReplace', { keys: 's' }),
  search: {
    id: 'accounts.search',
    group: 'go',
    place: 'accounts',
    icon: Search,
    keys: '/',
    ...named('accountsSearch'),
  },
} as const satisfies Record<string, Command>
