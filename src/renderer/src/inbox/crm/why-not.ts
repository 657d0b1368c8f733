import type { CrmProblem } from '#shared/contract/inbox/crm.ts'
import { t } from '../../core/lib/texts.ts'

/** Describes why a delivery failed, with the HTTP status if there was a response; empty if nothing failed. */
export function whyNot({ status, problem }: { readonly status: number | null; readonly problem: CrmProblem | null }) {
  if (problem === null) return ''
  return status === null ? t.crm.problems[problem] : `${t.crm.problems[problem]} HTTP ${status}.`
}
