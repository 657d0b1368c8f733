import { FileClock, Save } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

/** What can be done with a template. */
export const sequenceCommands = {
  save: doing('sequences.save', 'sequence', Save, 'sequenceSave', { keys: 'mod+s' }),
  versions: doing('sequences.versions', 'sequence', FileClock, 'sequenceVersions'),
} as const satisfies Record<string, Command>
