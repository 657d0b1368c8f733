import {
  ArrowLeftRight,
  BadgeDollarSign,
  Coins,
  Download,
  FileText,
  Pause,
  Plus,
  RefreshCw,
  Search,
  Target,
} from 'lucide-react'
import { type Command, doing, going } from '../core/lib/commands.ts'

export const moneyCommands = {
  save: doing('money.save', 'analytics', Download, 'moneySave'),
  target: doing('money.target', 'analytics', Target, 'moneyTarget'),
  costs: doing('money.costs', 'analytics', Coins, 'moneyCosts', { keys: 'c' }),
  values: doing('money.values', 'analytics', BadgeDollarSign, 'moneyValues', { keys: 'd' }),
  add: doing('money.add', 'analytics', Plus, 'moneyAdd'),
} as const satisfies Record<string, Command>

export const accountCommands = {
  sync: doing('accounts.sync', 'accounts', RefreshCw, 'accountsSync', { keys: 'r' }),
  pause: doing('accounts.pause', 'accounts', Pause, 'accountsPause', { keys: 'p', careful: true }),
  replace: doing('accounts.replace', 'accounts', ArrowLeftRight, 'accountsReplace', { keys: 's' }),
  search: going('accounts.search', 'accounts', Search, 'accountsSearch', { keys: '/' }),
} as const satisfies Record<string, Command>

export const analyticsCommands = {
  save: doing('analytics.save', 'analytics', Download, 'analyticsSave'),
} as const satisfies Record<string, Command>

export const reportCommands = {
  make: doing('reports.make', 'analytics', FileText, 'reportsMake', { keys: 'mod+enter' }),
} as const satisfies Record<string, Command>
