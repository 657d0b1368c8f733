import { and, count, desc, eq, lt, min, notInArray, sql } from 'drizzle-orm'
import {
  type CrmDelivery,
  type CrmDeliveryState,
  type CrmProblem,
  type QualifiedLead,
  qualifiedLead,
} from '#shared/contract/inbox/crm.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmDeliveryId, CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import { notArchivedSql } from '../../clients/workspaces/queries.ts'
import { workspace } from '../../core/db/schema/clients/workspaces.ts'
import { crmDelivery, crmHandover, crmTarget } from '../../core/db/schema/inbox/crm.ts'
import type { Store } from '../../core/deps.ts'
import { dealsById } from './deal-store.ts'
import { stableId } from './restore-gap.ts'
import { sameAccountSql } from './same-account.ts'
import { targetsOf } from './target-store.ts'

/**
 * Stores a qualified lead and a delivery for every target of its client in one transaction; the same key again changes
 * nothing. A demo's leads are stored but not delivered. With `sinceAdded`, only targets that existed when the lead
 * qualified get a delivery, because an event can report a label long after it was given. Throws INVALID_INPUT for an
 * invalid lead and NOT_FOUND for an unknown client.
 */
export function writeHandover(
  store: Store,
  workspaceId: WorkspaceId,
  given: QualifiedLead,
  at: string,
  { sinceAdded = false }: { readonly sinceAdded?: boolean } = {},
): { readonly isNew: boolean } {
  const parsed = qualifiedLead.safeParse(given)
  if (!parsed.success) throw new AppError('INVALID_INPUT', { field: parsed.error.issues[0]?.path.join('.') ?? 'lead' })
  const isDemo = createDemoLookup(store)(workspaceId)
  return store.orm.transaction((tx) => {
    const client = tx.select({ name: workspace.name }).from(workspace).where(eq(workspace.id, workspaceId)).get()
    if (!client) throw new AppError('NOT_FOUND', { what: 'workspace' })
    const uid = stableId(store, workspaceId, 'handover', parsed.data.key)
    const { key: leadKey, ...lead } = parsed.data
    const body = JSON.stringify({
      version: 1,
      event: 'lead.qualified',
      id: uid,
      handedAt: at,
      client: client.name,
      lead,
    })
    const written = tx
      .insert(crmHandover)
      .values({ workspaceId, leadKey, uid, email: lead.email, body, handedAt: at })
      .onConflictDoNothing()
      .returning({ id: crmHandover.id })
      .get()
    if (!written) return { isNew: false }
    const qualifiedAt = new Date(parsed.data.qualifiedAt).toISOString()
    for (const target of isDemo ? [] : targetsOf(store, workspaceId)) {
      if (sinceAdded && target.addedAt > qualifiedAt) continue
      tx.insert(crmDelivery)
        .values({ workspaceId, handoverId: written.id, targetId: target.id, state: 'waiting', tries: 0, nextTryAt: at })
        .run()
    }
    return { isNew: true }
  })
}

/** Creates deliveries for every lead of the client never handed to the target, oldest first. Returns how many. */
export function queueEarlierLeads({ raw }: Store, targetId: CrmTargetId, at: string): number {
  return raw
    .prepare(
      `insert or ignore into crm_delivery (workspace_id, handover_id, target_id, state, tries, next_try_at)
       select h.workspace_id, h.id, t.id, 'waiting', 0, ? from crm_handover h join crm_target t on t.id = ?
       where h.workspace_id = t.workspace_id and t.removed_at is null
         and not exists (select 1 from crm_delivery d where d.handover_id = h.id and d.target_id = t.id) order by h.id`,
    )
    .run(at, targetId).changes
}

export type DueDelivery = {
  readonly id: CrmDeliveryId
  readonly workspaceId: WorkspaceId
  readonly targetId: CrmTargetId
  readonly tries: number
  readonly uid: string
  readonly body: string
}

/**
 * Marks the next due delivery as sending and returns it; null if none is due. Only one delivery at a time is sent to a
 * CRM account, because two labels of the same lead sent at once would create its deal twice.
 */
