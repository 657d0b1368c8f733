import type { ExportGuard, ExportSum } from '#shared/contract/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../lib/texts.ts'
import { Card } from '../../ui/card.tsx'
import { LookedAtList } from '../gates/looked-at.tsx'
import type { PlanForm } from './plan-form.ts'
import { PlanSum } from './sum-card.tsx'

type Props = {
  guard: ExportGuard | undefined
  sum: ExportSum | undefined
  asked: Input<'exports.sum'>
  counting: boolean
  /** Variables under which leads are blank. */
  blankNames: readonly string[]
  form: PlanForm
  workspaceId: WorkspaceId
}

/** What will happen to every row, as a sum. */
export function WhatCard({ guard, form, workspaceId, ...of }: Props) {
  const words = t.exports.plan
  return (
    <Card title={words.whatTitle} pad={false} className="plan-sum">
      <PlanSum {...of} />
      {!form.skip && (
        <p className="plan-sum-note small text-3">
          {form.skipInCampaign || form.skipInList
            ? t.exportTargets.plan.noSkipNote
            : form.kind === 'list'
              ? t.exportTargets.plan.noSkipList
              : words.noSkipNote}
        </p>
      )}
      {guard && (
        <details className="plan-looked">
          <summary className="small text-3">{t.gates.lookedAgain}</summary>
          <LookedAtList workspaceId={workspaceId} lookedAt={guard.lookedAt} />
        </details>
      )}
    </Card>
  )
}
