import { Split } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const subsequenceCommands = {
  move: doing('subsequences.move', 'campaigns', Split, 'subsequencesMove', { keys: 'm', careful: true }),
} as const satisfies Record<string, Command>
