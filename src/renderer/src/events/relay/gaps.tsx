import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { eventTypeName } from '../events/event-text.ts'
import './relay.css'
import { GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import type { GapCheck, GapFigure, GapRow, GapVerdict, GapView } from '#shared/contract/events/relay.ts'
import { fromWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDay, formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { ChosenClient, useChosenClient } from './choose-client.tsx'

const maxDays = 31
const tones: Readonly<Record<GapVerdict, Tone>> = { equal: 'ok', lacks: 'bad', more: 'warn', unproven: 'warn' }

/** Activity → Is anything missing?: received events compared with Instantly's figures, by day. */
export function Gaps() {
  const { workspace, all, choose } = useChosenClient()
  const words = t.relay
  return (
    <div className="stack relay-view">
      {workspace ? (
        <>
          <p className="text-2">{words.gapsMeta}</p>
          <ChosenClient workspace={workspace} all={all} choose={choose} />
          <GapsOf key={workspace.id} workspaceId={workspace.id} />
        </>
      ) : (
        <EmptyState icon={GitCompareArrows} title={words.gapsTitle} text={words.gapsChoose} />
      )}
    </div>
  )
}

function GapsOf({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.relay
  const small = useSmallWindow()
  const [fromDay, setFromDay] = useState(() => utcDate(Date.now() - 6 * dayMs))
  const [today] = useState(() => utcDate(Date.now()))
  const [toDay, setToDay] = useState(today)
  const [onlyOdd, setOnlyOdd] = useState(false)
  const days = (Date.parse(toDay) - Date.parse(fromDay)) / dayMs
  const valid = days >= 0 && days < maxDays
  const input = valid ? { workspaceId, fromDay, toDay } : null
  const { data, error, refetch } = useQuery('gaps.view', input)
  const compare = useAction(() => call('gaps.check', { workspaceId, fromDay, toDay }))
  const under = data?.check && (data.check.state === 'running' || data.check.state === 'waiting')
  const rows = (data?.rows ?? []).filter(({ verdict }) => !onlyOdd || verdict !== 'equal').map(besideAbove)
  return (
    <>
      <div className="gaps-range">
        <label className="filter-day">
          <span>{words.from}</span>
          <TextInput type="date" value={fromDay} onChange={setFromDay} max={toDay} />
        </label>
        <label className="filter-day">
          <span>{words.to}</span>
          <TextInput type="date" value={toDay} onChange={setToDay} min={fromDay} max={today} />
        </label>
        <Button
          label={words.compare}
          variant="primary"
          icon={GitCompareArrows}
          action={compare}
          disabled={!valid || under === true}
        />
        <Checkbox checked={onlyOdd} onChange={setOnlyOdd} label={words.onlyOdd} />
      </div>
      {compare.error && <ErrorNote error={compare.error} onAction={compare.run} />}
      {error && <ErrorNote error={error} onAction={refetch} />}
      {data && <CheckNote view={data} />}
      {data && data.logTotals.length > 0 && <LogNote view={data} />}
      {data && (
        <Card pad={false}>
          {rows.length === 0 ? (
            <EmptyState icon={GitCompareArrows} title={words.gapsEmptyTitle} text={words.gapsEmptyText} />
          ) : (
            <PlainTable
              label={words.gapsTitle}
              rows={rows}
              rowId={({ day, type }) => `${day} ${type}`}
              columns={columnsOf(small)}
            />
          )}
        </Card>
      )}
    </>
  )
}

/** Progress or result of the comparison. */
function CheckNote({ view: { check, counts, rows } }: { view: GapView }) {
  const words = t.relay
  if (!check) return <Note>{words.neverCompared}</Note>
  if (check.state === 'running' || check.state === 'waiting') return <Running check={check} />
  const last = words.lastCheck(words.reasons[check.reason], check.read, check.added)
  if (counts.lacks > 0) {
    return (
      <Note tone="bad" title={words.someLack(counts.lacks)}>
        {last}
      </Note>
    )
  }
  const open = counts.unproven + counts.more
  if (open > 0) {
    return (
      <Note tone="info" title={words.someUnproven(open)}>
        {last}
      </Note>
    )
  }
  return (
    <Note tone={rows.length > 0 ? 'ok' : 'quiet'} title={rows.length > 0 ? words.allEqual : undefined}>
      {last}
    </Note>
  )
}

function Running({ check }: { check: GapCheck }) {
  const words = t.relay
  const cancel = useAction(() => call('gaps.cancel', { checkId: check.id }))
  return (
    <>
      <Note
        tone="info"
        role="status"
        title={`${words.comparing(check.day, check.read)} · ${words.phases[check.phase]}`}
        action={<Button label={words.cancel} size="s" action={cancel} />}
      >
        {check.problem ? words.waits : undefined}
      </Note>
      {check.problem && <ErrorNote tone="warn" error={fromWire(check.problem)} />}
    </>
  )
}

/** Shows that the log was read completely: deliveries read compared with deliveries listed. */
function LogNote({ view: { logTotals } }: { view: GapView }) {
  const words = t.relay
  const short = logTotals.filter(({ listed, read }) => listed === null || read === null || read < listed)
  if (short.length === 0) {
    return (
      <Note tone="ok" title={words.logTitle}>
        {words.logWhole}
      </Note>
    )
  }
  const figure = (count: number | null) => (count === null ? '–' : formatNumber(count))
  return (
    <Note tone="warn" title={words.logTitle}>
      {words.logNotWhole}{' '}
      {short.map(({ day, listed, read }) => words.logDay(day, figure(read), figure(listed))).join(' · ')}
    </Note>
  )
}

type ShownRow = GapRow & {
  /** The row above is of the same day. */
  readonly sameDay: boolean
  /** The row above has the same verdict for the same reason, so the reason is not repeated. */
  readonly sameWhy: boolean
}

function besideAbove(row: GapRow, at: number, rows: readonly GapRow[]): ShownRow {
  const above = rows[at - 1]
  const sameWhy = above !== undefined && above.verdict === row.verdict && whyOf(above) === whyOf(row)
  return { ...row, sameDay: above?.day === row.day, sameWhy }
}

/** `small` keeps all columns side by side and wraps the result. */
const columnsOf = (small: boolean): readonly TableColumn<ShownRow>[] => [
  column('day', t.relay.day, { width: small ? 104 : 116 }, (row) => (
    <span className={row.sameDay ? 'text-3' : undefined}>{formatDay(row.day)}</span>
  )),
  column('type', t.relay.type, { width: small ? 128 : 160 }, (row) => (
    <span className="ellipsis" title={row.type}>
      {eventTypeName(row.type)}
    </span>
  )),
  column('here', t.relay.here, { width: small ? 58 : 78, align: 'right' }, (row) => <b>{formatNumber(row.here)}</b>),
  column('relay', t.relay.byRelay, { width: small ? 60 : 78, align: 'right' }, (row) => formatNumber(row.byRelay)),
  column('log', t.relay.byLog, { width: small ? 104 : 116, align: 'right' }, (row) => (
    <Figure figure={row.log} here={row.here} />
  )),
  column('analytics', t.relay.analytics, { width: small ? 88 : 96, align: 'right' }, (row) => (
    <Figure figure={row.analytics} here={row.here} />
  )),
  column('emails', t.relay.emails, { width: small ? 70 : 84, align: 'right' }, (row) => (
    <Figure figure={row.emails} here={row.here} />
  )),
  column('verdict', t.relay.verdict, { minWidth: small ? 140 : 300 }, (row) => (
    <span className="gaps-verdict" title={row.verdict === 'equal' ? undefined : whyOf(row)}>
      <Badge tone={tones[row.verdict]}>{t.relay.verdicts[row.verdict]}</Badge>
      {row.verdict !== 'equal' && <span className={row.sameWhy ? 'sr-only' : 'text-2 small'}>{whyOf(row)}</span>}
    </span>
  )),
]

function whyOf({ verdict, why }: GapRow): string {
  if (why) return t.relay.whys[why]
  return verdict === 'lacks' ? t.relay.lacksText : t.relay.moreText
}

/** The figure of a source, marked if it differs from the local one, with its age on hover. */
function Figure({ figure, here }: { figure: GapFigure | null; here: number }) {
  if (!figure) {
    return (
      <span className="text-3" title={t.relay.notCounted}>
        –
      </span>
    )
  }
  return (
    <span
      className={figure.count === here ? 'gaps-figure' : 'gaps-figure is-warn'}
      title={t.relay.readAt(formatWhen(figure.readAt))}
    >
      {formatNumber(figure.count)}
    </span>
  )
}
