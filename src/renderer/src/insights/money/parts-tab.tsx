import { type ReactNode, useState } from 'react'
import type { Input } from '#shared/contract/index.ts'
import type { MoneyBreakdown, MoneyPart } from '#shared/contract/insights/money.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useWideWindow } from '../../core/lib/use-small-window.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { cellClass, PlainTable } from '../../core/ui/plain-table.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Select } from '../../core/ui/select.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { ReadBack, useReading } from '../../events/events/read-back.tsx'
import { columnName } from '../../leads/lists/lead-columns.tsx'
import { costsPath } from './cost-text.ts'
import { amountText, ratioText, roiText, whyNone } from './money-text.ts'
import { firstRatios, PartDialog, type PartOf, partRatios } from './part-dialog.tsx'

export type RequestedPeriod = Input<'money.overview'>
export const partsBy = ['list', 'file', 'column'] as const
export type PartBy = (typeof partsBy)[number]

/** Cost and revenue of campaigns, divided among the sources or values of their leads. */
export function PartsTab({ asked, by, choice }: { asked: RequestedPeriod; by: PartBy; choice: ReactNode }) {
  const words = t.money.parts
  const [chosen, setChosen] = useState<string | null>(null)
  const columns = useQuery('money.columns', { workspaceId: asked.workspaceId ?? null }).data ?? []
  const divided = chosen ?? columns.find((key) => key.startsWith('variable:')) ?? columns[0] ?? null
  const wanted = by === 'column' ? (divided === null ? null : { column: divided }) : by
  const found = useQuery('money.breakdown', wanted === null ? null : { ...asked, by: wanted })
  const [opened, setOpened] = useState<PartOf | null>(null)
  const shown = found.data?.filter(({ parts }) => parts.length > 0)
  return (
    <>
      <div className="money-choice">
        {choice}
        {by === 'column' && columns.length > 0 && (
          <div className="money-column">
            <Select
              label={words.column}
              value={divided}
              options={columns.map((key) => ({ value: key, label: columnName(key) }))}
              onChange={setChosen}
            />
          </div>
        )}
      </div>
      <ReadBack workspaceId={asked.workspaceId ?? null} />
      {found.error && <ErrorNote error={found.error} onAction={found.refetch} />}
      {!found.data && found.asking && (
        <div role="status" className="money-reading">
          <ProgressBar label={words.reading} share={null} />
          <p className="text-2 small">{words.reading}</p>
        </div>
      )}
      {shown?.length === 0 && <p className="text-2">{words.noLists}</p>}
      {shown?.map((one) => (
        <Parts
          key={one.currency}
          asked={asked}
          breakdown={one}
          by={by}
          onOpen={(part) =>
            wanted !== null &&
            setOpened({ ...asked, by: wanted, currency: one.currency, key: part.key, name: partName(part, one.rest) })
          }
        />
      ))}
      {opened && <PartDialog of={opened} onClose={() => setOpened(null)} />}
      <p className="text-2 small">{words.note}</p>
    </>
  )
}

type PartsProps = { asked: RequestedPeriod; breakdown: MoneyBreakdown; by: PartBy; onOpen: (part: MoneyPart) => void }

function Parts(props: PartsProps) {
  const words = t.money
  const { currency, parts, sums } = props.breakdown
  const columns = usePartColumns(props)
  const all: MoneyPart = { key: 'all', name: t.analytics.together, workspaceId: null, ...sums }
  return (
    <Card
      title={`${words.title}, ${currency}`}
      pad={false}
      actions={
        sums.costCents === null && <Button label={t.commands.moneyAdd.words} size="s" onClick={() => go(costsPath)} />
      }
    >
      <div className="money-scroll" role="group" aria-label={words.title} tabIndex={0}>
        <PlainTable
          label={`${words.title}, ${words.parts[props.by]}, ${currency}`}
          columns={columns}
          rows={parts}
          rowId={({ key }) => key}
          foot={
            <tr>
              {columns.map((each) => (
                <td key={each.id} className={cellClass(each)}>
                  {each.cell(all)}
                </td>
              ))}
            </tr>
          }
        />
      </div>
    </Card>
  )
}

/** The columns: the part, how many leads and replies it has, and its money. */
function usePartColumns({ asked, breakdown, by, onOpen }: PartsProps): readonly TableColumn<MoneyPart>[] {
  const words = t.money
  const { currency, rest } = breakdown
  const workspaces = useWorkspaces()
  const wide = useWideWindow()
  const amount = (
    id: string,
    header: string,
    value: (part: MoneyPart) => string | null,
    none: (part: MoneyPart) => string,
    { width = 104, quiet = false } = {},
  ): TableColumn<MoneyPart> =>
    column(
      id,
      header,
      { width, quiet, align: 'right' },
      (part) =>
        value(part) ?? (
          <span className="text-3" title={none(part)}>
            –<span className="sr-only">{none(part)}</span>
          </span>
        ),
    )
  const areRepliesUntold = useReading(asked.workspaceId ?? null)?.untold.includes('replied') ?? false
  const count = (id: 'leads' | 'replies' | 'qualified'): TableColumn<MoneyPart> =>
    column(
      id,
      words.columns[id],
      { width: { leads: 68, replies: 88, qualified: 96 }[id], quiet: id === 'replies', align: 'right' },
      (part) =>
        id === 'replies' && part.replies === 0 && areRepliesUntold ? (
          <span className="text-3 small" title={t.events.readBack.none}>
            {t.breakdowns.notMeasured}
          </span>
        ) : (
          <span className={part[id] === 0 ? 'zero' : undefined}>
            {part[id] === null ? '…' : formatNumber(part[id])}
          </span>
        ),
    )
  return [
    column('part', words.parts[by], { minWidth: 160 }, (part) => {
      const client = workspaces?.find(({ id }) => id === part.workspaceId)
      return (
        <span className="row" title={part.name ?? undefined}>
          {client && (workspaces?.length ?? 0) > 1 && <WorkspaceSquare colour={client.colour} />}
          {part.key === 'rest' || part.key === 'all' ? (
            <span className="ellipsis">{part.key === 'all' ? part.name : partName(part, rest)}</span>
          ) : (
            <button
              type="button"
              className="money-figure money-open ellipsis"
              title={words.opensSum(partName(part, rest))}
              onClick={() => onOpen(part)}
            >
              {partName(part, rest)}
            </button>
          )}
        </span>
      )
    }),
    count('leads'),
    count('replies'),
    count('qualified'),
    amount(
      'cost',
      words.cost,
      (part) => amountText(part.costCents, currency),
      () => words.noCost,
    ),
    ...(wide ? partRatios : firstRatios).map((ratio) =>
      amount(
        ratio,
        words.short[ratio],
        (part) => ratioText(ratio, part, currency),
        (part) => whyNone(ratio, part),
        { width: 100, quiet: ratio === 'costPerReply' },
      ),
    ),
    amount(
      'revenue',
      words.revenue,
      (part) => amountText(part.revenueCents, currency),
      () => words.noRevenue,
    ),
    amount('roi', words.roi, roiText, () => '–'),
  ]
}

function partName({ key, name }: MoneyPart, rest: number): string {
  const words = t.money.parts
  if (key === 'rest') return words.rest(rest)
  if (name === null) return words.outside
  return name === '' ? words.empty : name
}
