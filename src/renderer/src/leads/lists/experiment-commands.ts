import { FlaskConical } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const experimentCommands = {
  split: doing('experiments.split', 'list', FlaskConical, 'splitList'),
} as const satisfies Record<string, Command>
