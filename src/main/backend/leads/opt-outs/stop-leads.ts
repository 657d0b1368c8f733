/** Stops leads of people who opted out in every campaign that would still email them. */
import { ageOf } from '#shared/domain/core/age-of.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadSendState, RequestContext } from '../../core/instantly/types.ts'
import { mapBySpelling } from '../../core/lib/domain-spellings.ts'
import { isNegativeInterest, type Triggers, triggersOf, triggersOfStored } from './campaign-triggers.ts'
import { optOutSettingsOf } from './opt-out-settings.ts'
import type { LeadAct } from './sync-store.ts'
import { type SyncContext, type SyncPass, toSyncProblem } from './syncing.ts'

/**
 * Maximum number of requests for one lead, each sent after reading that the previous one had no effect; afterwards it
 * waits as after a failure.
 */
const maxTries = 3

/** Completed, bounced, unsubscribed, skipped. A lead with any other status, known or not, may still be contacted. */
const overStatuses: ReadonlySet<number> = new Set([3, -1, -2, -3])
const isActive = ({ status }: LeadSendState): boolean => !overStatuses.has(status)

/** Returns whether a campaign still has something to send to a lead. */
const wouldSend = (lead: LeadSendState): boolean =>
  lead.subsequenceId !== null || (isActive(lead) && !isNegativeInterest(lead.interest))

export async function stopLeads(
  syncing: SyncContext,
  requestContext: RequestContext,
  passes: readonly SyncPass[],
): Promise<void> {
  const { rows } = syncing
  const found = await readLeadSendStates(syncing, requestContext, passes)
  const triggers = createTriggerLookup(syncing, requestContext)
  for (const pass of passes) {
    const leads = found.get(pass.row.value) ?? []
    const acts = rows.acts(pass.row)
    for (const act of acts) settleAct(syncing, pass, act, leads)
    for (const lead of leads) {
      try {
        await stopLead(syncing, requestContext, pass, lead, acts, triggers)
      } catch (thrown) {
        pass.problem ??= toSyncProblem(syncing, thrown)
      }
    }
  }
  rows.leadsRead(
    passes.map(({ row }) => row),
    syncing.now(),
  )
}

/** Returns the state of the leads of a pass, by value, regardless of how Instantly spells their domain. */
export async function readLeadSendStates(
  syncing: SyncContext,
  requestContext: RequestContext,
  passes: readonly SyncPass[],
): Promise<ReadonlyMap<string, LeadSendState[]>> {
  const { instantly } = syncing
  const wanted = mapBySpelling(passes.map(({ row }) => row.value))
  const spellings = [...wanted.keys()]
  const addresses = spellings.filter((value) => value.includes('@'))
  const domains = spellings.filter((value) => !value.includes('@'))
  const found = new Map<string, LeadSendState[]>()
  const put = (spelling: string, lead: LeadSendState): void => {
    const value = wanted.get(spelling)
    if (value !== undefined) found.set(value, [...(found.get(value) ?? []), lead])
  }
  for (const lead of await instantly.leadStandings(requestContext, addresses)) if (lead.email) put(lead.email, lead)
  for (const domain of domains) {
    for (const lead of await instantly.leadStandingsOfDomain(requestContext, domain)) put(domain, lead)
  }
  return found
}

/** Updates the record of an earlier request according to what was read. */
function settleAct(syncing: SyncContext, pass: SyncPass, act: LeadAct, leads: readonly LeadSendState[]): void {
  const { rows, now, timings } = syncing
  if (act.state !== 'asked') return
  const lead = leads.find(({ id }) => id === act.remoteId)
  const done =
    act.how === 'status'
      ? lead === undefined || lead.interest === act.interestSet || isNegativeInterest(lead.interest)
      : act.how === 'removed'
        ? lead === undefined
        : lead === undefined || lead.subsequenceId === null
  if (done) rows.setAct(act, 'done', now())
  else if (lead && !wouldSend(lead)) rows.setAct(act, 'left', now())
  else if (ageOf(act.askedAt, now()) < timings.leadLateMs) pass.waitMs = timings.settleMs
}

