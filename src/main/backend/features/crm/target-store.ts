import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { CrmTarget } from '#shared/contract/crm.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import { crmDelivery, crmTarget } from '../../db/schema/crm.ts'
import type { Clock, Store } from '../../deps.ts'
import type { Vault } from '../workspaces/vault.ts'
import { newSecret } from './sign.ts'
import { shownAddress, webhookAddress } from './webhook-address.ts'

type TargetParts = { readonly store: Store; readonly clock: Clock; readonly vault: Vault }

/** What is sealed: the whole address, which is itself a secret, and what bodies are signed with. */
const sealed = z.object({ address: z.string(), secret: z.string() })

const live = (store: Store, where: ReturnType<typeof eq>) =>
  store.orm
    .select()
    .from(crmTarget)
    .where(and(where, isNull(crmTarget.removedAt)))
    .orderBy(crmTarget.id)
    .all()

export const targetsOf = (store: Store, workspaceId: WorkspaceId): readonly CrmTarget[] =>
  live(store, eq(crmTarget.workspaceId, workspaceId)).map(shown)

/** NOT_FOUND for one that was removed. */
export function targetRow(store: Store, targetId: CrmTargetId) {
  const [row] = live(store, eq(crmTarget.id, targetId))
  if (!row) throw new AppError('NOT_FOUND', { what: 'crm' })
  return row
}

/** Keeps a webhook, address and secret sealed for its row. Answers the secret, which is not shown again. */
export async function keepWebhook(
  { store, clock, vault }: TargetParts,
  given: { workspaceId: WorkspaceId; name: string; address: string; privateNetwork: boolean },
): Promise<{ readonly target: CrmTarget; readonly secret: string }> {
  const url = webhookAddress(given.address, given.privateNetwork)
  await vault.assertCanSeal()
  const secret = newSecret()
  const id = nextId(store)
  const { workspaceId, name, privateNetwork } = given
  const addedAt = new Date(clock.now()).toISOString()
  const row = { id, workspaceId, name, kind: 'webhook' as const, address: shownAddress(url), privateNetwork, addedAt }
  const kept = JSON.stringify({ address: url.href, secret })
  await vault.keep({ of: 'crm_target', id, workspaceId }, kept, ({ cipher, protection }) => {
    store.orm
      .insert(crmTarget)
      .values({ ...row, cipher, protection })
      .run()
  })
  return { target: shown(targetRow(store, id)), secret }
}

/** The address and secret of a target. Rejects as `vault.open` does. */
export async function openTarget(vault: Vault, targetId: CrmTargetId) {
  return sealed.parse(JSON.parse(await vault.open({ of: 'crm_target', id: targetId })))
}

/** Erases a target's secret for good; what waits for it is dead. */
export function removeTarget({ store, clock, vault }: TargetParts, targetId: CrmTargetId): void {
  targetRow(store, targetId)
  const at = new Date(clock.now()).toISOString()
  store.orm.transaction((tx) => {
    tx.update(crmTarget).set({ cipher: null, removedAt: at }).where(eq(crmTarget.id, targetId)).run()
    tx.update(crmDelivery)
      .set({ state: 'dead', nextTryAt: null, settledAt: at })
      .where(and(eq(crmDelivery.targetId, targetId), inArray(crmDelivery.state, ['waiting', 'sending'])))
      .run()
  })
  vault.forget({ of: 'crm_target', id: targetId })
}

/** The id the next target will have: a secret is sealed for its row before the row is there. */
function nextId(store: Store): CrmTargetId {
  const last = store.raw.prepare(`select seq from sqlite_sequence where name = 'crm_target'`).pluck().get()
  return (((last as number | undefined) ?? 0) + 1) as CrmTargetId
}

function shown(row: typeof crmTarget.$inferSelect): CrmTarget {
  const { id, workspaceId, name, kind, address, privateNetwork, addedAt } = row
  return {
    id: id as CrmTargetId,
    workspaceId: workspaceId as WorkspaceId,
    name,
    kind,
    address,
    privateNetwork,
    addedAt,
  }
}
