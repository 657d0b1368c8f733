/** Records the opt-outs stated in a file. The lists to be processed are stored first, so a crash loses nobody. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { createOriginalRowReader } from '../lists/original-rows.ts'
import { noContactCell } from '../rows/no-contact-column.ts'
import { optOutOf } from './covered-by-opt-out.ts'
import type { OptOuts } from './opt-outs.ts'

const pendingListsSetting: Setting<readonly number[]> = {
  key: 'optOuts.lists',
  shape: z.array(z.number().int()),
  fallback: [],
}

/** Rows in one transaction, which takes about ten milliseconds. */
const rowsPerStep = 200
/** Positions of a list scanned in one transaction; rows excluded for another reason are skipped. */
const placesPerStep = 5000

type FileRow = {
  readonly importId: number
  readonly rowNumber: number
  readonly original: string
  readonly file: string
  readonly mapping: string
}
type HeldRow = FileRow & {
  readonly id: number
  readonly position: number
  readonly email: string
  readonly workspaceId: WorkspaceId
}

function prepareRows(raw: Store['raw']) {
  // `gate <> 0` selects the index of excluded rows: a list has many leads, but few of those.
  const rows = raw.prepare<[number, number, number], HeldRow>(
    `select l.id, l.position, l.email, l.workspace_id as workspaceId, l.import_id as importId, l.row_number as rowNumber, l.original,
       i.file_name as file, i.mapping
       from lead l join list_import i on i.id = l.import_id
      where l.list_id = ? and l.position > ? and l.position <= ? and l.gate <> 0 and l.gate = ${gateCodes.opted_out}
        and l.email is not null and l.removed = 0
      order by l.position limit ${rowsPerStep}`,
  )
  // A newer file states it in a row of its own; the first file's row is still the lead's.
  const newerRows = raw.prepare<{ id: number }, FileRow>(
    `select a.import_id as importId, c.row_number as rowNumber, '' as original, i.file_name as file, i.mapping
       from lead_change c join list_action a on a.id = c.action_id join list_import i on i.id = a.import_id
      where (c.lead_id = @id or c.new_lead_id = @id) and c.row_number is not null and a.undone_at is null
      order by c.action_id desc`,
  )
  const lastPlace = raw.prepare<[number], number>('select row_count from lead_list where id = ?').pluck()
  const optedOut = raw
    .prepare<[number], number>(`select count from list_gate_count where list_id = ? and gate = ${gateCodes.opted_out}`)
    .pluck()
  return { rows, newerRows, lastPlace, optedOut }
}

export type FileOptOuts = ReturnType<typeof createFileOptOuts>

export function createFileOptOuts(deps: Deps, optOuts: OptOuts) {
  const { store, clock } = deps
  const { raw } = store
  const log = deps.log('opt-outs')
  const working = new Set<Promise<void>>()
  const stopping = new AbortController()
  const originals = createOriginalRowReader(raw)
  const { rows, newerRows, lastPlace, optedOut } = prepareRows(raw)
  const note = (change: (lists: readonly number[]) => readonly number[]) =>
    setSetting(store, 'app', pendingListsSetting, change(getSetting(store, 'app', pendingListsSetting)), clock.now())

  const takeSome = raw.transaction((listId: ListId, after: number): number | null => {
    const until = after + placesPerStep
    const some = rows.all(listId, after, until)
    for (const row of some) {
      const { id, email: value, workspaceId } = row
      // Excluded because of an earlier opt-out; the file adds nothing to it.
      if (optOutOf(store, workspaceId, value)?.state === 'on') continue
      const wish = firstOptOutText([...newerRows.all({ id }), row])
      if (!wish) continue
      const { said, file } = wish
      optOuts.record({
        workspaceId,
        value,
        at: deps.instantly.now(workspaceId),
        source: 'file',
        words: said === '' ? file : `${said} (${file})`,
      })
    }
    if (some.length === rowsPerStep) return some.at(-1)?.position ?? null
    return until < (lastPlace.get(listId) ?? 0) ? until : null
  })

  /** Returns the first row that states the person's wish, and its words; null if none does. */
  function firstOptOutText(candidates: readonly FileRow[]): { readonly said: string; readonly file: string } | null {
    for (const row of candidates) {
      const said = optOutTextOf(row)
      if (said !== null) return { said, file: row.file }
    }
    return null
  }

  /** Returns what the row says in its own words; null if that is not the person's wish. */
  function optOutTextOf({ importId, rowNumber, original, mapping }: FileRow): string | null {
    const cells = original === '' ? originals.cells(importId, rowNumber) : (parseJson(original) as string[] | null)
    // Written only by the import.
    const targets = parseJson(mapping) as Mapping | null
    return cells && targets ? noContactCell(targets, cells) : ''
  }

  async function recordList(listId: ListId): Promise<void> {
    for (let after: number | null = 0; after !== null && !stopping.signal.aborted; ) {
      after = takeSome(listId, after)
      await nextTurn()
    }
    if (!stopping.signal.aborted) note((lists) => lists.filter((each) => each !== listId))
  }

  function start(listId: ListId): void {
    const work = recordList(listId)
      .catch((error: unknown) => log.error('opt-outs of a file were not taken over', { error: String(error) }))
      .finally(() => working.delete(work))
    working.add(work)
  }

  return {
    /** Called last in the transaction that finishes an import of the list. Returns whether opt-outs are to record. */
    note(listId: ListId): boolean {
      if (!optedOut.get(listId)) return false
      note((lists) => [...new Set([...lists, listId])])
      return true
    },
    /** To be called once that transaction has ended. */
    start,
    /** Resumes lists that were interrupted. */
    resume(): void {
      // Ids of lists, written above.
      for (const listId of getSetting(store, 'app', pendingListsSetting) as readonly ListId[]) start(listId)
    },
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.allSettled(working)
    },
  }
}
