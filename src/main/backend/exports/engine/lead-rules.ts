/** Rules that look at more than a lead's address: whether it was verified, and its values. */
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { exclusionOfStored } from '#shared/domain/campaigns/copy/coverage.ts'
import type { Verification } from '#shared/domain/leads/import/verification.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createKnownVerdicts } from '../../leads/verification/known-verdict.ts'
import { createValueRule, type LeadValues, variablesOfRules } from '../plan/lead-values.ts'
import { createCachedVerdicts } from '../preflight/cached-verdicts.ts'

type Rules = Pick<ExportSettings, 'leaveOut' | 'blanksOut' | 'fill' | 'onlyVerified'>
/** A lead with what is needed to look up the verdict in its file. */
export type LeadInFile = {
  readonly position: number
  readonly email: string
  readonly importId: number
  readonly rowNumber: number
}
export type RuledLead = LeadInFile & { readonly payload: string }

export type RuledReason = 'not_verified' | 'blank_variable' | 'flawed_value'
export type RuleCheck = {
  readonly reasonOf: (lead: RuledLead) => RuledReason | null
  /** Positions in a range whose leads might be held back, ascending; null if only reading the leads tells. */
  readonly suspects: (first: number, last: number) => readonly number[] | null
}

export type LeadRules = ReturnType<typeof createLeadRules>

export function createLeadRules(store: Store, values: Pick<LeadValues, 'known'>) {
  const verdictsOf = createCachedVerdicts(store)
  const verdictsAtInstantly = createKnownVerdicts(store.raw)

  /** Whether a lead's address was verified: by Instantly's answer if there is one, otherwise by its file. */
  function verifiedOf(workspaceId: WorkspaceId, listId: ListId): (lead: LeadInFile) => boolean {
    const verdictOf = verdictsAtInstantly(workspaceId)
    const verdictOfFile: (lead: LeadInFile) => Verification = verdictsOf(listId)
    return (lead) => {
      const verdict = verdictOf(lead.email)
      return verdict === undefined ? verdictOfFile(lead) === 'verified' : verdict === 'verified'
    }
  }

  return {
    verifiedOf,
    /** Null if these rules hold nobody back. */
    of(workspaceId: WorkspaceId, listId: ListId, rules: Rules): RuleCheck | null {
      const { leaveOut = [], blanksOut = [], onlyVerified = false } = rules
      if (!onlyVerified && leaveOut.length === 0 && blanksOut.length === 0) return null
      const isVerified = onlyVerified ? verifiedOf(workspaceId, listId) : () => true
      return {
        reasonOf: (lead) => (isVerified(lead) ? (exclusionOfStored(lead.payload, rules)?.why ?? null) : 'not_verified'),
        suspects(first, last) {
          const look = onlyVerified ? null : values.known(listId, variablesOfRules(rules))
          if (look === null) return null
          const leftOut = createValueRule(look, rules)
          const found: number[] = []
          if (leftOut) for (let at = first; at <= last; at += 1) if (leftOut(at) !== null) found.push(at)
          return found
        },
      }
    },
  }
}