export function claimDueDelivery({ raw }: Store, now: string, paused: readonly WorkspaceId[] = []): DueDelivery | null {
  return raw.transaction(() => {
    const found = raw.prepare<[string, string], DueDelivery>(dueSql).get(now, JSON.stringify(paused))
    if (!found) return null
    const tries = found.tries + 1
    raw
      .prepare(`update crm_delivery set state = 'sending', tries = ?, next_try_at = null where id = ?`)
      .run(tries, found.id)
    return { ...found, tries }
  })()
}

const dueSql = `
  select d.id, d.workspace_id as workspaceId, d.target_id as targetId, d.tries, h.uid, h.body
    from crm_delivery d join crm_handover h on h.id = d.handover_id join crm_target t on t.id = d.target_id
   where d.state = 'waiting' and d.next_try_at <= ? and d.workspace_id not in (select value from json_each(?))
     and ${notArchivedSql('d.workspace_id')}
     and (t.kind = 'webhook'
       or not exists (select 1 from crm_delivery s join crm_target o on o.id = s.target_id
         where s.state = 'sending' and ${sameAccountSql('o', 't')}))
   order by d.next_try_at, d.id limit 1`

/** Excludes deliveries to an account that already has one in `sending`. */
const accountIsFreeSql = sql.raw(`not exists (select 1 from crm_delivery s
  join crm_target o on o.id = s.target_id join crm_target t on t.id = crm_delivery.target_id
  where s.state = 'sending' and ${sameAccountSql('o', 't')})`)

/** Returns when the next delivery is due (ISO); null if none is waiting. */
export function nextDueAt(store: Store, paused: readonly WorkspaceId[] = []): string | null {
  const row = store.orm
    .select({ at: min(crmDelivery.nextTryAt) })
    .from(crmDelivery)
    .where(
      and(
        eq(crmDelivery.state, 'waiting'),
        notInArray(crmDelivery.workspaceId, [...paused]),
        sql.raw(notArchivedSql('crm_delivery.workspace_id')),
        accountIsFreeSql,
      ),
    )
    .get()
  return row?.at ?? null
}

export const clientsWithTargets = ({ raw }: Store): readonly WorkspaceId[] =>
  raw
    .prepare(
      `select distinct t.workspace_id from crm_target t join workspace w on w.id = t.workspace_id
       where t.removed_at is null and w.archived_at is null order by 1`,
    )
    .pluck()
    .all() as WorkspaceId[]

/** Returns when the next delivery of each client is due, in epoch milliseconds. */
export const nextDueOfClients = ({ raw }: Store): ReadonlyMap<WorkspaceId, number> =>
  new Map(
    (
      raw
        .prepare(
          `select workspace_id as id, min(next_try_at) as at from crm_delivery where state = 'waiting' group by workspace_id`,
        )
        .all() as { id: WorkspaceId; at: string }[]
    ).map(({ id, at }) => [id, Date.parse(at)]),
  )

/** Due date of a delivery that waits until the operator retries it; later than any real date. */
export const pausedDueDate = '9999-12-31T00:00:00.000Z'

/** Makes waiting deliveries of a client (null: of all) due now if due later than `latest`. Paused ones stay paused. */
export const makeDeliveriesDue = ({ raw }: Store, workspaceId: WorkspaceId | null, now: string, latest = ''): void =>
  void raw
    .prepare(
      `update crm_delivery set next_try_at = @now where state = 'waiting' and next_try_at > @latest and next_try_at <> @paused
         and (@workspaceId is null or workspace_id = @workspaceId)`,
    )
    .run({ now, latest, workspaceId, paused: pausedDueDate })

export type DeliveryOutcome = {
  readonly state: Exclude<CrmDeliveryState, 'sending'>
  readonly status: number | null
  readonly problem: CrmProblem | null
  readonly nextTryAt: string | null
  readonly settledAt: string | null
}

/** Writes the outcome of a try, unless the delivery is no longer `sending` because its target was removed. */
export function saveDeliveryOutcome(store: Store, id: CrmDeliveryId, outcome: DeliveryOutcome): void {
  store.orm
    .update(crmDelivery)
    .set(outcome)
    .where(and(eq(crmDelivery.id, id), eq(crmDelivery.state, 'sending')))
    .run()
}

