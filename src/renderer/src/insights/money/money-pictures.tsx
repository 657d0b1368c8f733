import { useState } from 'react'
import type { MoneyGroup } from '#shared/contract/insights/money.ts'
import { utcDate } from '#shared/domain/core/days.ts'
import { costPer } from '#shared/domain/insights/money/figures.ts'
import { useComposedQuery, useQuery } from '../../core/lib/backend.ts'
import { formatCents, formatMonth, formatPrice, formatShare, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/page.tsx'
import { moneyCommands } from '../commands.ts'
import { basisText, costName } from './cost-text.ts'
import type { RequestedPeriod } from './parts-tab.tsx'
import { TargetDialog } from './target-dialog.tsx'

type Props = { group: MoneyGroup; asked: RequestedPeriod; from: string; to: string }

/** Cost per meeting over six months, and costs of the period by kind. */
export function MoneyPictures(props: Props) {
  return (
    <div className="money-pictures">
      <ByMonth {...props} />
      <Spent {...props} />
    </div>
  )
}

const months = 6

/** Returns the first and last day of each of the six months up to a date, oldest first. */
function monthsUpTo(to: string): readonly { readonly from: string; readonly to: string }[] {
  const [year = 2000, month = 1] = to.split('-').map(Number)
  return Array.from({ length: months }, (_, at) => {
    const first = Date.UTC(year, month - months + at, 1)
    const last = utcDate(Date.UTC(year, month - months + at + 1, 0))
    return { from: utcDate(first), to: last < to ? last : to }
  })
}

function ByMonth({ group, asked, from, to }: Props) {
  const spans = monthsUpTo(to)
  const { period: _, ...client } = asked
  const all = useComposedQuery(`money by month ${JSON.stringify([client, to])}`, (ask) =>
    Promise.all(spans.map((period) => ask('money.overview', { ...client, period }))),
  ).data
  const places = spans.map((span, at) => {
    const sums = all?.[at]?.groups.find(({ currency }) => currency === group.currency)?.sums
    return { ...span, cents: sums ? costPer('costPerMeeting', sums) : null }
  })
  const { currency, targetCents } = group
  const most = Math.max(1, targetCents ?? 0, ...places.map(({ cents }) => cents ?? 0))
  const height = (cents: number | null) => Math.round(((cents ?? 0) / most) * 96)
  const [setting, setSetting] = useState(false)
  return (
    <Card
      title={t.money.pictures.byMonth}
      meta={t.money.pictures.byMonthMeta}
      actions={
        targetCents === null && (
          <Button
            label={t.money.target.set}
            size="s"
            variant="quiet"
            command={moneyCommands.target}
            onClick={() => setSetting(true)}
          />
        )
      }
    >
      <div className="money-chart">
        {targetCents !== null && (
          <div className="money-target" style={{ bottom: `calc(var(--money-foot) + ${height(targetCents)}px)` }}>
            <Button
              label={t.money.target.is(formatPrice(targetCents, currency, Infinity))}
              size="s"
              variant="quiet"
              command={moneyCommands.target}
              onClick={() => setSetting(true)}
            />
          </div>
        )}
        <ul className="money-months">
          {places.map(({ from: first, to: last, cents }, at) => (
            <li key={first} className={last >= from && first <= to ? 'money-month money-month-on' : 'money-month'}>
              <span className="tabular">{cents === null ? '–' : formatPrice(cents, group.currency)}</span>
              <i style={{ height: `${height(cents)}px` }} aria-hidden />
              <span className="text-2">{formatMonth(`${first}T12:00:00Z`, at === 0 || first.endsWith('-01-01'))}</span>
            </li>
          ))}
        </ul>
      </div>
      {setting && <TargetDialog of={group} workspaceId={asked.workspaceId ?? null} onClose={() => setSetting(false)} />}
    </Card>
  )
}

function Spent({ group, asked }: Props) {
  const sum = useQuery('money.sum', { ...asked, currency: group.currency }).data
  const lines = sum?.costs ?? []
  const kinds = [...new Map(lines.map((line) => [line.kind, line])).keys()]
    .map((kind) => {
      const of = lines.filter((line) => line.kind === kind)
      const [only] = of
      return {
        kind,
        cents: of.reduce((so, { cents }) => so + cents, 0),
        name: only && of.length === 1 && kind === 'own' ? costName(only) : t.money.costs.kinds[kind],
        basis: basisText(of, group.currency),
      }
    })
    .toSorted((a, b) => b.cents - a.cents)
  const whole = kinds.reduce((so, { cents }) => so + cents, 0)
  return (
    <Card title={t.money.pictures.spent} actions={<b className="tabular">{formatCents(whole, group.currency)}</b>}>
      {whole > 0 && (
        <div className="money-stack" aria-hidden>
          {kinds.map(({ kind, cents }, at) => (
            <i key={kind} className={`money-part-${at + 1}`} style={{ flexGrow: cents }} />
          ))}
        </div>
      )}
      <ul className="money-kinds">
        {kinds.map(({ kind, cents, name, basis }, at) => (
          <li key={kind}>
            <i className={`money-part-${at + 1}`} aria-hidden />
            <span className="money-kind grow">
              {name} <span className="text-3 small">{basis}</span>
            </span>
            <span className="tabular">{formatCents(cents, group.currency)}</span>
            <span className="tabular text-2 money-kind-share">{whole === 0 ? '' : formatShare(cents / whole)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
