/** Counts in one scan of a list how many leads share a company and how reliable their addresses are. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Verification } from '#shared/domain/leads/import/verification.ts'
import type { LeadId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { createKnownVerdicts } from '../../leads/verification/known-verdict.ts'
import { createCachedVerdicts } from './cached-verdicts.ts'
import type { PreflightParts, PreflightRequest } from './preflight-check.ts'

/** Leads read per step, which takes about ten milliseconds. */
const STEP = 500

type Lead = { readonly id: LeadId; position: number; email: string; importId: number; rowNumber: number }

type Verdict = 'verified' | 'risky' | 'invalid' | null

type Counts = Record<'verified' | 'risky' | 'unverified' | 'unknown', number>

export type Found = {
  readonly leads: number
  readonly verification: Counts
  /** Number of leads that Instantly's own verification found deliverable. */
  readonly verifiedByInstantly: number
  /** Leads at companies other clients have contacted, with the exports that did. */
  readonly companies: readonly { readonly leadId: LeadId; readonly runs: readonly number[] }[]
}

/** Instantly's own answer is newer than what a file says. */
function classOf(verdict: Verdict, ofFile: () => Verification): keyof Counts {
  if (verdict === 'verified' || verdict === 'risky') return verdict
  if (verdict === 'invalid') return 'unverified'
  const fileVerdict = ofFile()
  return fileVerdict === 'not_found' ? 'unverified' : fileVerdict
}

/** Scans a list once. */
export function createCompanyCounts(
  deps: Deps,
  guard: PreflightParts['guard'],
  companies: PreflightParts['companies'],
) {
  const { raw } = deps.store
  const verdictsOf = createCachedVerdicts(deps.store)
  const verdictsAtInstantly = createKnownVerdicts(raw)
  const next = raw.prepare<[number, number, number], Lead>(
    `select id, position, email, import_id as importId, row_number as rowNumber from lead
     where list_id = ? and position > ? and gate = 0 and removed = 0 order by position limit ?`,
  )

  async function pass(workspaceId: WorkspaceId, request: PreflightRequest): Promise<Found> {
    const rules = { ...request, holdOtherCompanies: false, skipIfInWorkspace: false }
    const isHeld = await guard.heldBy(request.listId, workspaceId, rules)
    const asksCompany = companies.asks(workspaceId, request.campaign)
    const verdictOf = verdictsAtInstantly(workspaceId)
    const ofFile = verdictsOf(request.listId)
    const verification: Counts = { verified: 0, risky: 0, unverified: 0, unknown: 0 }
    const atCompanies: { leadId: LeadId; runs: readonly number[] }[] = []
    let leads = 0
    let verifiedByInstantly = 0
    for (let after = 0; ; ) {
      const page = next.all(request.listId, after, STEP)
      for (const lead of page) {
        const { id, email } = lead
        if (isHeld(lead)) continue
        const runs = asksCompany?.(email) ?? []
        if (runs.length > 0) {
          atCompanies.push({ leadId: id, runs })
          if (request.holdOtherCompanies) continue
        }
        leads += 1
        const verdict = verdictOf(email) ?? null
        if (verdict === 'verified') verifiedByInstantly += 1
        verification[classOf(verdict, () => ofFile(lead))] += 1
      }
      const last = page.at(-1)
      if (!last || page.length < STEP) return { leads, verification, verifiedByInstantly, companies: atCompanies }
      after = last.position
      await nextTurn()
    }
  }
  return pass
}
