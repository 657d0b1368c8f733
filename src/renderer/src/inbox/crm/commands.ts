import { Plug, RefreshCw } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const crmCommands = {
  connect: doing('crm.connect', 'settings', Plug, 'connectCrm'),
  readDeals: doing('crm.readDeals', 'settings', RefreshCw, 'readDeals'),
} as const satisfies Record<string, Command>
