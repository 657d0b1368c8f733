/** Erases a person from the store in small steps. Started again after an interruption it finds the rest. */
import { zstdCompressSync } from 'node:zlib'
import { blankedAddress } from '../../clients/people/erased.ts'
import type { RowRange, TextLocations } from '../../core/db/clean-orders.ts'
import type { Store } from '../../core/deps.ts'
import { unpackBlock } from '../../core/lib/unpacked.ts'
import { keyTables } from '../../events/events/event-keys.ts'
import { createRowBlocks, rowsOfBlock } from '../../leads/lists/original-rows.ts'
import { PURGED_PAYLOAD } from '../../leads/lists/purge-list.ts'
import { type AddressText, addressText } from './blank-address.ts'
import { addressTables } from './inventory.ts'
import type { PackedPlaces } from './packed-orders.ts'
import { forgetDeletedWords } from './scrub.ts'

/** Few enough that nothing waits long for one step. */
const rowsPerStep = 200

export type ErasedCounts = { readonly here: Record<string, number>; mentions: number }

type ErasureWork = {
  readonly store: Store
  readonly email: string
  readonly address: AddressText
  readonly found: ErasedCounts
  readonly now: number
}

const createErasureWork = (store: Store, email: string, found: ErasedCounts, now: number): ErasureWork => ({
  store,
  email,
  address: addressText(email),
  found,
  now,
})

/** Erases what is found by the address itself, which removes everything screens show of the person. */
export function* eraseKnownSteps(store: Store, email: string, found: ErasedCounts, now: number): Generator<undefined> {
  const work = createErasureWork(store, email, found, now)
  forgetDeletedWords(store)
  yield* eraseEvents(work)
  yield* eraseConversations(work)
  yield* eraseByKey(work)
  yield* emptyKnownLeads(work)
}

/** Where else the address was found: rows with texts, and positions of packed rows. */
export type RemainingPlaces = Pick<TextLocations, 'rows' | 'whole'> & { readonly packed: PackedPlaces }

/** Erases the rest: every column that can contain the address, in the rows found to contain it. */
export function* eraseElsewhereSteps(
  store: Store,
  email: string,
  { found, now, where }: { readonly found: ErasedCounts; readonly now: number; readonly where: RemainingPlaces },
): Generator<undefined> {
  const work = createErasureWork(store, email, found, now)
  store.raw.function('blank_address', (text: unknown) => (typeof text === 'string' ? work.address.blank(text) : text))
  // The file was cleaned before. From now on freed and reused pages are overwritten.
  store.raw.pragma('secure_delete = ON')
  try {
    yield* emptyFoundLeads(work, where.rows['lead'] ?? [])
    yield* blankFileRows(work, where.packed.importRows)
    yield* blankEventBlocks(work, where.packed.eventBlocks)
    for (const [table, { text = [] }] of Object.entries(addressTables)) {
      if (text.length === 0) continue
      for (const range of where.rows[table] ?? []) yield* blankRowTexts(work, { table, columns: text, range })
      // Its rows are keyed by address, so they have been deleted already.
      if (where.whole.includes(table) && table !== 'lead_copy_row') yield* blankTableTexts(work, table, text)
    }
  } finally {
    if (store.raw.open) store.raw.pragma('secure_delete = FAST')
  }
}

function count({ found }: ErasureWork, kind: string, more: number): void {
  if (more > 0) found.here[kind] = (found.here[kind] ?? 0) + more
}

const emptied = '{}'

/** SQL placeholder for the erased person. Random, as a client from another computer may contain the same numbers. */
const placeholderSql = `'erased-' || lower(hex(randomblob(8)))`

/** Events stay for the figures, but whose they were, and their payloads, are erased. */
function* eraseEvents(work: ErasureWork): Generator<undefined> {
  const { raw } = work.store
  const contacts = raw
    .prepare(
      'select c.id, c.workspace_id as workspaceId from workspace w join event_contact c on c.workspace_id = w.id and c.email = ?',
    )
    .all(work.email) as { id: number; workspaceId: number }[]
  const idsOf = raw
    .prepare(
      keyTables
        .map((table) => `select event_id from ${table} where workspace_id = @workspaceId and contact_id = @id`)
        .join(' union '),
    )
    .pluck()
  const block = raw.prepare(
    `select first_event_id as first, last_event_id as last, data from event_block
     where workspace_id = ? and first_event_id <= ? order by first_event_id desc limit 1`,
  )
  const keep = raw.prepare('update event_block set data = ? where workspace_id = ? and first_event_id = ?')
  const waiting = raw.prepare(`update event_payload set raw = '${emptied}' where event_id = ? and workspace_id = ?`)
  for (const contact of contacts) {
    const ids = (idsOf.all(contact) as number[]).toSorted((a, b) => a - b)
    for (let at = 0; at < ids.length; ) {
      const first = ids[at] ?? 0
      waiting.run(first, contact.workspaceId)
      const packed = block.get(contact.workspaceId, first) as { first: number; last: number; data: Buffer } | undefined
      at += 1
      if (!packed || first > packed.last) {
        yield
        continue
      }
      const own = new Set([first])
      for (; (ids[at] ?? Number.POSITIVE_INFINITY) <= packed.last; at += 1) {
        own.add(ids[at] ?? 0)
        waiting.run(ids[at], contact.workspaceId)
      }
      const rows = JSON.parse(unpackBlock(packed.data).toString('utf8')) as [number, string][]
      const next = rows.map(([id, text]) => [id, own.has(id) ? emptied : text])
      keep.run(zstdCompressSync(JSON.stringify(next)), contact.workspaceId, packed.first)
      yield
    }
    count(work, 'events', ids.length)
    raw.prepare(`update event_contact set email = ${placeholderSql} where id = ?`).run(contact.id)
    yield
  }
}

