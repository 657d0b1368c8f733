import { randomUUID } from 'node:crypto'
import { and, desc, eq, lt, lte, min } from 'drizzle-orm'
import {
  type CrmDelivery,
  type CrmDeliveryState,
  type CrmProblem,
  type QualifiedLead,
  qualifiedLead,
} from '#shared/contract/crm.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmDeliveryId, CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import { crmDelivery, crmHandover, crmTarget } from '../../db/schema/crm.ts'
import { workspace } from '../../db/schema/workspaces.ts'
import type { Store } from '../../deps.ts'
import { demoTeller } from '../workspaces/demo-teller.ts'
import { targetsOf } from './target-store.ts'

const pageRows = 100

/**
 * Writes a qualified lead down for every target of its client, in one commit; the same key again changes nothing.
 * A demo's leads are written and go nowhere. INVALID_INPUT for what is no lead, NOT_FOUND for an unknown client.
 */
export function writeHandover(
  store: Store,
  workspaceId: WorkspaceId,
  given: QualifiedLead,
  at: string,
): { readonly isNew: boolean } {
  const parsed = qualifiedLead.safeParse(given)
  if (!parsed.success) throw new AppError('INVALID_INPUT', { field: parsed.error.issues[0]?.path.join('.') ?? 'lead' })
  const isDemo = demoTeller(store)(workspaceId)
  return store.orm.transaction((tx) => {
    const client = tx.select({ name: workspace.name }).from(workspace).where(eq(workspace.id, workspaceId)).get()
    if (!client) throw new AppError('NOT_FOUND', { what: 'workspace' })
    const uid = randomUUID()
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
    for (const target of isDemo ? [] : targetsOf(store, workspaceId)) {
      tx.insert(crmDelivery)
        .values({ workspaceId, handoverId: written.id, targetId: target.id, state: 'waiting', tries: 0, nextTryAt: at })
        .run()
    }
    return { isNew: true }
  })
}

export type DueDelivery = {
  readonly id: CrmDeliveryId
  readonly targetId: CrmTargetId
  readonly tries: number
  readonly uid: string
  readonly body: string
}

/** The next delivery that is due, marked as on its way before it is answered; null where none is. */
export function takeDue(store: Store, now: string): DueDelivery | null {
  return store.orm.transaction((tx) => {
    const due = and(eq(crmDelivery.state, 'waiting'), lte(crmDelivery.nextTryAt, now))
    const found = tx
      .select({
        id: crmDelivery.id,
        targetId: crmDelivery.targetId,
        tries: crmDelivery.tries,
        uid: crmHandover.uid,
        body: crmHandover.body,
      })
      .from(crmDelivery)
      .innerJoin(crmHandover, eq(crmHandover.id, crmDelivery.handoverId))
      .where(due)
      .orderBy(crmDelivery.nextTryAt, crmDelivery.id)
      .get()
    if (!found) return null
    const tries = found.tries + 1
    tx.update(crmDelivery).set({ state: 'sending', tries, nextTryAt: null }).where(eq(crmDelivery.id, found.id)).run()
    return { ...found, tries, id: found.id as CrmDeliveryId, targetId: found.targetId as CrmTargetId }
  })
}

/** When the next delivery is due, as ISO; null where none waits. */
export function nextDue(store: Store): string | null {
  const row = store.orm
    .select({ at: min(crmDelivery.nextTryAt) })
    .from(crmDelivery)
    .where(eq(crmDelivery.state, 'waiting'))
    .get()
  return row?.at ?? null
}

export type Settled = {
  readonly state: Exclude<CrmDeliveryState, 'sending'>
  readonly status: number | null
  readonly problem: CrmProblem | null
  readonly nextTryAt: string | null
  readonly settledAt: string | null
}

/** Writes what became of a try; not over one whose target was removed meanwhile. */
export function settle(store: Store, id: CrmDeliveryId, outcome: Settled): void {
  store.orm
    .update(crmDelivery)
    .set(outcome)
    .where(and(eq(crmDelivery.id, id), eq(crmDelivery.state, 'sending')))
    .run()
}

/** Waits on without a try having been made. */
export function putBack(store: Store, id: CrmDeliveryId, tries: number, nextTryAt: string): void {
  store.orm
    .update(crmDelivery)
    .set({ state: 'waiting', tries, nextTryAt })
    .where(and(eq(crmDelivery.id, id), eq(crmDelivery.state, 'sending')))
    .run()
}

/** What was on its way when the app ended goes again: receivers tell it by its idempotency key. */
export function putBackSending(store: Store, now: string): void {
  store.orm.update(crmDelivery).set({ state: 'waiting', nextTryAt: now }).where(eq(crmDelivery.state, 'sending')).run()
}

/** NOT_FOUND unless it is dead or waiting and its target is still there. */
export function retryNow(store: Store, id: CrmDeliveryId, now: string): void {
  const changed = store.raw
    .prepare(
      `update crm_delivery set state = 'waiting', tries = 0, next_try_at = ?, settled_at = null
       where id = ? and state in ('dead', 'waiting')
         and target_id in (select id from crm_target where removed_at is null)`,
    )
    .run(now, id).changes
  if (changed === 0) throw new AppError('NOT_FOUND', { what: 'delivery' })
}

/** A page of the log, the newest first. */
export function deliveriesOf(
  store: Store,
  filter: { workspaceId: WorkspaceId; state: CrmDeliveryState | null; before: CrmDeliveryId | null },
): readonly CrmDelivery[] {
  const rows = store.orm
    .select({
      id: crmDelivery.id,
      targetId: crmDelivery.targetId,
      targetName: crmTarget.name,
      email: crmHandover.email,
      state: crmDelivery.state,
      tries: crmDelivery.tries,
      handedAt: crmHandover.handedAt,
      nextTryAt: crmDelivery.nextTryAt,
      settledAt: crmDelivery.settledAt,
      status: crmDelivery.status,
      problem: crmDelivery.problem,
    })
    .from(crmDelivery)
    .innerJoin(crmHandover, eq(crmHandover.id, crmDelivery.handoverId))
    .innerJoin(crmTarget, eq(crmTarget.id, crmDelivery.targetId))
    .where(
      and(
        eq(crmDelivery.workspaceId, filter.workspaceId),
        filter.state === null ? undefined : eq(crmDelivery.state, filter.state),
        filter.before === null ? undefined : lt(crmDelivery.id, filter.before),
      ),
    )
    .orderBy(desc(crmDelivery.id))
    .limit(pageRows)
    .all()
  return rows.map((row) => ({ ...row, id: row.id as CrmDeliveryId, targetId: row.targetId as CrmTargetId }))
}

/** Bodies of handovers after an id, oldest first, some hundred at a time. */
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
