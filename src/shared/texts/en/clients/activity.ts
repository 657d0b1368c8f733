/** Words of the API log, on screen and in its CSV. */
import { counted } from '../core/counted.ts'

export const activityEn = {
  title: 'Diagnostics',
  meta: 'Every API call to Instantly, without keys and contents',
  table: 'Calls to Instantly',
  client: 'Client',
  outcome: 'Outcome',
  outcomes: { all: 'All outcomes', ok: 'Succeeded', refused: 'Rejected', no_answer: 'No answer' },
  from: 'From',
  to: 'To',
  search: 'Path or source',
  saveCsv: 'Save as CSV',
  savedCsv: (rows: number, path: string) => `${counted(rows, 'call')} saved to ${path}`,
  reset: 'Reset filters',
  time: 'Time',
  askedBy: 'Requested by',
  method: 'Method',
  path: 'Path',
  status: 'Status',
  noStatus: 'none',
  duration: 'Duration',
  tries: 'Attempts',
  /** What asked, as it is written down: a word of ours, with a number where it is one of many. */
  asker: (words: string) => words,
  csvHeader: ['time', 'client', 'requested by', 'method', 'path', 'status', 'duration (ms)', 'attempts', 'outcome'],
  csvName: (day: string) => `sendoff-calls-${day}.csv`,
  calls: (total: number) => counted(total, 'call'),
  emptyTitle: 'No calls yet',
  emptyText: 'Every API call is logged here, starting with the first connection test.',
  noneTitle: 'No matching calls',
  noneText: 'Widen the dates or choose another outcome.',
}
