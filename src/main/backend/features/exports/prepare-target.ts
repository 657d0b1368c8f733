import type { TargetCandidate } from '#shared/contract/exports.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../deps.ts'
import type { Asker, Instantly, RemotePlace } from '../../instantly/types.ts'
import { buildCampaignBody } from './build-campaign.ts'
import type { CampaignSightings } from './campaign-sightings.ts'
import type { Run, RunStore } from './run-store.ts'
import { chosenPlace, unclearCode } from './target-place.ts'

type Parts = {
  readonly runs: RunStore
  readonly instantly: Instantly
  readonly clock: Clock
  readonly sightings: CampaignSightings
  /** Waits before looking for a target whose creation was not answered; the last look decides. */
  readonly lookAfterMs: readonly number[]
}

/** How a new target is made and found, the same for a campaign and a lead list. */
type Creation = {
  /** Those of exactly its name, as they are now. */
  readonly named: () => Promise<readonly TargetCandidate[]>
  /** Those seen a moment ago, where that is known. */
  readonly seen: () => readonly TargetCandidate[] | null
  readonly create: () => Promise<{ readonly id: string; readonly name: string }>
}

function creationOf(run: Run, asker: Asker, parts: Parts): Creation {
  const { runs, instantly, clock, sightings } = parts
  const { target } = run.settings
  const name = run.campaignName
  if (run.target === 'list') {
    return {
      named: async () => (await instantly.leadLists(asker, { name })).map((list) => ({ ...list, status: null })),
      seen: () => null,
      create: () => instantly.createLeadList(asker, name),
    }
  }
  return {
    named: () => instantly.campaigns(asker, { name }),
    seen: () => sightings.take(run.workspaceId, name),
    create() {
      if (target.kind !== 'new') throw new AppError('INTERNAL')
      return instantly.createCampaign(asker, buildCampaignBody(target, clock.now(), runs.variablesOf(run.listId)))
    },
  }
}

/**
 * Gives a run its campaign or lead list, creating it exactly once. Which ones of the name exist is written down before
 * the creation request; when its answer is lost, the one new match is adopted, and with none or several the operator is
 * asked (throws CAMPAIGN_CREATION_UNCLEAR or LEAD_LIST_CREATION_UNCLEAR, candidates kept with the run). Safe to call
 * again after a crash.
 */
export async function prepareTarget(run: Run, asker: Asker, parts: Parts): Promise<RemotePlace> {
  const { runs, clock } = parts
  if (run.campaignStep === 'done' && run.place) return run.place
  const chosen = chosenPlace(run.settings.target)
  if (chosen) return chosen
  const creation = creationOf(run, asker, parts)
  if (run.campaignStep === 'sent') return findCreated(run, asker, parts, creation)

  const before = creation.seen() ?? (await creation.named())
  runs.markCampaignSent(
    run.id,
    before.map(({ id }) => id),
    new Date(clock.now()).toISOString(),
  )
  try {
    return settled(run, await creation.create(), runs)
  } catch (error) {
    if (error instanceof AppError && error.code === 'OUTCOME_UNKNOWN') {
      return findCreated(runs.get(run.id), asker, parts, creation)
    }
    // Every other error of the client means the request was refused or never left.
    runs.markCampaignPending(run.id)
    throw error
  }
}

async function findCreated(run: Run, asker: Asker, parts: Parts, { named }: Creation): Promise<RemotePlace> {
  const { runs, clock, lookAfterMs } = parts
  if (run.candidates.length > 0) throw unclear(run)
  const known = new Set(run.campaignsBefore)
  let found: readonly TargetCandidate[] = []
  for (const ms of lookAfterMs) {
    await clock.sleep(ms, asker.signal)
    const others = runs.idsInUse(run.target, run.workspaceId, run.id)
    found = (await named()).filter(({ id }) => !known.has(id) && !others.has(id))
    // Several do not become fewer by waiting; one could still be somebody else's until the last look.
    if (found.length > 1) break
  }
  const [only] = found
  if (found.length === 1 && only) return settled(run, only, runs)
  runs.setCandidates(
    run.id,
    found.map(({ id, name, status }) => ({ id, name, status })),
  )
  throw unclear(runs.get(run.id))
}

function settled(run: Run, { id, name }: { readonly id: string; readonly name: string }, runs: RunStore): RemotePlace {
  const place: RemotePlace = { kind: run.target, id }
  runs.setPlace(run.id, place, name)
  return place
}

function unclear(run: Run): AppError {
  return new AppError(unclearCode(run.target), { name: run.campaignName, candidates: run.candidates.length })
}
