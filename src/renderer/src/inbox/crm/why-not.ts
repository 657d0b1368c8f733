import type { CrmProblem } from '#shared/contract/inbox/crm.ts'
import { t } from '../../core/lib/texts.ts'

/** Why a try did not arrive, with the answer's status where there was one; empty where nothing is wrong. */
export function whyNot({ status, problem }: { readonly status: number | null; readonly problem: CrmProblem | null }) {
  if (problem === null) return ''
  return status === null ? t.crm.problems[problem] : `${t.crm.problems[problem]} HTTP ${status}.`
}
