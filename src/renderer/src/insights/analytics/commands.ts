import { Download } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

/** Commands for analytics. */
export const analyticsCommands = {
  save: doing('analytics.save', 'analytics', Download, 'analyticsSave'),
} as const satisfies Record<string, Command>
