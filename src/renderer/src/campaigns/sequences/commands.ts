import { FileClock, Save } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const sequenceCommands = {
  save: doing('sequences.save', 'sequence', Save, 'sequenceSave', { keys: 'mod+s' }),
  versions: doing('sequences.versions', 'sequence', FileClock, 'sequenceVersions'),
} as const satisfies Record<string, Command>
