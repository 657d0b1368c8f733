import { Download, Plus, Target } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

/** What can be done with money. */
export const moneyCommands = {
  save: doing('money.save', 'analytics', Download, 'moneySave'),
  target: doing('money.target', 'analytics', Target, 'moneyTarget'),
  add: doing('money.add', 'analytics', Plus, 'moneyAdd'),
} as const satisfies Record<string, Command>
