/**
 * Companies recently contacted by other clients, by the domain of their addresses. What exports sent is processed one
 * batch at a time, after its answer was stored, so that sending never waits for it.
 */
import { z } from 'zod'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { domainOfAddress, isFreeMail } from '#shared/domain/leads/import/free-mail.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createPartLookup, type TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import { collectDomains, type Found, type OtherRun, prepareDomainCollection } from './collect-domains.ts'
import { otherExportingClients, runsOfOtherParts } from './contacted.ts'

/** Number of days for which a company counts as contacted by another client. */
const daysSetting: Setting<number> = {
  key: 'gates.companyDays',
  shape: z.number().int().min(1).max(3650),
  fallback: 90,
}
/** How long the list of other clients' exports is cached, as each batch of an export needs it. */
const othersKeptMs = 10_000

/** An export of another client that contacted a company. For display only, never written to a file. */
export type CompanyContact = { readonly workspaceName: string; readonly campaignName: string; readonly at: string }

/** Returns the other clients' exports that contacted the company of an address; empty if none did. */
export type CompanyCheck = (email: string) => readonly number[]

/** Creates the lookup of other clients' exports whose campaign sent emails within the days that count, by id. */
function createOtherRuns(
  { store: { raw }, clock, instantly }: Pick<Deps, 'store' | 'clock' | 'instantly'>,
  days: () => number,
) {
  const runsSql = `select r.id, r.workspace_id as workspaceId, w.name as workspaceName, r.campaign_name as campaignName,
      r.campaign_id as remoteId, r.created_at as at,
      (select d.day from campaign c join campaign_day d on d.campaign_id = c.id
       where c.workspace_id = r.workspace_id and c.remote_id = r.campaign_id and d.sent > 0
       order by d.day desc limit 1) as lastDay
    from export_run r join workspace w on w.id = r.workspace_id
    where r.taken_back_at is null and r.target = 'campaign'`
  const runsOf = raw.prepare<[number], Found>(`${runsSql} and r.workspace_id = ?`)

  function readOtherRuns(workspaceId: WorkspaceId, target: TargetCampaign | null): ReadonlyMap<number, OtherRun> {
    // Instantly's clock: if this computer's were a year ahead, every company would count as contacted long ago.
    const since = instantly.now(workspaceId) - days() * dayMs
    const parts = new Set(target === null ? [] : runsOfOtherParts(raw, workspaceId, target))
    const runs = [
      ...otherExportingClients(raw, workspaceId).flatMap((id) => runsOf.all(id)),
      ...(parts.size === 0 ? [] : runsOf.all(workspaceId).filter(({ id }) => parts.has(id))),
    ]
    return new Map(
      runs
        // The last day on which a campaign sent counts until its end.
        .map((run) => ({ run, at: Math.max(Date.parse(run.at), ((run.lastDay ?? -1) + 1) * dayMs - 1) }))
        .filter(({ at }) => at >= since)
        .map(({ run, at }) => [run.id, { ...run, at: new Date(Math.min(at, clock.now())).toISOString() }]),
    )
  }

  const kept = new Map<string, { readonly at: number; readonly others: ReadonlyMap<number, OtherRun> }>()
  function cachedOtherRuns(workspaceId: WorkspaceId, target: TargetCampaign | null): ReadonlyMap<number, OtherRun> {
    const key = JSON.stringify([workspaceId, days(), target])
    const known = kept.get(key)
    if (known && ageOf(known.at, clock.now()) < othersKeptMs) return known.others
    const others = readOtherRuns(workspaceId, target)
    kept.clear()
    kept.set(key, { at: clock.now(), others })
    return others
  }
  return { of: cachedOtherRuns, forget: () => kept.clear() }
}

export type MailedDomains = ReturnType<typeof createMailedDomains>

export function createMailedDomains({ store, clock, instantly }: Pick<Deps, 'store' | 'clock' | 'instantly'>) {
  const collecting = prepareDomainCollection(store)
  const { raw } = collecting
  const find = raw.prepare<[string], number>('select export_id from mailed_domain where domain = ?').pluck()

  let looking: Promise<void> | null = null
  /** Processes every answered batch; concurrent callers share one run. */
  function collectNewDomains(): Promise<void> {
    looking ??= collectDomains(collecting).finally(() => {
      looking = null
    })
    return looking
  }

  /** Processes what was answered since, without anybody waiting; whatever fails is processed by the next caller. */
  const wake = (): void => void collectNewDomains().catch(() => undefined)

  const days = (): number => getSetting(store, 'app', daysSetting)

  const otherRuns = createOtherRuns({ store, clock, instantly }, days)

  return {
    catchUp: collectNewDomains,
    wake,
    days,
    setDays(value: number): void {
      setSetting(store, 'app', daysSetting, value, clock.now())
      otherRuns.forget()
    },
    /** Null if no other client contacted anybody recently. Covers what `catchUp` has processed. */
    asks(workspaceId: WorkspaceId, target: TargetCampaign | null): CompanyCheck | null {
      const others = otherRuns.of(workspaceId, target)
      if (others.size === 0) return null
      const known = new Map<string, readonly number[]>()
      return (email) => {
        const domain = domainOfAddress(email)
        const before = known.get(domain)
        if (before) return before
        const runs = isFreeMail(domain)
          ? []
          : [...new Set(domainSpellings(domain).flatMap((spelling) => find.all(spelling)))].filter((id) =>
              others.has(id),
            )
        known.set(domain, runs)
        return runs
      }
    },
    /** Returns who contacted the company of an address, newest first. For display only. */
    contacts(
      workspaceId: WorkspaceId,
      target: TargetCampaign | null,
      runs: readonly number[],
    ): readonly CompanyContact[] {
      const others = otherRuns.of(workspaceId, target)
      const partName = raw.prepare<[number], string>('select name from client_part where id = ?').pluck()
      return runs
        .flatMap((id) => others.get(id) ?? [])
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .map(({ workspaceId: whose, workspaceName, campaignName, remoteId, at }) => {
          const part = createPartLookup(raw, whose)?.({ remoteId, name: campaignName }) ?? null
          const name = part === null ? undefined : partName.get(part)
          return { workspaceName: name === undefined ? workspaceName : `${workspaceName} › ${name}`, campaignName, at }
        })
    },
  }
}