/** Deletes conversations with the person entirely: mails, drafts and what a language model was asked about them. */
function* eraseConversations(work: ErasureWork): Generator<undefined> {
  const { raw } = work.store
  const threads = raw
    .prepare(`select t.id from workspace w join inbox_thread t on t.workspace_id = w.id and t.lead_email = ?`)
    .pluck()
    .all(work.email) as number[]
  const remove = raw.transaction((id: number) => {
    raw.prepare('update inbox_model_request set thread_id = null, message_id = null where thread_id = ?').run(id)
    raw.prepare('update opt_out set thread_id = null where thread_id = ?').run(id)
    count(work, 'drafts', raw.prepare('delete from inbox_send where thread_id = ?').run(id).changes)
    raw.prepare('delete from inbox_thread_joined where into_id = ?').run(id)
    raw.prepare('delete from inbox_thread where id = ?').run(id)
  })
  const removeMails = raw.prepare(
    `delete from inbox_message where id in (select id from inbox_message where thread_id = ? limit ${rowsPerStep})`,
  )
  for (const id of threads) {
    for (let changes = rowsPerStep; changes === rowsPerStep; ) {
      ;({ changes } = removeMails.run(id))
      count(work, 'emails', changes)
      yield
    }
    remove(id)
    yield
  }
}

/** Rows keyed by the address. Those that figures or costs are based on stay, but anonymised. */
function* eraseByKey(work: ErasureWork): Generator<undefined> {
  const { email } = work
  const { raw } = work.store
  /** Processes some rows; the rest is found again by the same address in the next step. */
  function* some(kind: string | null, act: string, table: string, where: string): Generator<undefined> {
    const statement = raw.prepare(
      `${act} where rowid in (select rowid from ${table} where ${where} limit ${rowsPerStep})`,
    )
    for (let changes = rowsPerStep; changes === rowsPerStep; ) {
      ;({ changes } = statement.run({ email }))
      if (kind !== null) count(work, kind, changes)
      yield
    }
  }
  const remove = (kind: string | null, table: string, where: string) => some(kind, `delete from ${table}`, table, where)
  const change = (kind: string | null, table: string, set: string, where: string) =>
    some(kind, `update ${table} set ${set}`, table, where)
  const own = 'email = @email'
  /** Uses the index, which begins with the client. */
  const ofClients = `workspace_id in (select id from workspace) and ${own}`
  yield* remove(null, 'opt_out_lead', 'sync_id in (select id from opt_out_sync where value = @email)')
  yield* remove(null, 'opt_out_sync', 'value = @email')
  yield* remove('opt_outs', 'opt_out', 'value = @email')
  // The label stays for the figures, anonymised. One per campaign.
  raw
    .prepare(
      `update lead_label set email = ${placeholderSql}
       where (workspace_id, campaign_id, email) in (select l.workspace_id, l.campaign_id, l.email
         from workspace w join lead_label l on l.workspace_id = w.id and l.email = @email)`,
    )
    .run({ email })
  yield
  yield* remove('block_entries', 'block_entry', 'value = @email')
  yield* remove(null, 'crm_delivery', 'handover_id in (select id from crm_handover where email = @email)')
  yield* remove('crm', 'crm_handover', own)
  yield* change('crm', 'crm_deal', `email = ${placeholderSql}, person_id = null`, ofClients)
  yield* remove(null, 'write_back_row', own)
  yield* change('checks', 'email_check', `email = ${placeholderSql}`, ofClients)
  // One per place at Instantly.
  count(work, 'mirror', raw.prepare(`delete from lead_copy_row where ${own}`).run({ email }).changes)
  yield
  yield* change('archives', 'archived_lead', `email = null, raw = '${emptied}'`, own)
  yield* change('archives', 'archived_mail', `lead = null, raw = '${emptied}'`, 'lead = @email')
  yield* change(null, 'subsequence_move_lead', `email = null, name = ''`, own)
}

