import { BadgeDollarSign, Coins, Download, Plus, Target } from 'lucide-react'
import { type Command, doing } from '../../core/lib/commands.ts'

export const moneyCommands = {
  save: doing('money.save', 'analytics', Download, 'moneySave'),
  target: doing('money.target', 'analytics', Target, 'moneyTarget'),
  costs: doing('money.costs', 'analytics', Coins, 'moneyCosts', { keys: 'c' }),
  values: doing('money.values', 'analytics', BadgeDollarSign, 'moneyValues', { keys: 'd' }),
  add: doing('money.add', 'analytics', Plus, 'moneyAdd'),
} as const satisfies Record<string, Command>
