import type { TargetKind } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'

/** Marks a target as a lead list. Campaigns are the usual case and have no mark. */
export const TargetMark = ({ target }: { target: TargetKind }) =>
  target === 'list' ? <Badge>{t.exportTargets.mark.list}</Badge> : null
