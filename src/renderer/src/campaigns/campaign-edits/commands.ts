import { Pencil } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

/** Commands for a campaign. */
export const campaignEditCommands = {
  edit: doing('campaigns.edit', 'campaigns', Pencil, 'campaignEdit', { keys: 'e' }),
} as const satisfies Record<string, Command>
