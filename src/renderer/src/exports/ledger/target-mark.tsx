import type { TargetKind } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'

/** Beside the name of a target: that it is a lead list. Campaigns are the rule and need no word. */
export const TargetMark = ({ target }: { target: TargetKind }) =>
  target === 'list' ? <Badge>{t.exportTargets.mark.list}</Badge> : null
