/** Restores leads of people whose opt-out was undone. */
import { ageOf } from '#shared/domain/core/age-of.ts'
import type { LeadSendState, RequestContext } from '../../core/instantly/types.ts'
import { readLeadSendStates } from './stop-leads.ts'
import type { LeadAct } from './sync-store.ts'
import { type SyncContext, type SyncPass, toSyncProblem } from './syncing.ts'

/** Restores what may be restored; everything else is left unchanged and reported. */
export async function restoreLeads(
  syncing: SyncContext,
  requestContext: RequestContext,
  passes: readonly SyncPass[],
): Promise<void> {
  const { rows } = syncing
  const open = passes.flatMap((pass) => {
    const acts = rows.acts(pass.row).filter(({ state }) => state !== 'restored' && state !== 'left')
    return acts.length === 0 ? [] : [{ pass, acts }]
  })
  if (open.length === 0) return
  const found = await readLeadSendStates(
    syncing,
    requestContext,
    open.map(({ pass }) => pass),
  )
  for (const { pass, acts } of open) {
    const leads = found.get(pass.row.value) ?? []
    for (const act of acts) await restore(syncing, requestContext, pass, act, leads)
  }
  rows.leadsRead(
    open.map(({ pass }) => pass.row),
    syncing.now(),
  )
}

async function restore(
  syncing: SyncContext,
  requestContext: RequestContext,
  pass: SyncPass,
  act: LeadAct,
  leads: readonly LeadSendState[],
): Promise<void> {
  const { rows, now, timings, instantly } = syncing
  const lead = leads.find(({ id }) => id === act.remoteId)
  // If it were added again, a lead would start with the first email, and so would one put back into a subsequence.
  if (act.how !== 'status' || act.state === 'refused' || !lead) {
    rows.setAct(act, 'left', now())
    return
  }
  // Another opt-out may apply: that of their domain, or that of the address if the domain's is undone.
  if (lead.email !== null && rows.handOn(pass.row, act, lead.email, now())) return
  const isLate = ageOf(act.askedAt, now()) >= timings.leadLateMs
  if (lead.interest === act.interestSet) {
    if (act.state === 'restoring' && !isLate) {
      pass.waitMs = timings.settleMs
      return
    }
    rows.restoreAct(act, now())
    pass.waitMs = timings.settleMs
    try {
      await instantly.setInterest(requestContext, {
        leadEmail: lead.email ?? '',
        interest: act.interestBefore,
        campaignId: act.campaignId,
      })
    } catch (thrown) {
      const error = toSyncProblem(syncing, thrown)
      if (error.code !== 'OUTCOME_UNKNOWN') pass.problem ??= error
    }
    return
  }
  // A request sent a moment ago may still be carried out.
  if (act.state === 'asked' && !isLate) {
    pass.waitMs = timings.settleMs
    return
  }
  rows.setAct(act, act.state === 'restoring' && lead.interest === act.interestBefore ? 'restored' : 'left', now())
}
