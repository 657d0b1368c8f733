import { ArrowUpRight, Download, List, ListTree, Pause, Play, RotateCcw, Rows3, Send, Undo2, X } from 'lucide-react'
import { type Command, doing, going } from '../core/lib/commands.ts'

export const exportCommands = {
  send: doing('exports.start', 'plan', Send, 'send', { keys: 'mod+enter', careful: true }),
  resetPlan: doing('plans.reset', 'plan', RotateCcw, 'resetPlan'),
  dryRun: doing('plans.dryRun', 'plan', ListTree, 'dryRun'),
  planRows: going('plans.rows', 'plan', Rows3, 'planRows'),
  hold: doing('exports.hold', 'ledger', Pause, 'hold'),
  goOn: doing('exports.goOn', 'ledger', Play, 'goOn', { keys: 'mod+enter', careful: true }),
  cancel: doing('exports.cancel', 'ledger', X, 'cancelExport', { careful: true }),
  openCampaign: doing('exports.openCampaign', 'ledger', ArrowUpRight, 'openCampaign'),
  saveProblems: doing('exports.saveProblems', 'ledger', Download, 'saveProblems'),
  saveLedger: doing('exports.saveLedger', 'ledger', Download, 'saveLedger'),
  repeat: doing('exports.repeat', 'ledger', RotateCcw, 'repeatExport'),
  repeatOther: doing('exports.repeatOther', 'ledger', List, 'repeatExportOther'),
  takeBack: doing('exports.takeBack', 'ledger', Undo2, 'takeBack'),
} as const satisfies Record<string, Command>
