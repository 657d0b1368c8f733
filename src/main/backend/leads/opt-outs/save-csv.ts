import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OptOutRow } from '#shared/contract/leads/opt-outs.ts'
import type { Texts } from '#shared/texts/en.ts'
import { csvBom, csvLine } from '../../core/lib/csv-write.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'

/** Writes opt-outs in batches; the file gets its name only once it is complete. Returns the number of rows. */
export async function saveOptOutsCsv(
  chunks: Iterable<readonly OptOutRow[]>,
  path: string,
  words: Texts['optOuts'],
): Promise<number> {
  let rows = 0
  await writeFileAtomically(path, async (file) => {
    await file.write(csvBom + csvLine(words.csvHeader))
    for (const chunk of chunks) {
      await file.write(chunk.map((row) => lineOf(row, words)).join(''))
      rows += chunk.length
      await nextTurn()
    }
  })
  return rows
}

function lineOf(row: OptOutRow, words: Texts['optOuts']): string {
  const { atInstantly } = row
  return csvLine([
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
  ])
}
