import { Pencil } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const campaignEditCommands = {
  edit: doing('campaigns.edit', 'campaigns', Pencil, 'campaignEdit', { keys: 'e' }),
} as const satisfies Record<string, Command>
