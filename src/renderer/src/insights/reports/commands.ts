import { FileText } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

/** Commands for reports. */
export const reportCommands = {
  make: doing('reports.make', 'analytics', FileText, 'reportsMake', { keys: 'mod+enter' }),
} as const satisfies Record<string, Command>
