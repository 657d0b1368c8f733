import type { ExportId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatCents, formatNumber, t } from '../../core/lib/texts.ts'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'

/** Cost expected for an export when it was started; renders nothing for older exports. */
export function StoredExportCost({ exportId }: { exportId: ExportId }) {
  const words = t.money
  const kept = useQuery('money.exportCost', { exportId }).data
  if (!kept) return null
  const { currency, leads, contactsLeft, totalCents, repliesToBreakEven } = kept
  const money = (cents: number) => formatCents(cents, currency)
  return (
    <Card title={words.kept.title}>
      <DefinitionList
        rows={[
          { term: words.plan.list, value: kept.listCents === 0 ? '–' : money(kept.listCents) },
          { term: words.plan.verification, value: kept.verificationCents === 0 ? '–' : money(kept.verificationCents) },
          {
            term: words.plan.sending,
            value: kept.sendingCents === null ? words.plan.unknown : money(kept.sendingCents),
          },
          { term: words.plan.total, value: <b>{totalCents === 0 ? words.noCost : money(totalCents)}</b> },
          {
            term: words.plan.perLead,
            value: leads === 0 || totalCents === 0 ? words.noCost : money(totalCents / leads),
          },
          {
            term: words.plan.breakEven,
            value: repliesToBreakEven === null ? words.noBase : words.plan.replies(repliesToBreakEven),
          },
          {
            term: words.plan.contacts,
            value: contactsLeft === null ? words.plan.unknown : formatNumber(contactsLeft),
          },
          { term: words.kept.at, value: <Time iso={kept.at} /> },
        ]}
      />
    </Card>
  )
}
