import type { CoveredVariable, ExportCoverage } from '#shared/contract/exports/exports.ts'
import type { FillRule } from '#shared/domain/campaigns/copy/fill-values.ts'

/** Returns the variables that block the export: blank for every lead and not filled by the export itself. */
export const blockedBy = (
  coverage: ExportCoverage | undefined,
  fill: readonly FillRule[],
): readonly CoveredVariable[] =>
  (coverage?.variables ?? []).filter(
    ({ name, unknown, bare }) => unknown && bare && !fill.some(({ variable }) => variable === name),
  )
