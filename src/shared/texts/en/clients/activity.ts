/** Words of the record of calls, on screen and in its CSV. */
import { counted } from '../core/counted.ts'

export const activityEn = {
  title: 'Activity',
  meta: 'Every call to Instantly, without keys and without contents',
  table: 'Calls to Instantly',
  client: 'Client',
  outcome: 'Outcome',
  outcomes: { all: 'All outcomes', ok: 'Went well', refused: 'Refused', no_answer: 'No answer' },
  from: 'From',
  to: 'To',
  search: 'Path or what asked',
  saveCsv: 'Save as CSV',
  savedCsv: (rows: number, path: string) => `${counted(rows, 'call')} saved to ${path}`,
  reset: 'Reset filters',
  time: 'Time',
  askedBy: 'Asked by',
  method: 'Method',
  path: 'Path',
  status: 'Status',
  noStatus: 'none',
  duration: 'Took',
  tries: 'Tries',
  /** What asked, as it is written down: a word of ours, with a number where it is one of many. */
  asker: (words: string) => words,
  csvHeader: ['time', 'client', 'asked by', 'method', 'path', 'status', 'duration (ms)', 'tries', 'outcome'],
  csvName: (day: string) => `sendoff-calls-${day}.csv`,
  calls: (total: number) => counted(total, 'call'),
  emptyTitle: 'No calls yet',
  emptyText: 'Everything Sendoff asks Instantly is written down here, from the first connection test on.',
  noneTitle: 'No call fits these filters',
  noneText: 'Widen the dates or choose another outcome.',
}
