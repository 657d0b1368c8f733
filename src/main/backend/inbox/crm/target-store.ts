import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { CrmAccess, CrmTarget } from '#shared/contract/inbox/crm.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import { nextRowId } from '../../core/db/next-row-id.ts'
import { crmDelivery, crmTarget } from '../../core/db/schema/inbox/crm.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { newSigningSecret } from './sign.ts'
import type { CrmChoices } from './systems/adapter.ts'
import { sealedAccess } from './systems/adapters.ts'
import { displayAddress, parseWebhookAddress } from './webhook-address.ts'

type TargetParts = { readonly store: Store; readonly clock: Clock; readonly vault: Vault }

const choices = z.object({
  account: z.string(),
  accountId: z.string(),
  pipelineId: z.string(),
  pipelineName: z.string(),
  stageId: z.string(),
  stageName: z.string(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  web: z.string(),
  currency: z.string().nullable(),
})
export const parseChoices = (settings: string | null): CrmChoices => choices.parse(JSON.parse(settings ?? 'null'))

/** Sealed part of a webhook: the full address, which is itself a secret, and the signing secret. */
const sealed = z.object({ address: z.string(), secret: z.string() })

const selectCurrentTargets = (store: Store, where: ReturnType<typeof eq>) =>
  store.orm
    .select()
    .from(crmTarget)
    .where(and(where, isNull(crmTarget.removedAt)))
    .orderBy(crmTarget.id)
    .all()

export const targetsOf = (store: Store, workspaceId: WorkspaceId): readonly CrmTarget[] =>
  selectCurrentTargets(store, eq(crmTarget.workspaceId, workspaceId)).map((row) =>
    toCrmTarget(row, countsOf(store, row.id)),
  )

/** Returns a target. Throws NOT_FOUND if it was removed. */
export function targetRow(store: Store, targetId: CrmTargetId) {
  const [row] = selectCurrentTargets(store, eq(crmTarget.id, targetId))
  if (!row) throw new AppError('NOT_FOUND', { what: 'crm' })
  return row
}

/** Stores a webhook with its address and secret sealed for its row. Returns the secret, which is not shown again. */
export async function saveWebhook(
  { store, clock, vault }: TargetParts,
  given: { workspaceId: WorkspaceId; name: string; address: string; privateNetwork: boolean },
): Promise<{ readonly target: CrmTarget; readonly secret: string }> {
  const url = parseWebhookAddress(given.address, given.privateNetwork)
  await vault.assertCanSeal()
  const secret = newSigningSecret()
  const id = nextRowId(store, 'crm_target') as CrmTargetId
  const { workspaceId, name, privateNetwork } = given
  const addedAt = new Date(clock.now()).toISOString()
  const row = { id, workspaceId, name, kind: 'webhook' as const, address: displayAddress(url), privateNetwork, addedAt }
  const kept = JSON.stringify({ address: url.href, secret })
  await vault.keep({ of: 'crm_target', id, workspaceId }, kept, ({ cipher, protection }) => {
    store.orm
      .insert(crmTarget)
      .values({ ...row, cipher, protection })
      .run()
  })
  return { target: readShownTarget(store, id), secret }
}

const readShownTarget = (store: Store, id: CrmTargetId): CrmTarget =>
  toCrmTarget(targetRow(store, id), countsOf(store, id))

type Counts = { readonly deals: number; readonly earlier: number }

const countsOf = (store: Store, id: number): Counts =>
  store.raw
    .prepare<[number, number], Counts>(
      `select (select count(*) from crm_deal where target_id = ? and remote_id is not null) as deals,
         (select count(*) from crm_handover h where h.workspace_id = t.workspace_id and not exists
           (select 1 from crm_delivery d where d.handover_id = h.id and d.target_id = t.id)) as earlier
       from crm_target t where t.id = ?`,
    )
    .get(id, id) ?? { deals: 0, earlier: 0 }

/** Stores a CRM with its access sealed for its row. */
export async function saveCrm(
  { store, clock, vault }: TargetParts,
  given: { workspaceId: WorkspaceId; name: string; access: CrmAccess; chosen: CrmChoices },
): Promise<CrmTarget> {
  await vault.assertCanSeal()
  const { workspaceId, name, access, chosen } = given
  const addedAt = new Date(clock.now()).toISOString()
  const id = nextRowId(store, 'crm_target') as CrmTargetId
  await vault.keep({ of: 'crm_target', id, workspaceId }, JSON.stringify({ access }), ({ cipher, protection }) => {
    const address = new URL(chosen.web).host
    const settings = JSON.stringify(chosen)
    const row = { id, workspaceId, name, kind: access.kind, address, privateNetwork: false, addedAt, settings }
    store.raw.transaction(() => {
      if (findTargetsOfAccount(store, row, chosen.accountId).some(({ removedAt }) => removedAt === null)) {
        throw new AppError('CRM_CONNECTED_ALREADY', { account: chosen.account })
      }
      store.orm
        .insert(crmTarget)
        .values({ ...row, cipher, protection })
        .run()
      adoptDeals(store, row, chosen.accountId, addedAt)
    })()
  })
  return readShownTarget(store, id)
}

type AccountOwner = { readonly id: number; readonly workspaceId: number; readonly kind: string }

/** Returns a client's current and removed targets for an account, newest first. */
const findTargetsOfAccount = (store: Store, { workspaceId, kind }: AccountOwner, accountId: string) =>
  store.raw
    .prepare<[number, string, string], { id: number; removedAt: string | null }>(
      `select id, removed_at as removedAt from crm_target
       where workspace_id = ? and kind = ? and json_extract(settings, '$.accountId') = ? order by id desc`,
    )
    .all(workspaceId, kind, accountId)

/** Moves deals from earlier targets of the same account to the new one, so that they stay the deals of their leads. */
function adoptDeals(store: Store, target: AccountOwner, accountId: string, at: string): void {
  const adopt = store.raw.prepare('update or ignore crm_deal set target_id = ? where target_id = ?')
  let deals = 0
  for (const { id } of findTargetsOfAccount(store, target, accountId)) {
    if (id !== target.id) deals += adopt.run(target.id, id).changes
  }
  if (deals > 0) store.raw.prepare('update crm_target set next_read_at = ? where id = ?').run(at, target.id)
}

/** Replaces the token of a CRM and makes the deliveries it held up due at once. */
export async function renewCrmAccess(
  { store, clock, vault }: TargetParts,
  targetId: CrmTargetId,
  access: CrmAccess,
): Promise<CrmTarget> {
  const { workspaceId } = targetRow(store, targetId)
  const binding = { of: 'crm_target', id: targetId, workspaceId: workspaceId as WorkspaceId } as const
  await vault.assertCanSeal()
  await vault.keep(binding, JSON.stringify({ access }), ({ cipher, protection }) => {
    const at = new Date(clock.now()).toISOString()
    store.raw.transaction(() => {
      store.orm
        .update(crmTarget)
        .set({ cipher, protection, readProblem: null })
        .where(and(eq(crmTarget.id, targetId), isNull(crmTarget.removedAt)))
        .run()
      store.raw
        .prepare(
          `update crm_delivery set state = 'waiting', tries = 0, next_try_at = ?, settled_at = null
           where target_id = ? and state in ('waiting', 'dead') and problem in ('token_refused', 'rights_missing')`,
        )
        .run(at, targetId)
      store.raw
        .prepare('update crm_target set next_read_at = ? where id = ? and next_read_at is not null')
        .run(at, targetId)
    })()
  })
  vault.forget({ of: 'crm_target', id: targetId })
  return readShownTarget(store, targetId)
}

/** Returns the access of a CRM. Rejects as `vault.open` does. */
export async function openCrmAccess(vault: Vault, targetId: CrmTargetId): Promise<CrmAccess> {
  return sealedAccess.parse(JSON.parse(await vault.open({ of: 'crm_target', id: targetId }))).access
}

/** Returns the address and secret of a webhook. Rejects as `vault.open` does. */
export async function openWebhookAccess(vault: Vault, targetId: CrmTargetId) {
  return sealed.parse(JSON.parse(await vault.open({ of: 'crm_target', id: targetId })))
}

/** Removes a target and erases its secret; waiting deliveries become dead. */
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

function toCrmTarget(row: typeof crmTarget.$inferSelect, { deals, earlier }: Counts): CrmTarget {
  const { id, workspaceId, name, kind, address, privateNetwork, addedAt } = row
  return {
    id: id as CrmTargetId,
    workspaceId: workspaceId as WorkspaceId,
    name,
    kind,
    address,
    privateNetwork,
    addedAt,
    earlier,
    crm: row.settings === null ? null : crmDetailsOf(row, deals),
  }
}

function crmDetailsOf(
  { settings, readAt, readProblem }: typeof crmTarget.$inferSelect,
  deals: number,
): CrmTarget['crm'] {
  const { account, pipelineName, stageName, ownerName } = parseChoices(settings)
  return { account, pipeline: pipelineName, stage: stageName, owner: ownerName, deals, readAt, readProblem }
}
