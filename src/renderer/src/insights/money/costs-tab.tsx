import { ExternalLink, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Cost } from '#shared/contract/insights/money.ts'
import { suggestedCurrencies } from '#shared/domain/insights/money/amounts.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDay, t } from '../../core/lib/texts.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Field } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Select } from '../../core/ui/select.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { moneyCommands } from '../commands.ts'
import { CostDialog } from './cost-dialog.tsx'
import { costName, costsPath, priceText } from './cost-text.ts'

/** All costs, which can be added, changed and removed; every step can be undone. */
export function CostsTab({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const words = t.money.costs
  const costs = useQuery('money.costs', { workspaceId })
  const [editing, setEditing] = useState<Cost | 'new' | null>(null)
  const removing = useAction(remove)
  const pricing = useAction(async () => call('money.openPricing', {}))
  return (
    <>
      <div className="money-costs-head">
        {workspaceId !== null && <CurrencyField workspaceId={workspaceId} />}
        <div className="row push">
          <Button
            label={words.prices}
            variant="quiet"
            icon={ExternalLink}
            onClick={pricing.run}
            title={words.pricesHint}
          />
          <Button
            label={t.money.addCost}
            variant="primary"
            icon={Plus}
            command={moneyCommands.add}
            onClick={() => setEditing('new')}
          />
        </div>
      </div>
      {costs.error && <ErrorNote error={costs.error} onAction={costs.refetch} />}
      {removing.error && <ErrorNote error={removing.error} />}
      {pricing.error && <ErrorNote error={pricing.error} />}
      <Card title={words.table} meta={words.pricesHint} pad={false}>
        {costs.data?.length === 0 ? (
          <p className="money-none text-2">{t.money.emptyText}</p>
        ) : (
          <div className="money-scroll" role="group" aria-label={words.table} tabIndex={0}>
            <CostTable
              costs={costs.data ?? []}
              all={workspaceId === null}
              onEdit={setEditing}
              onRemove={removing.run}
            />
          </div>
        )}
      </Card>
      {editing !== null && (
        <CostDialog
          cost={editing === 'new' ? null : editing}
          workspaceId={workspaceId}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

async function remove(cost: Cost): Promise<void> {
  const name = costName(cost)
  const away = (removed: boolean) => call('money.removeCost', { id: cost.id, removed })
  await away(true)
  const words = () => t.money.costs.removed(name)
  pushUndo({ words, path: costsPath, undo: () => away(false), redo: () => away(true), toast: words() })
}

function CurrencyField({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.money.costs
  const currency = useQuery('money.settings', { workspaceId }).data?.currency ?? null
  const options: readonly string[] =
    currency === null || (suggestedCurrencies as readonly string[]).includes(currency)
      ? suggestedCurrencies
      : [...suggestedCurrencies, currency]
  const save = async (next: string) => {
    const set = (code: string) => call('money.saveCurrency', { workspaceId, currency: code })
    await set(next)
    if (currency === null || currency === next) return
    pushUndo({
      words: () => `${words.currency}: ${next}`,
      path: costsPath,
      undo: () => set(currency),
      redo: () => set(next),
    })
  }
  const saving = useAction(save)
  return (
    <div className="money-currency">
      <Field label={words.currency} hint={words.currencyHint}>
        <Select
          value={currency}
          options={options.map((code) => ({ value: code, label: code }))}
          onChange={saving.run}
        />
      </Field>
      {saving.error && <ErrorNote error={saving.error} />}
    </div>
  )
}

type TableProps = {
  costs: readonly Cost[]
  all: boolean
  onEdit: (cost: Cost) => void
  onRemove: (cost: Cost) => void
}

function CostTable({ costs, all, onEdit, onRemove }: TableProps) {
  const words = t.money.costs
  const workspaces = useWorkspaces()
  // In a small window the client is shown only as its colour before the name, to leave room for the description.
  const small = useSmallWindow()
  const withClient = all && !small
  const client: TableColumn<Cost> = column('client', words.columns.client, { width: 174 }, (cost) => {
    const found = workspaces?.find(({ id }) => id === cost.workspaceId)
    if (found === undefined) return <span className="text-2">{words.shared(cost.share?.of.length ?? 0)}</span>
    return (
      <span className="row">
        <WorkspaceSquare colour={found.colour} /> <span className="ellipsis">{found.name}</span>
      </span>
    )
  })
  const columns: readonly TableColumn<Cost>[] = [
    column('what', words.columns.what, { minWidth: 120 }, (cost) => (
      <span className="row money-what">
        {all && small && cost.workspaceId !== null && (
          <ClientMark of={{ workspaceId: cost.workspaceId, partId: null }} squareOnly />
        )}
        <span>{costName(cost)}</span>
        {!withClient && cost.share && <span className="text-3 small">{words.shared(cost.share.of.length)}</span>}
      </span>
    )),
    ...(withClient ? [client] : []),
    column('price', words.columns.price, { width: 256, align: 'right' }, (cost) => priceText(cost, cost.currency)),
    column('when', words.columns.when, { width: 140 }, whenWords),
    column('asOf', words.columns.asOf, { width: 110, quiet: true }, (cost) => formatDay(cost.asOf)),
    column('do', '', { width: 84 }, (cost) => (
      <span className="row">
        <IconButton size="s" icon={Pencil} label={words.editOf(costName(cost))} onClick={() => onEdit(cost)} />
        <IconButton size="s" icon={Trash2} label={words.removeOf(costName(cost))} onClick={() => onRemove(cost)} />
      </span>
    )),
  ]
  return <PlainTable label={words.table} columns={columns} rows={costs} rowId={({ id }) => id} />
}

function whenWords({ from, to, basis }: Cost): string {
  const words = t.money.costs
  const lasting = basis === 'month' || basis === 'credit'
  if (to !== null) return words.fromTo(formatDay(from), formatDay(to))
  return lasting ? words.since(formatDay(from)) : words.on(formatDay(from))
}
