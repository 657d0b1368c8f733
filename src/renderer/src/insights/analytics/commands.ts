import { Download } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

/** What can be done with analytics. */
export const analyticsCommands = {
  save: doing('analytics.save', 'analytics', Download, 'analyticsSave'),
} as const satisfies Record<string, Command>
