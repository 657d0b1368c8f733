import type { CoveredVariable, ExportCoverage } from '#shared/contract/exports/exports.ts'
import type { FillRule } from '#shared/domain/campaigns/copy/fill-values.ts'

/** Variables that block the export: seen by every lead as a blank, and not filled by the export itself. */
export const blockedBy = (
  coverage: ExportCoverage | undefined,
  fill: readonly FillRule[],
): readonly CoveredVariable[] =>
  (coverage?.variables ?? []).filter(
    ({ name, unknown, bare }) => unknown && bare && !fill.some(({ variable }) => variable === name),
  )
