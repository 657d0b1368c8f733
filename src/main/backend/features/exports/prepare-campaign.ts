import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../deps.ts'
import type { Asker, Instantly, RemoteCampaign } from '../../instantly/types.ts'
import { buildCampaignBody } from './build-campaign.ts'
import type { CampaignSightings } from './campaign-sightings.ts'
import type { Run, RunStore } from './run-store.ts'

type Parts = {
  readonly runs: RunStore
  readonly instantly: Instantly
  readonly clock: Clock
  readonly sightings: CampaignSightings
  /** Waits before looking for a campaign whose creation was not answered; the last look decides. */
  readonly lookAfterMs: readonly number[]
}

/**
 * Gives a run its campaign, creating it exactly once. Which campaigns of the name exist is written down before the
 * creation request; when its answer is lost, the one new match is adopted, and with none or several the operator is
 * asked (throws CAMPAIGN_CREATION_UNCLEAR, candidates kept with the run). Safe to call again after a crash.
 */
export async function prepareCampaign(run: Run, asker: Asker, parts: Parts): Promise<string> {
  const { runs, instantly, clock } = parts
  if (run.campaignStep === 'done' && run.campaignId) return run.campaignId
  const target = run.settings.target
  if (target.kind === 'existing') return target.campaignId
  if (run.campaignStep === 'sent') return findCreated(run, asker, parts)

  const body = buildCampaignBody(target, clock.now(), runs.variablesOf(run.listId))
  const before =
    parts.sightings.take(run.workspaceId, target.name) ?? (await instantly.campaigns(asker, { name: target.name }))
  runs.markCampaignSent(
    run.id,
    before.map((campaign) => campaign.id),
    new Date(clock.now()).toISOString(),
  )
  try {
    const created = await instantly.createCampaign(asker, body)
    runs.setCampaign(run.id, created.id, created.name)
    return created.id
  } catch (error) {
    if (error instanceof AppError && error.code === 'OUTCOME_UNKNOWN') {
      return findCreated(runs.get(run.id), asker, parts)
    }
    // Every other error of the client means the request was refused or never left.
    runs.markCampaignPending(run.id)
    throw error
  }
}

async function findCreated(run: Run, asker: Asker, parts: Parts): Promise<string> {
  const { runs, instantly, clock, lookAfterMs } = parts
  if (run.candidates.length > 0) throw unclear(run)
  let found: readonly RemoteCampaign[] = []
  for (const ms of lookAfterMs) {
    await clock.sleep(ms, asker.signal)
    found = await newMatches(run, asker, runs, instantly)
    // Several do not become fewer by waiting; one could still be somebody else's until the last look.
    if (found.length > 1) break
  }
  const [only] = found
  if (found.length === 1 && only) {
    runs.setCampaign(run.id, only.id, only.name)
    return only.id
  }
  runs.setCandidates(
    run.id,
    found.map(({ id, name, status }) => ({ id, name, status })),
  )
  throw unclear(runs.get(run.id))
}

async function newMatches(run: Run, asker: Asker, runs: RunStore, instantly: Instantly) {
  const known = new Set(run.campaignsBefore)
  const others = runs.campaignIdsInUse(run.workspaceId, run.id)
  const all = await instantly.campaigns(asker, { name: run.campaignName })
  return all.filter((campaign) => !known.has(campaign.id) && !others.has(campaign.id))
}

function unclear(run: Run): AppError {
  return new AppError('CAMPAIGN_CREATION_UNCLEAR', { name: run.campaignName, candidates: run.candidates.length })
}
