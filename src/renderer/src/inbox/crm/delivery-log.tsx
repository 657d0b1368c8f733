import './crm.css'
import { Download, RefreshCw, RotateCw } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { CrmDelivery, CrmDeliveryState } from '#shared/contract/inbox/crm.ts'
import type { CrmDeliveryId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DataTable } from '../../core/ui/data-table.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlacePager, usePlacePages } from '../../core/ui/place-pager.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Time } from '../../core/ui/time.tsx'
import { crmCommands } from '../commands.ts'
import { DealCell } from './deal-cell.tsx'
import { whyNot } from './why-not.ts'

const tones: Readonly<Record<CrmDeliveryState, Tone>> = { waiting: 'warn', sending: 'info', done: 'ok', dead: 'bad' }
const states = ['all', 'waiting', 'sending', 'done', 'dead'] as const
type Shown = (typeof states)[number]

/** All deliveries: what arrived, what is waiting and why, and what happened to the deals. */
export function DeliveryLog({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.crm
  const [shown, setShown] = useState<Shown>('all')
  const targets = useQuery('crm.targets', { workspaceId })
  const any = useQuery('crm.deliveryCount', { workspaceId })
  const save = useAction(async () => {
    const saved = await call('crm.saveCsv', { workspaceId })
    if (saved) showToast(words.saved(saved.rows))
  })
  const read = useAction(async () => {
    const done = await call('crm.readDeals', { workspaceId })
    if (done.failed > 0) showToast(words.dealsFailed(done.failed), { tone: 'bad' })
    else showToast(words.dealsRead(done.read))
  })
  const hasCrm = targets.data?.some(({ crm }) => crm !== null) === true
  const error = any.error ?? save.error ?? read.error
  return (
    <Card
      title={words.logTitle}
      pad={false}
      actions={
        <>
          {hasCrm && (
            <Button label={words.readDeals} size="s" icon={RefreshCw} command={crmCommands.readDeals} action={read} />
          )}
          <Button label={words.saveCsv} size="s" icon={Download} action={save} />
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      {any.data?.count === 0 && <p className="card-pad text-3">{words.emptyLog}</p>}
      {any.data && any.data.count > 0 && (
        <>
          <div className="filters" role="search">
            <div className="crm-log-filter">
              <Select
                label={words.state}
                value={shown}
                onChange={setShown}
                options={states.map((value) => ({
                  value,
                  label: value === 'all' ? words.anyState : words.states[value],
                }))}
              />
            </div>
          </div>
          <Pages key={shown} workspaceId={workspaceId} state={shown === 'all' ? null : shown} hasCrm={hasCrm} />
        </>
      )}
    </Card>
  )
}

type PagesProps = { workspaceId: WorkspaceId; state: CrmDeliveryState | null; hasCrm: boolean }

/** Page of results with a pager. */
function Pages({ workspaceId, state, hasCrm }: PagesProps) {
  const words = t.crm
  const pages = usePlacePages<CrmDeliveryId>()
  const { before } = pages
  const [rowCount, setRowCount] = useState(0)
  const count = useQuery('crm.deliveryCount', { workspaceId, state })
  const retry = useAction(async (row: CrmDelivery) => {
    await call('crm.retry', { deliveryId: row.id })
  })
  const columns = useMemo(
    () => columnsOf(hasCrm, retry.run),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the headings depend on the language
    [hasCrm, t],
  )
  return (
    <>
      {retry.error && <ErrorNote error={retry.error} />}
      <div className="crm-log" style={{ height: heightOf(rowCount) }}>
        <DataTable
          dense
          label={words.logTitle}
          columns={columns}
          rowId={(row) => row.id}
          source={{
            key: `crm ${workspaceId} ${state} ${before}`,
            loadPage: async (offset, limit, ask) => {
              const found = await ask('crm.deliveries', { workspaceId, state, before })
              pages.ended(found.next)
              setRowCount(found.rows.length)
              return { rows: found.rows.slice(offset, offset + limit), total: found.rows.length }
            },
          }}
          empty={<p className="card-pad text-3">{words.emptyLog}</p>}
          foot={
            <div className="row-wrap grow">
              <span className="text-3 tabular">{count.data ? words.count(count.data.count) : ''}</span>
              <span className="row push">
                <PlacePager pages={pages} words={words} />
              </span>
            </div>
          }
        />
      </div>
    </>
  )
}

/** Returns the height of head, rows and foot: as high as the content, up to a limit that leaves room around it. */
const heightOf = (rows: number): number => Math.min(440, 30 + Math.max(3, rows) * 28 + 56)

/** Fits beside the menu of Settings without scrolling sideways, so that what failed can be tried again. */
function columnsOf(hasCrm: boolean, onRetry: (row: CrmDelivery) => void): readonly Column<CrmDelivery>[] {
  const words = t.crm
  const deal: Column<CrmDelivery> = column(
    'deal',
    words.deal,
    { flex: 3, minWidth: 170 },
    (row) => row.deal && <DealCell deal={row.deal} />,
  )
  return [
    column('lead', words.lead, { flex: 2, minWidth: 140 }, (row) => <Cut text={row.email} className="selectable" />),
    column('label', words.label, { width: 112, quiet: true }, (row) => (
      <span className="ellipsis">{words.labelWord(row.label)}</span>
    )),
    column('target', words.target, { width: 96 }, (row) => <Cut text={row.targetName} />),
    column('state', words.state, { width: 124 }, (row) => (
      <span title={`${whyNot(row)} ${words.tries(row.tries)}`.trim()}>
        <Badge tone={tones[row.state]}>{words.states[row.state]}</Badge>
      </span>
    )),
    ...(hasCrm ? [deal] : []),
    column('handed', words.handed, { width: 108, quiet: true }, (row) => <Time iso={row.handedAt} />),
    column(
      'actions',
      '',
      { width: 44, align: 'right' },
      (row) =>
        (row.state === 'dead' || row.state === 'waiting') && (
          <IconButton size="s" icon={RotateCw} label={words.retryOf(row.email)} onClick={() => onRetry(row)} />
        ),
    ),
  ]
}