async function stopLead(
  syncing: SyncContext,
  requestContext: RequestContext,
  pass: SyncPass,
  lead: LeadSendState,
  acts: readonly LeadAct[],
  triggers: ReturnType<typeof createTriggerLookup>,
): Promise<void> {
  const { instantly, rows } = syncing
  const { campaignId } = lead
  if (campaignId === null) return
  if (triggers.kept(campaignId).watch) pass.watch = true
  if (!wouldSend(lead)) return
  const actOf = (how: LeadAct['how']) => acts.find((act) => act.remoteId === lead.id && act.how === how)
  const may = (how: LeadAct['how']) => mayRequest(syncing, pass, actOf(how))
  const isAsked = rows.isAsked(pass.row)
  // A removed lead cannot be restored after a "no", so a lead is only removed if the opt-out is certain.
  if (!isAsked && optOutSettingsOf(syncing.store).leads === 'remove') {
    if (may('removed'))
      await sendLeadRequest(syncing, requestContext, pass, lead, { campaignId, how: 'removed' }, () =>
        removeLead(syncing, requestContext, lead),
      )
    return
  }
  if (lead.subsequenceId !== null && may('subsequence')) {
    await sendLeadRequest(syncing, requestContext, pass, lead, { campaignId, how: 'subsequence' }, () =>
      instantly.takeFromSubsequence(requestContext, lead.id),
    )
  }
  if (!isActive(lead) || isNegativeInterest(lead.interest)) return
  const { workspaceId } = requestContext
  // An interested person is not set to uninterested, and counted as such, because of a doubt; their reply has ended the
  // sequence anyway.
  if (isAsked && rows.saysYes(workspaceId, lead.interest) && !rows.goesOnAfterReply(workspaceId, campaignId)) return
  const before = actOf('status')
  if (before?.state === 'done') {
    // The lead was stopped and somebody reactivated it: this is reported, not reverted without asking.
    pass.differs ??= 'lead_active'
    return
  }
  if (!may('status')) return
  const { interest } = await triggers.now(campaignId)
  await sendLeadRequest(syncing, requestContext, pass, lead, { campaignId, how: 'status', interest }, () =>
    instantly.setInterest(requestContext, { leadEmail: lead.email ?? '', interest, campaignId }),
  )
}

const removeLead = (syncing: SyncContext, requestContext: RequestContext, lead: LeadSendState) =>
  syncing.instantly.deleteLeads(requestContext, { kind: 'campaign', id: lead.campaignId ?? '' }, [lead.id])

/** Returns whether a request may be sent: none is pending, and reading showed that the last one had no effect. */
function mayRequest(syncing: SyncContext, pass: SyncPass, act: LeadAct | undefined): boolean {
  const { timings } = syncing
  if (act?.state !== 'asked') return true
  if (ageOf(act.askedAt, syncing.now()) < timings.leadLateMs) {
    pass.waitMs = timings.settleMs
    return false
  }
  if (act.tries % maxTries !== 0 || pass.row.tries > 0) return true
  pass.problem ??= new AppError('OUTCOME_UNKNOWN', { reason: 'not_as_asked' })
  return false
}

async function sendLeadRequest(
  syncing: SyncContext,
  requestContext: RequestContext,
  pass: SyncPass,
  lead: LeadSendState,
  what: { readonly campaignId: string; readonly how: LeadAct['how']; readonly interest?: number },
  request: () => Promise<unknown>,
): Promise<void> {
  const { rows, now, timings, log } = syncing
  const { campaignId, how, interest = null } = what
  rows.askAct(
    pass.row,
    { remoteId: lead.id, campaignId, how, interestBefore: lead.interest, interestSet: interest },
    now(),
  )
  // Read again before it counts, regardless of the answer.
  pass.waitMs = timings.settleMs
  try {
    await request()
  } catch (thrown) {
    const error = toSyncProblem(syncing, thrown)
    if (error.code === 'OUTCOME_UNKNOWN') return
    const act = rows.acts(pass.row).find((each) => each.remoteId === lead.id && each.how === how)
    if (act) rows.setAct(act, 'refused', now())
    pass.problem ??= error
    log.info('a lead was not stopped', { workspace: requestContext.workspaceId, how, code: error.code })
  }
}

/** Looks up triggers once per pass and campaign. */
function createTriggerLookup(syncing: SyncContext, requestContext: RequestContext) {
  const live = new Map<string, Promise<Triggers>>()
  const kept = (campaignId: string) =>
    triggersOfStored(syncing.rows.subsequencesOf(requestContext.workspaceId, campaignId))
  const read = async (campaignId: string): Promise<Triggers> => {
    try {
      return triggersOf((await syncing.instantly.subsequences(requestContext, campaignId)).map(({ raw }) => raw))
    } catch (error) {
      toSyncProblem(syncing, error)
      return kept(campaignId)
    }
  }
  return {
    kept,
    now(campaignId: string): Promise<Triggers> {
      const known = live.get(campaignId) ?? read(campaignId)
      live.set(campaignId, known)
      return known
    },
  }
}
