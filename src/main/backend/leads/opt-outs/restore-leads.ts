/** Leads of those whose opting out was undone. */
import type { LeadStanding, RequestContext } from '../../core/instantly/types.ts'
import { ageOf } from '../../core/lib/rest-of.ts'
import { standingsOf } from './stop-leads.ts'
import type { LeadAct } from './sync-store.ts'
import { type Pass, problemOf, type Syncing } from './syncing.ts'

/** Brings back what may be brought back; all else is left as it is, and said. */
export async function restoreLeads(
  syncing: Syncing,
  requestContext: RequestContext,
  passes: readonly Pass[],
): Promise<void> {
  const { rows } = syncing
  const open = passes.flatMap((pass) => {
    const acts = rows.acts(pass.row).filter(({ state }) => state !== 'restored' && state !== 'left')
    return acts.length === 0 ? [] : [{ pass, acts }]
  })
  if (open.length === 0) return
  const found = await standingsOf(
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
  syncing: Syncing,
  requestContext: RequestContext,
  pass: Pass,
  act: LeadAct,
  leads: readonly LeadStanding[],
): Promise<void> {
  const { rows, now, timings, instantly } = syncing
  const lead = leads.find(({ id }) => id === act.remoteId)
  // Added again a lead would begin with the first email, and so would one put back into a subsequence.
  if (act.how !== 'status' || act.state === 'refused' || !lead) {
    rows.setAct(act, 'left', now())
    return
  }
  // An opt-out of their domain, or of the address where the domain's is undone.
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
      const error = problemOf(syncing, thrown)
      if (error.code !== 'OUTCOME_UNKNOWN') pass.problem ??= error
    }
    return
  }
  // What was asked a moment ago may still be carried out.
  if (act.state === 'asked' && !isLate) {
    pass.waitMs = timings.settleMs
    return
  }
  rows.setAct(act, act.state === 'restoring' && lead.interest === act.interestBefore ? 'restored' : 'left', now())
}
