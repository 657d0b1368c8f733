import { Download, FilterX } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const activityCommands = {
  saveCalls: doing('activity.saveCsv', 'activity', Download, 'saveCalls'),
  resetFilters: doing('activity.resetFilters', 'activity', FilterX, 'resetFilters'),
} as const satisfies Record<string, Command>
