import { Pencil } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

/** What can be done with one campaign. */
export const campaignEditCommands = {
  edit: doing('campaigns.edit', 'campaigns', Pencil, 'campaignEdit', { keys: 'e' }),
} as const satisfies Record<string, Command>