type LeadRow = {
  readonly id: number
  readonly listId: number
  readonly gate: number
  readonly removed: number
  readonly importId: number
  readonly rowNumber: number
  readonly position: number
}

const leadColumns = `l.id, list_id as listId, gate, removed,
  coalesce((select rows_of from list_import where id = l.import_id), import_id) as importId,
  row_number as rowNumber, position from lead l`

/** Uses the index. Leads keep their positions, because exports refer to rows by them, but are emptied. */
function* emptyKnownLeads(work: ErasureWork): Generator<undefined> {
  const indexed = work.store.raw.prepare(
    ['gate = 0', 'gate <> 0 and gate <> 1 and gate <> 2 and gate <> 5 and gate <> 6 and gate <> 9']
      .map(
        (where) => `select ${leadColumns} where l.${where.replaceAll(' and gate', ' and l.gate')} and email = @email`,
      )
      .join(' union all '),
  )
  yield* emptyLeads(work, indexed.all({ email: work.email }) as LeadRow[])
}

/** The same for leads without an entry in an address index: held rows, including duplicates within a file. */
function* emptyFoundLeads(work: ErasureWork, ranges: readonly RowRange[]): Generator<undefined> {
  const find = work.store.raw.prepare(`select ${leadColumns} where l.id between ? and ? and lower(l.email) = ?`)
  for (const [from, to] of ranges) {
    const rows = find.all(from, to, work.email) as LeadRow[]
    if (rows.length > 0) yield* emptyLeads(work, rows)
    yield
  }
}

function* emptyLeads(work: ErasureWork, leads: readonly LeadRow[]): Generator<undefined> {
  const { raw } = work.store
  const empty = raw.prepare(
    `update lead set payload = '${PURGED_PAYLOAD}', original = '', other_emails = null, job_title = null, email = null,
       first_name = null, last_name = null, company_name = null,
       removed = case when removed = 0 then @action else removed end where id = @id`,
  )
  const action = raw.prepare(
    `insert into list_action (workspace_id, list_id, kind, lead_count, at, state)
     select workspace_id, id, 'purge', ?, ?, 'done' from lead_list where id = ?`,
  )
  const countRemoved = raw.prepare('update list_gate_count set removed = removed + 1 where list_id = ? and gate = ?')
  const more = raw.prepare('update list_action set lead_count = lead_count + ? where id = ?')
  const some = raw.transaction((listId: number, rows: readonly LeadRow[], begun: number | null): number => {
    const at = new Date(work.now).toISOString()
    const actionId = begun ?? Number(action.run(rows.length, at, listId).lastInsertRowid)
    if (begun !== null) more.run(rows.length, begun)
    for (const lead of rows) {
      raw.prepare('delete from lead_change where lead_id = ? or new_lead_id = ?').run(lead.id, lead.id)
      raw.prepare('delete from lead_tag where list_id = ? and position = ?').run(listId, lead.position)
      empty.run({ id: lead.id, action: actionId })
      if (lead.removed === 0) countRemoved.run(listId, lead.gate)
    }
    raw.prepare('update lead_list set revision = revision + 1 where id = ?').run(listId)
    count(work, 'leads', rows.length)
    return actionId
  })
  for (const [listId, rows] of Map.groupBy(leads, ({ listId: of }) => of)) {
    // The file's rows first, as they are found through these leads.
    for (const [importId, of] of Map.groupBy(rows, ({ importId: id }) => id)) {
      yield* rewriteRows(work, importId, new Set(of.map(({ rowNumber }) => rowNumber)))
    }
    let begun: number | null = null
    for (let at = 0; at < rows.length; at += rowsPerStep) {
      begun = some(listId, rows.slice(at, at + rowsPerStep), begun)
      yield
    }
  }
}

type Block = {
  importId: number
  firstRow: number
  rowCount: number
  codec: 'zstd' | 'plain'
  cells: Buffer
  delimiter: string
}

const blockColumns = `r.import_id as importId, r.first_row as firstRow, r.row_count as rowCount, r.codec, r.cells, i.delimiter
  from import_rows r join list_import i on i.id = r.import_id`

function* rewriteRows(work: ErasureWork, importId: number, numbers: ReadonlySet<number>): Generator<undefined> {
  const { raw } = work.store
  const at = raw.prepare(
    `select ${blockColumns} where r.import_id = ? and r.first_row <= ? order by r.first_row desc limit 1`,
  )
  const done = new Set<number>()
  for (const number of numbers) {
    const block = at.get(importId, number) as Block | undefined
    if (!block || done.has(block.firstRow)) continue
    done.add(block.firstRow)
    rewriteBlock(work, block, numbers)
    yield
  }
}

