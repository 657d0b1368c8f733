import type { OptOutRow } from '#shared/contract/leads/opt-outs.ts'
import type { Texts } from '#shared/texts/en.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'

/** Writes opt-outs in batches. Returns the number of rows. */
export const saveOptOutsCsv = (
  chunks: Iterable<readonly OptOutRow[]>,
  path: string,
  words: Texts['optOuts'],
): Promise<number> => saveCsv(path, words.csvHeader, chunks, (row) => cellsOf(row, words))

function cellsOf(row: OptOutRow, words: Texts['optOuts']) {
  const { atInstantly } = row
  return [
    row.value,
    words.states[row.state],
    row.since,
    words.sources[row.source],
    row.words ?? '',
    row.clientName ?? '',
    words.scopes[row.scope],
    words.standings[atInstantly.state],
    atInstantly.blocked,
    atInstantly.stopped,
    atInstantly.removed,
    atInstantly.readAt ?? '',
  ]
}
