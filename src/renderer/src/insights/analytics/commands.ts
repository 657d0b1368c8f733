import { Download } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const analyticsCommands = {
  save: doing('analytics.save', 'analytics', Download, 'analyticsSave'),
} as const satisfies Record<string, Command>