/** Puts a delivery back to waiting because no try was made. */
export function requeueUntriedDelivery(store: Store, id: CrmDeliveryId, tries: number, nextTryAt: string): void {
  store.orm
    .update(crmDelivery)
    .set({ state: 'waiting', tries, nextTryAt })
    .where(and(eq(crmDelivery.id, id), eq(crmDelivery.state, 'sending')))
    .run()
}

/**
 * Puts deliveries that were `sending` when the app quit back to waiting. Sending them again is safe because receivers
 * recognise the idempotency key.
 */
export function requeueInterrupted(store: Store, now: string): void {
  store.orm.update(crmDelivery).set({ state: 'waiting', nextTryAt: now }).where(eq(crmDelivery.state, 'sending')).run()
}

/** Makes a delivery due now. Throws NOT_FOUND unless it is dead or waiting and its target still exists. */
export function makeDeliveryDue(store: Store, id: CrmDeliveryId, now: string): void {
  const changed = store.raw
    .prepare(
      `update crm_delivery set state = 'waiting', tries = 0, next_try_at = ?, settled_at = null
       where id = ? and state in ('dead', 'waiting')
         and target_id in (select id from crm_target where removed_at is null)`,
    )
    .run(now, id).changes
  if (changed === 0) throw new AppError('NOT_FOUND', { what: 'delivery' })
}

type LogFilter = { readonly workspaceId: WorkspaceId; readonly state: CrmDeliveryState | null }

const filterCondition = ({ workspaceId, state }: LogFilter) =>
  and(eq(crmDelivery.workspaceId, workspaceId), state === null ? undefined : eq(crmDelivery.state, state))

/** Returns a page of the delivery log, newest first, and where the next page begins. */
export function listDeliveries(
  store: Store,
  filter: LogFilter & { readonly before: CrmDeliveryId | null; readonly limit: number },
): { readonly rows: readonly CrmDelivery[]; readonly next: CrmDeliveryId | null } {
  const rows = store.orm
    .select({
      id: crmDelivery.id,
      targetName: crmTarget.name,
      kind: crmTarget.kind,
      email: crmHandover.email,
      label: sql<string | null>`json_extract(${crmHandover.body}, '$.lead.label')`,
      state: crmDelivery.state,
      tries: crmDelivery.tries,
      handedAt: crmHandover.handedAt,
      nextTryAt: crmDelivery.nextTryAt,
      status: crmDelivery.status,
      problem: crmDelivery.problem,
      dealId: crmDelivery.dealId,
    })
    .from(crmDelivery)
    .innerJoin(crmHandover, eq(crmHandover.id, crmDelivery.handoverId))
    .innerJoin(crmTarget, eq(crmTarget.id, crmDelivery.targetId))
    .where(and(filterCondition(filter), filter.before === null ? undefined : lt(crmDelivery.id, filter.before)))
    .orderBy(desc(crmDelivery.id))
    .limit(filter.limit + 1)
    .all()
  const page = rows.slice(0, filter.limit)
  const deals = dealsById(
    store,
    page.flatMap(({ dealId }) => dealId ?? []),
  )
  const last = rows.length > page.length ? page.at(-1) : undefined
  return {
    rows: page.map(({ dealId, ...row }) => ({
      ...row,
      id: row.id as CrmDeliveryId,
      label: row.label ?? '',
      deal: dealId === null ? null : (deals.get(dealId) ?? null),
    })),
    next: last ? (last.id as CrmDeliveryId) : null,
  }
}

export const deliveryCount = (store: Store, filter: LogFilter): number =>
  store.orm.select({ n: count() }).from(crmDelivery).where(filterCondition(filter)).get()?.n ?? 0

/** Returns up to 200 handover bodies with an id greater than `after`, oldest first. */
export function handoversAfter(
  store: Store,
  workspaceId: WorkspaceId,
  after: number,
): readonly { id: number; body: string }[] {
  return store.raw
    .prepare<[number, number], { id: number; body: string }>(
      'select id, body from crm_handover where workspace_id = ? and id > ? order by id limit 200',
    )
    .all(workspaceId, after)
}
