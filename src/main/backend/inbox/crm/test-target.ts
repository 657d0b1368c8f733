/** Tests a CRM or webhook without leaving anything behind in it. */

import { randomUUID } from 'node:crypto'
import type { CrmAccess, CrmTry } from '#shared/contract/inbox/crm.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmTargetId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { sendWebhook } from './send-webhook.ts'
import type { AccountOffer, CrmChoices } from './systems/adapter.ts'
import { openCrmAccess, openWebhookAccess, parseChoices, targetRow } from './target-store.ts'

type WantedChoices = Pick<CrmChoices, 'pipelineId' | 'stageId' | 'ownerId'>

/** Returns the operator's choices with the CRM's names for them now. Throws CRM_CHOICE_GONE or CRM_RIGHTS_MISSING. */
export function resolveChoices(offer: AccountOffer, { pipelineId, stageId, ownerId }: WantedChoices): CrmChoices {
  if (offer.missing.length > 0) throw new AppError('CRM_RIGHTS_MISSING', { rights: offer.missing.join(', ') })
  const pipeline = offer.pipelines.find(({ id }) => id === pipelineId)
  const stage = pipeline?.stages.find(({ id }) => id === stageId)
  const owner = ownerId === null ? null : offer.owners?.find(({ id }) => id === ownerId)
  if (!pipeline || !stage || owner === undefined) throw new AppError('CRM_CHOICE_GONE')
  const { account, accountId, web, currency } = offer
  return {
    account,
    accountId,
    pipelineId,
    pipelineName: pipeline.name,
    stageId,
    stageName: stage.name,
    ownerId,
    ownerName: owner?.name ?? null,
    web,
    currency,
  }
}

export function createTargetTester(parts: {
  readonly vault: Vault
  readonly deps: Deps
  readonly now: () => string
  readonly look: (access: CrmAccess) => Promise<AccountOffer>
  readonly stopping: AbortController
}) {
  const { vault, deps, now, look, stopping } = parts
  const { store, clock } = deps

  async function test(targetId: CrmTargetId): Promise<CrmTry> {
    const { kind } = targetRow(store, targetId)
    if (kind === 'webhook') return testWebhook(targetId)
    const { pipelineId, stageId, ownerId } = parseChoices(targetRow(store, targetId).settings)
    resolveChoices(await look(await openCrmAccess(vault, targetId)), { pipelineId, stageId, ownerId })
    return { ok: true, status: null, problem: null }
  }

  async function testWebhook(targetId: CrmTargetId): Promise<CrmTry> {
    const { privateNetwork } = targetRow(store, targetId)
    const { address, secret } = await openWebhookAccess(vault, targetId)
    const uid = randomUUID()
    const lead = { email: 'test@example.com', firstName: 'Test', lastName: 'Lead', label: 'interested' }
    const body = JSON.stringify({ version: 1, event: 'test', id: uid, handedAt: now(), client: null, lead })
    const { appVersion } = deps.config
    const request = { url: new URL(address), privateNetwork, secret, body, uid, now: clock.now(), appVersion }
    const { ok, status, problem } = await sendWebhook({ ...request, signal: stopping.signal })
    return { ok, status, problem }
  }
  return test
}