/** Rewrites a block with the person's rows emptied and the address blanked in the others. */
function rewriteBlock(work: ErasureWork, block: Block, own: ReadonlySet<number>): boolean {
  let changed = false
  const again = createRowBlocks(block.delimiter)
  for (const [index, cells] of rowsOfBlock(block, block.delimiter || ',').entries()) {
    const number = block.firstRow + index
    const isOwn = own.has(number) || cells.some((cell) => cell.trim().toLowerCase() === work.email)
    const next = isOwn ? [''] : cells.map((cell) => (work.address.isIn(cell) ? work.address.blank(cell) : cell))
    if (isOwn ? cells.length > 1 || cells[0] !== '' : next.some((cell, at) => cell !== cells[at])) {
      changed = true
      work.found.mentions += 1
    }
    again.add(next, number)
  }
  const made = changed ? again.take() : null
  if (made) {
    work.store.raw
      .prepare(`update import_rows set codec = ?, cells = ? where import_id = ? and first_row = ?`)
      .run(made.codec, made.cells, block.importId, block.firstRow)
  }
  return changed
}

/** Original file rows, in the blocks found to contain the address. */
function* blankFileRows(work: ErasureWork, places: readonly number[]): Generator<undefined> {
  const at = work.store.raw.prepare(`select ${blockColumns} where r.rowid = ?`)
  for (const place of places) {
    const block = at.get(place) as Block | undefined
    if (block) rewriteBlock(work, block, new Set())
    yield
  }
}

/** Payloads of other people's events that name the person: a colleague in copy, a forwarded mail. */
function* blankEventBlocks(work: ErasureWork, places: readonly number[]): Generator<undefined> {
  const { raw } = work.store
  const at = raw.prepare('select data from event_block where rowid = ?').pluck()
  const keep = raw.prepare('update event_block set data = ? where rowid = ?')
  for (const place of places) {
    const data = at.get(place) as Buffer | undefined
    const text = data === undefined ? '' : unpackBlock(data).toString('utf8')
    if (work.address.isIn(text)) {
      const rows = JSON.parse(text) as [number, string][]
      work.found.mentions += rows.filter(([, payload]) => work.address.isIn(payload)).length
      keep.run(zstdCompressSync(JSON.stringify(rows.map(([id, payload]) => [id, work.address.blank(payload)]))), place)
    }
    yield
  }
}

const blankingOf = (
  { address }: ErasureWork,
  columns: readonly string[],
): { readonly set: string; readonly has: string } => {
  const named = columns.map((column) => `"${column}"`)
  return {
    set: named.map((column) => `${column} = blank_address(${column})`).join(', '),
    has: named.map((column) => address.like(column)).join(' or '),
  }
}

/** Blanks every text in some rows of a table. */
function* blankRowTexts(
  work: ErasureWork,
  { table, columns, range }: { readonly table: string; readonly columns: readonly string[]; readonly range: RowRange },
): Generator<undefined> {
  const { raw } = work.store
  const { set, has } = blankingOf(work, columns)
  const { patterns } = work.address
  // In a mail the person wrote in somebody else's conversation, the text is theirs too.
  const own =
    table === 'inbox_message'
      ? raw.prepare(
          `update inbox_message set text = '${blankedAddress}', html = null, from_name = '', attachments = null
           where id between @from and @to and lower(from_address) = @email`,
        )
      : null
  const change = raw.prepare(`update or ignore ${table} set ${set} where rowid between @from and @to and (${has})`)
  const [from, to] = range
  raw.transaction(() => {
    work.found.mentions += own?.run({ from, to, email: work.email }).changes ?? 0
    work.found.mentions += change.run({ from, to, ...patterns }).changes
  })()
  yield
}

/** A table without rowids. */
function* blankTableTexts(work: ErasureWork, table: string, columns: readonly string[]): Generator<undefined> {
  const { set, has } = blankingOf(work, columns)
  const { patterns } = work.address
  work.found.mentions += work.store.raw
    .prepare(`update or ignore ${table} set ${set} where ${has}`)
    .run(patterns).changes
  yield
}

/** Whether a running export may still send the person, in which case erasing waits. */
export function isBeingExported({ raw }: Store, email: string): boolean {
  return (
    raw
      .prepare(
        `select 1 from lead l join export_run r on r.list_id = l.list_id and r.row_count >= l.position
          where l.gate = 0 and l.email = ? and l.removed = 0 and r.state not in ('done', 'cancelled', 'failed') limit 1`,
      )
      .get(email) !== undefined
  )
}
