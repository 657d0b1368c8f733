/**
 * What the operator said replies really are: kept on this computer, and what replies like them lean to. One that would make
 * the shipped replies held out worse does not count; this is measured piece by piece and only after a change, never while a
 * reply waits to be judged.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { CorrectionFigures, InboxCorrection, ReplySort } from '#shared/contract/inbox/inbox.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { ownWords } from '#shared/domain/inbox/own-words.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import {
  type Alike,
  alikeOnes,
  type CheckFigures,
  checkCorrections,
  type HeldOut,
  measureHeldOut,
} from '../replies/check-corrections.ts'
import type { Leaning } from '../replies/classify-reply.ts'
import { leaningTo, type Vector, vectorOfReply } from '../replies/leaning.ts'

/** Older ones say nothing any more. */
const mostKept = 400
/** What was corrected for one client says less of another's replies. */
const ofOthers = 0.6
/** Measuring makes room for others after so long. */
const sliceMs = 5
/** So many new ones are measured at once where they are asked for: a millisecond or two. */
const mostAtOnce = 8

type Row = {
  readonly messageId: number
  readonly threadId: number
  readonly workspaceId: WorkspaceId
  readonly label: ReplySort
  readonly was: ReplySort
  readonly at: number
}

/** A correction, as far as measuring it goes once for all clients. */
type Prepared = { readonly at: number; readonly vector: Vector; readonly alikes: readonly Alike[] }

type Checked = {
  readonly leaning: Leaning
  readonly figures: CheckFigures | null
  /** Messages whose correction counts. */
  readonly counted: ReadonlySet<number>
}

/** What is known of a store's corrections while the app runs. */
type Memory = {
  readonly prepared: Map<number, Prepared>
  readonly clients: Map<WorkspaceId, Checked & { readonly state: string }>
  preparing: Promise<void> | null
}

const memories = new WeakMap<Database, Memory>()
function memoryOf(db: Database): Memory {
  const kept = memories.get(db) ?? { prepared: new Map(), clients: new Map(), preparing: null }
  memories.set(db, kept)
  return kept
}

/** Takes turns with others. */
function pauses(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < sliceMs) return
    await nextTurn()
    since = performance.now()
  }
}

/** The same for every store. */
let held: HeldOut | null = null

const none: Checked = { leaning: () => null, figures: null, counted: new Set() }

const statementsOf = (db: Database) => ({
  put: db.prepare(
    `insert into inbox_correction (message_id, workspace_id, thread_id, label, was, at)
       values (@messageId, @workspaceId, @threadId, @label, @was, @at)
     on conflict (message_id) do update set label = @label, at = @at`,
  ),
  of: db.prepare<[number], Pick<Row, 'messageId' | 'label' | 'was'>>(
    'select message_id as messageId, label, was from inbox_correction where message_id = ?',
  ),
  drop: db.prepare('delete from inbox_correction where message_id = ?'),
  shown: db.prepare<{ workspaceId: number | null; most: number }, Row & { name: string; text: string }>(
    `select c.message_id as messageId, c.thread_id as threadId, c.workspace_id as workspaceId, c.label, c.was, c.at,
       coalesce(nullif(m.from_name, ''), m.from_address) as name, m.text
     from inbox_correction c join inbox_message m on m.id = c.message_id
     where @workspaceId is null or c.workspace_id = @workspaceId order by c.at desc limit @most`,
  ),
  // Demo and real clients never share any.
  known: db.prepare<{ demo: 0 | 1; most: number }, Row>(
    `select c.message_id as messageId, c.thread_id as threadId, c.workspace_id as workspaceId, c.label, c.was, c.at
     from inbox_correction c join inbox_message m on m.id = c.message_id join workspace w on w.id = c.workspace_id
     where (w.demo is not null) = @demo order by c.at desc, c.message_id desc limit @most`,
  ),
  isDemo: db.prepare<[number], 0 | 1>('select demo is not null from workspace where id = ?').pluck(),
  reply: db.prepare<[number], { subject: string; from: string; text: string; at: number }>(
    'select subject, from_address as "from", text, at from inbox_message where id = ?',
  ),
  state: db.prepare<[], string>(`select count(*) || ' ' || coalesce(sum(at), 0) from inbox_correction`).pluck(),
})

