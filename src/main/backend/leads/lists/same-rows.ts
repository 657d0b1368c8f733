/** Records which rows of a newer file repeated which leads without changing anything: in blocks, looked up by lead. */
import zlib from 'node:zlib'
import type { Store } from '../../core/deps.ts'
import { unpackBlock } from '../../core/lib/unpacked.ts'

const quickest = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } }

/** Collects rows and their leads; `write` must be called in the transaction of the rows. */
export function createSameRowWriter({ raw }: Store, importId: number) {
  const insert = raw.prepare('insert into import_same (import_id, first_row, leads) values (?, ?, ?)')
  let pairs: number[] = []
  return {
    add(rowNumber: number, leadId: number): void {
      pairs.push(rowNumber, leadId)
    },
    write(): void {
      const [first] = pairs
      if (first === undefined) return
      const numbers = Float64Array.from(pairs)
      insert.run(importId, first, zlib.zstdCompressSync(Buffer.from(numbers.buffer), quickest))
      pairs = []
    },
  }
}

export type SameRow = { readonly importId: number; readonly rowNumber: number }

/** Returns rows of newer files that a lead, under any of its ids, already matched exactly. */
export function sameRowsOf(store: Pick<Store, 'raw'>, listId: number, leadIds: readonly number[]): readonly SameRow[] {
  const found: SameRow[] = []
  const wanted = new Set(leadIds)
  for (const { importId, pairs, isUndone } of pairsOfSameRows(store, listId)) {
    if (isUndone) continue
    for (let at = 1; at < pairs.length; at += 2) {
      if (wanted.has(pairs[at] as number)) found.push({ importId, rowNumber: pairs[at - 1] as number })
    }
  }
  return found
}

/** SQL condition: the import, a table or alias `of`, was undone. Its file remains in the list's history. */
export const isUndoneImportSql = (of: string): string =>
  `exists (select 1 from list_action a where a.list_id = ${of}.list_id and a.import_id = ${of}.id and a.undone_at is not null)`

type SamePairs = { readonly importId: number; readonly pairs: Float64Array; readonly isUndone: boolean }

/** Yields all of a list, block by block: the row number, then the id of its lead. Others may write in between. */
export function* pairsOfSameRows({ raw }: Pick<Store, 'raw'>, listId: number): Generator<SamePairs> {
  const blocks = raw
    .prepare<[number], { importId: number; first: number; isUndone: 0 | 1 }>(
      `select s.import_id as importId, s.first_row as first, ${isUndoneImportSql('i')} as isUndone
       from list_import i join import_same s on s.import_id = i.id where i.list_id = ? and i.state = 'ready'`,
    )
    .all(listId)
  const read = raw
    .prepare<[number, number], Buffer>('select leads from import_same where import_id = ? and first_row = ?')
    .pluck()
  for (const { importId, first, isUndone } of blocks) {
    const leads = read.get(importId, first)
    if (!leads) continue
    const bytes = unpackBlock(leads)
    const pairs = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    yield { importId, pairs, isUndone: isUndone === 1 }
  }
}
