import { FileText } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const reportCommands = {
  make: doing('reports.make', 'analytics', FileText, 'reportsMake', { keys: 'mod+enter' }),
} as const satisfies Record<string, Command>