export function createCorrections(db: Database) {
  const sql = statementsOf(db)
  const memory = memoryOf(db)
  const { prepared, clients } = memory

  const knownTo = (demo: 0 | 1) => sql.known.all({ demo, most: mostKept })
  const isPrepared = ({ messageId, at }: Row) => prepared.get(messageId)?.at === at

  function vectorOf(messageId: number): Vector | null {
    const found = sql.reply.get(messageId)
    if (!found) return null
    const { subject, from, text, at } = found
    return vectorOfReply({
      subject,
      from,
      text: text.slice(0, mailLimits.sorted),
      receivedAt: new Date(at).toISOString(),
    })
  }

  function prepare({ messageId, at }: Row, replies: HeldOut): void {
    const vector = vectorOf(messageId)
    if (vector !== null) prepared.set(messageId, { at, vector, alikes: alikeOnes(replies, vector) })
  }

  async function prepareAll(): Promise<void> {
    const pause = pauses()
    held ??= await measureHeldOut(pause)
    for (const demo of [0, 1] as const) {
      if (!db.open) return
      for (const row of knownTo(demo).filter((one) => !isPrepared(one))) {
        await pause()
        if (!db.open) return
        prepare(row, held)
      }
    }
  }

  /** What counts for a client; null while that is still to be measured. */
  function checked(workspaceId: WorkspaceId): Checked | null {
    const state = sql.state.get() ?? ''
    const before = clients.get(workspaceId)
    if (before?.state === state) return before
    const rows = knownTo(sql.isDemo.get(workspaceId) ?? 0)
    if (rows.length === 0) return none
    const fresh = rows.filter((row) => !isPrepared(row))
    if (held === null || fresh.length > mostAtOnce) return null
    for (const row of fresh) prepare(row, held)
    const known = rows.flatMap(({ messageId, workspaceId: client, label, was }) => {
      const one = prepared.get(messageId)
      return one ? [{ messageId, label, was, weight: client === workspaceId ? 1 : ofOthers, ...one }] : []
    })
    const { counts, figures } = checkCorrections(held, known)
    const counting = known.filter((_one, at) => counts[at])
    const found = {
      state,
      leaning: leaningTo(counting),
      figures,
      counted: new Set(counting.map(({ messageId }) => messageId)),
    }
    clients.set(workspaceId, found)
    return found
  }

  /** All that was corrected is measured when this is done. Where that was so before, nothing is done. */
  async function ready(): Promise<void> {
    memory.preparing ??= prepareAll().finally(() => {
      memory.preparing = null
    })
    await memory.preparing
  }

  /** What counts for each client whose corrections are shown. */
  async function checkedOf(workspaceId: WorkspaceId | null): Promise<ReadonlyMap<WorkspaceId, Checked | null>> {
    await ready()
    const pause = pauses()
    const found = new Map<WorkspaceId, Checked | null>()
    const ids = new Set(sql.shown.all({ workspaceId, most: mostKept }).map((row) => row.workspaceId))
    for (const id of ids) {
      await pause()
      found.set(id, checked(id))
    }
    return found
  }

  return {
    ready,
    /** What was said of a reply. */
    of: (messageId: number): Pick<Row, 'messageId' | 'label' | 'was'> | null => sql.of.get(messageId) ?? null,
    /** A correction of a reply; a later one of the same reply replaces it. */
    record(one: Row): void {
      sql.put.run(one)
    },
    /** Takes one back. Gives what replies like it leant to: null for any other. */
    forget(messageId: number): Leaning {
      const vector = vectorOf(messageId)
      sql.drop.run(messageId)
      prepared.delete(messageId)
      return vector === null ? none.leaning : leaningTo([{ vector, label: 'other', was: 'other', weight: 1 }])
    },
    async list(workspaceId: WorkspaceId | null): Promise<readonly InboxCorrection[]> {
      await checkedOf(workspaceId)
      return sql.shown.all({ workspaceId, most: mostKept }).map(({ workspaceId: client, name, text, at, ...row }) => ({
        ...row,
        workspaceId: client,
        name,
        words: ownWords(text).own.replaceAll(/\s+/g, ' ').trim().slice(0, 160),
        at: new Date(at).toISOString(),
        counts: checked(client)?.counted.has(row.messageId) ?? true,
      }))
    },
    /** How many of the replies held out are right with what was corrected, and without: of each client with corrections. */
    async figures(workspaceId: WorkspaceId | null): Promise<readonly CorrectionFigures[]> {
      const found = await checkedOf(workspaceId)
      return [...found].flatMap(([id, one]) => (one?.figures ? [{ workspaceId: id, ...one.figures }] : []))
    },
    /** What replies of a client lean to; null while that is still to be measured. */
    leaning: (workspaceId: WorkspaceId): Leaning | null => checked(workspaceId)?.leaning ?? null,
  }
}
