import { useState } from 'react'
import type { ExportCoverage, ExportGuard, ExportPlan } from '#shared/contract/exports.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../lib/texts.ts'
import { Card } from '../../ui/card.tsx'
import { SumTable } from '../../ui/sum-table.tsx'
import { LookedAtList } from '../gates/looked-at.tsx'
import { GuardDialog } from './guard-dialog.tsx'
import type { PlanForm } from './plan-form.ts'

type Props = {
  plan: ExportPlan
  guard: ExportGuard | undefined
  /** Ready leads left out because of what came true since. */
  out: ExportGuard['held']
  /** Leads left out for a value nobody should read. */
  flawed: number
  /** Leads left out for a blank, by variable. */
  blanks: ExportCoverage['blanks']
  /** Leads left out for another client's companies. */
  companies: number
  form: PlanForm
  workspaceId: WorkspaceId
}

/** What will happen to every row, as a sum. */
export function PlanSum({ plan, guard, out, flawed, blanks, companies, form, workspaceId }: Props) {
  const words = t.exports.plan
  const [opened, setOpened] = useState<ExportGuard['held'][number] | null>(null)
  return (
    <Card title={words.whatTitle} pad={false} className="plan-sum">
      <SumTable
        caption={words.whatTable}
        from={{ label: words.inList, count: plan.rowCount }}
        parts={[
          ...plan.gates.map(({ gate, count }) => ({
            label: t.lists.gates[gate].word,
            title: t.lists.gates[gate].means,
            count,
          })),
          ...out.map((held) => ({
            label: t.gates.sinceThen(t.lists.gates[held.gate].word),
            title: t.lists.gates[held.gate].means,
            count: held.count,
            onOpen: () => setOpened(held),
            openLabel: t.importing.gates.open(t.lists.gates[held.gate].word),
          })),
          ...(companies > 0
            ? [{ label: t.exportHistory.company.sum, title: t.exportHistory.company.sumMeans, count: companies }]
            : []),
          ...blanks.map(({ name, count }) => ({
            label: t.review.blankLine(name),
            title: t.review.blankMeans,
            count,
          })),
          ...(flawed > 0
            ? [{ label: t.sequences.coverage.leftOutSum, title: t.sequences.coverage.leftOutMeans, count: flawed }]
            : []),
        ]}
        left={{ label: words.goOut, count: plan.ready }}
      />
      <p className="plan-sum-note small text-3">
        {form.skip
          ? words.skipNote
          : form.skipInCampaign || form.skipInList
            ? t.exportTargets.plan.noSkipNote
            : form.kind === 'list'
              ? t.exportTargets.plan.noSkipList
              : words.noSkipNote}
      </p>
      {guard && (
        <details className="plan-looked">
          <summary className="small text-3">{t.gates.lookedAgain}</summary>
          <LookedAtList workspaceId={workspaceId} lookedAt={guard.lookedAt} />
        </details>
      )}
      {opened && <GuardDialog listId={plan.listId} held={opened} onClose={() => setOpened(null)} />}
    </Card>
  )
}
