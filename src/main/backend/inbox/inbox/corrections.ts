/**
 * Stores the operator's corrections of reply labels on this computer, and derives how similar replies are sorted. A
 * correction does not count if it would worsen the results on the shipped held-out replies. This is measured in small
 * slices and only after a change, never while a reply waits to be sorted.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { CorrectionFigures, InboxCorrection, ReplySort } from '#shared/contract/inbox/inbox.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import {
  type CheckFigures,
  checkCorrections,
  findSimilarReplies,
  type HeldOut,
  measureHeldOut,
  type SimilarReply,
} from '../replies/check-corrections.ts'
import type { CorrectionScorer } from '../replies/classify-reply.ts'
import { createCorrectionScorer, type Vector, vectorOfReply } from '../replies/correction-scores.ts'

/** Older corrections are ignored. */
const maxKept = 400
/** Weight of corrections made for another client. */
const otherClientWeight = 0.6
/** Time slice of measuring before it yields to other work. */
const sliceMs = 5
/** Up to this many new corrections are measured at once when needed, which takes a millisecond or two. */
const maxAtOnce = 8

type Row = {
  readonly messageId: number
  readonly threadId: number
  readonly workspaceId: WorkspaceId
  readonly label: ReplySort
  readonly was: ReplySort
  readonly at: number
}

/** Measurements of a correction that are the same for all clients. */
type MeasuredCorrection = { readonly at: number; readonly vector: Vector; readonly alikes: readonly SimilarReply[] }

type CheckedCorrections = {
  readonly leaning: CorrectionScorer
  readonly figures: CheckFigures | null
  /** Ids of messages whose correction counts. */
  readonly counted: ReadonlySet<number>
}

/** Measurements of a store's corrections, kept while the app runs. */
type MeasurementCache = {
  readonly prepared: Map<number, MeasuredCorrection>
  readonly clients: Map<WorkspaceId, CheckedCorrections & { readonly state: string }>
  preparing: Promise<void> | null
}

const measurementCaches = new WeakMap<Database, MeasurementCache>()
function measurementCacheOf(db: Database): MeasurementCache {
  const kept = measurementCaches.get(db) ?? { prepared: new Map(), clients: new Map(), preparing: null }
  measurementCaches.set(db, kept)
  return kept
}

/** Returns a function that yields to other work when the time slice is used up. */
function createTimeSlicePause(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < sliceMs) return
    await nextTurn()
    since = performance.now()
  }
}

/** Shared by all stores. */
let heldOutCache: HeldOut | null = null

const noCorrections: CheckedCorrections = { leaning: () => null, figures: null, counted: new Set() }

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
  // Demo and real clients never share corrections.
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

/** Measures corrections: which of them count, and what they improve. */
function createMeasurements(db: Database, sql: ReturnType<typeof statementsOf>) {
  const memory = measurementCacheOf(db)
  const { prepared, clients } = memory

  const knownTo = (demo: 0 | 1) => sql.known.all({ demo, most: maxKept })
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
    if (vector !== null) prepared.set(messageId, { at, vector, alikes: findSimilarReplies(replies, vector) })
  }

  async function prepareAll(): Promise<void> {
    const pause = createTimeSlicePause()
    heldOutCache ??= await measureHeldOut(pause)
    for (const demo of [0, 1] as const) {
      if (!db.open) return
      for (const row of knownTo(demo).filter((one) => !isPrepared(one))) {
        await pause()
        if (!db.open) return
        prepare(row, heldOutCache)
      }
    }
  }

  /** Returns the corrections that count for a client; null while they still have to be measured. */
  function checked(workspaceId: WorkspaceId): CheckedCorrections | null {
    const state = sql.state.get() ?? ''
    const before = clients.get(workspaceId)
    if (before?.state === state) return before
    const rows = knownTo(sql.isDemo.get(workspaceId) ?? 0)
    if (rows.length === 0) return noCorrections
    const fresh = rows.filter((row) => !isPrepared(row))
    if (heldOutCache === null || fresh.length > maxAtOnce) return null
    for (const row of fresh) prepare(row, heldOutCache)
    const known = rows.flatMap(({ messageId, workspaceId: client, label, was }) => {
      const one = prepared.get(messageId)
      return one ? [{ messageId, label, was, weight: client === workspaceId ? 1 : otherClientWeight, ...one }] : []
    })
    const { counts, figures } = checkCorrections(heldOutCache, known)
    const counting = known.filter((_one, at) => counts[at])
    const found = {
      state,
      leaning: createCorrectionScorer(counting),
      figures,
      counted: new Set(counting.map(({ messageId }) => messageId)),
    }
    clients.set(workspaceId, found)
    return found
  }

  /** Measures all corrections that have not been measured yet. */
  async function ready(): Promise<void> {
    memory.preparing ??= prepareAll().finally(() => {
      memory.preparing = null
    })
    await memory.preparing
  }

  return { vectorOf, checked, ready, forget: (messageId: number) => prepared.delete(messageId) }
}

export function createCorrections(db: Database) {
  const sql = statementsOf(db)
  const { vectorOf, forget, checked, ready } = createMeasurements(db, sql)

  /** Returns the corrections that count for each client whose corrections are shown. */
  async function checkedOf(
    workspaceId: WorkspaceId | null,
  ): Promise<ReadonlyMap<WorkspaceId, CheckedCorrections | null>> {
    await ready()
    const pause = createTimeSlicePause()
    const found = new Map<WorkspaceId, CheckedCorrections | null>()
    const ids = new Set(sql.shown.all({ workspaceId, most: maxKept }).map((row) => row.workspaceId))
    for (const id of ids) {
      await pause()
      found.set(id, checked(id))
    }
    return found
  }

  return {
    ready,
    of: (messageId: number): Pick<Row, 'messageId' | 'label' | 'was'> | null => sql.of.get(messageId) ?? null,
    /** Stores a correction, replacing an earlier one of the same reply. */
    record(one: Row): void {
      sql.put.run(one)
    },
    /** Deletes a correction. Returns a leaning that recognises the replies similar to it; null for any other. */
    forget(messageId: number): CorrectionScorer {
      const vector = vectorOf(messageId)
      sql.drop.run(messageId)
      forget(messageId)
      return vector === null
        ? noCorrections.leaning
        : createCorrectionScorer([{ vector, label: 'other', was: 'other', weight: 1 }])
    },
    async list(workspaceId: WorkspaceId | null): Promise<readonly InboxCorrection[]> {
      await checkedOf(workspaceId)
      return sql.shown.all({ workspaceId, most: maxKept }).map(({ workspaceId: client, name, text, at, ...row }) => ({
        ...row,
        workspaceId: client,
        name,
        words: splitQuotedText(text).own.replaceAll(/\s+/g, ' ').trim().slice(0, 160),
        at: new Date(at).toISOString(),
        counts: checked(client)?.counted.has(row.messageId) ?? true,
      }))
    },
    /** For each client with corrections: how many held-out replies are sorted correctly with and without them. */
    async figures(workspaceId: WorkspaceId | null): Promise<readonly CorrectionFigures[]> {
      const found = await checkedOf(workspaceId)
      return [...found].flatMap(([id, one]) => (one?.figures ? [{ workspaceId: id, ...one.figures }] : []))
    },
    /** Returns how replies of a client lean; null while the corrections still have to be measured. */
    leaning: (workspaceId: WorkspaceId): CorrectionScorer | null => checked(workspaceId)?.leaning ?? null,
  }
}
