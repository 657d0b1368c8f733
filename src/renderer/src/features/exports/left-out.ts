import type { ExportGuard } from '#shared/contract/exports.ts'
import type { PlanForm } from './plan-form.ts'

/** Who of the ready leads stays behind by the rules of the plan. Who opted out always does. */
export function leftOut(
  guard: ExportGuard | undefined,
  rules: Pick<PlanForm, 'holdBlocked' | 'holdOtherClients' | 'skip'>,
): ExportGuard['held'] {
  const stays = {
    opted_out: true,
    blocked: rules.holdBlocked,
    other_client: rules.holdOtherClients,
    contacted: rules.skip,
  }
  return (guard?.held ?? []).filter(({ gate, count }) => count > 0 && stays[gate])
}
