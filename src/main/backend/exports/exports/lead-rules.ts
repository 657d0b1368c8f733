/** Rules that need more of a lead than its address: whether it was verified, and what its values look like. */
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { leftOutStored } from '#shared/domain/campaigns/copy/coverage.ts'
import type { Verification } from '#shared/domain/leads/import/verification.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createKeptVerdicts } from '../practice/kept-verdicts.ts'

type Rules = Pick<ExportSettings, 'leaveOut' | 'blanksOut' | 'fill' | 'onlyVerified'>
export type RuledLead = {
  readonly position: number
  readonly email: string
  readonly importId: number
  readonly rowNumber: number
  readonly payload: string
}

export type LeadRules = ReturnType<typeof createLeadRules>

export function createLeadRules(store: Store) {
  const verdictsOf = createKeptVerdicts(store)
  const anyCheck = store.raw.prepare('select 1 from email_check where workspace_id = ? limit 1').pluck()
  const checkOf = store.raw
    .prepare<[number, string], 'verified' | 'risky' | 'invalid'>(
      `select verdict from email_check where workspace_id = ? and email = ? and state = 'done' and verdict <> 'unanswered'`,
    )
    .pluck()

  /** Whether a lead's address was verified: by Instantly's own answer where there is one, else by its file. */
  function verifiedOf(workspaceId: WorkspaceId, listId: ListId): (lead: Omit<RuledLead, 'payload'>) => boolean {
    const hasChecks = anyCheck.get(workspaceId) !== undefined
    const said: (lead: Omit<RuledLead, 'payload'>) => Verification = verdictsOf(listId)
    return (lead) => {
      const verdict = hasChecks ? checkOf.get(workspaceId, lead.email) : undefined
      return verdict === undefined ? said(lead) === 'verified' : verdict === 'verified'
    }
  }

  return {
    verifiedOf,
    /** Null where these rules hold nobody. */
    reasonOf(
      workspaceId: WorkspaceId,
      listId: ListId,
      rules: Rules,
    ): ((lead: RuledLead) => 'not_verified' | 'blank_variable' | 'flawed_value' | null) | null {
      const { leaveOut = [], blanksOut = [], onlyVerified = false } = rules
      if (!onlyVerified && leaveOut.length === 0 && blanksOut.length === 0) return null
      const isVerified = onlyVerified ? verifiedOf(workspaceId, listId) : () => true
      return (lead) => {
        if (!isVerified(lead)) return 'not_verified'
        return leftOutStored(lead.payload, rules)?.why ?? null
      }
    },
  }
}
