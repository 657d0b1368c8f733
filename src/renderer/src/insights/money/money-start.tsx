import { Check } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { MoneyOverview, PulledCosts } from '#shared/contract/insights/money.ts'
import { localDate } from '#shared/domain/core/days.ts'
import { noCounts } from '#shared/domain/insights/money/figures.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { currencySign, formatDay, formatPrice, t } from '../../core/lib/texts.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { StartPreview } from './start-preview.tsx'
import { centsOf, type StartCosts, useStartCosts } from './use-start-costs.ts'

type Props = {
  clients: readonly Workspace[]
  overview: MoneyOverview
  /** Called to enter a cost of another kind. */
  onMore: () => void
}

/** First-time setup: three prices, prefilled if Instantly has them, with the resulting cost per meeting beside them. */
export function MoneyStart({ clients, overview, onMore }: Props) {
  const words = t.money.start
  const [first] = clients
  const [chosen, setChosen] = useState(first?.id ?? null)
  const client = clients.find(({ id }) => id === chosen) ?? first
  return (
    client && (
      <StartForm
        key={client.id}
        client={client}
        clients={clients}
        overview={overview}
        onClient={setChosen}
        onMore={onMore}
        words={words}
      />
    )
  )
}

type FormProps = Props & {
  client: Workspace
  onClient: (id: Workspace['id']) => void
  words: typeof t.money.start
}

function StartForm({ client, clients, overview, onClient, onMore, words }: FormProps) {
  const workspaceId = client.id
  const start = useStartCosts(workspaceId, overview)
  const { currency, costs, planTold, plan, account, lead } = start
  const ofPeriod = useQuery('money.overview', { workspaceId, period: { from: overview.from, to: overview.to } }).data
  const counts = ofPeriod?.groups[0]?.sums ?? noCounts
  useScreenKeys([['mod+enter', t.frame.keys.save]])
  const saving = useSaveCosts(workspaceId, costs)
  return (
    <section className="card money-start" aria-label={words.title}>
      <Form className="money-start-form" onSubmit={() => costs.length > 0 && saving.run()}>
        <h2>{words.title}</h2>
        <p className="text-2 money-start-text">
          {counts.meetings === null ? words.textSyncing : words.text(counts.meetings)}
        </p>
        {clients.length > 1 && (
          <Field label={words.client}>
            <Select
              value={workspaceId}
              options={clients.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={onClient}
            />
          </Field>
        )}
        {saving.error && <ErrorNote error={saving.error} />}
        <Price
          label={words.plan}
          aside={
            planTold === null ? null : (
              <Badge tone="info" icon={Check}>
                {words.planTold}
              </Badge>
            )
          }
          unit={words.aMonth}
          hint={planTold === null ? words.planHint : planWords(start.pulledPlan)}
          currency={currency}
          value={plan}
          onChange={start.setPlan}
        />
        <Price
          label={words.account}
          unit={words.eachMonth(start.accounts)}
          hint={words.accountHint(start.accounts, formatPrice(500, currency))}
          currency={currency}
          value={account}
          onChange={start.setAccount}
        />
        <Price
          label={words.lead}
          unit={words.aLead(start.leads)}
          hint={words.leadHint}
          currency={currency}
          value={lead}
          onChange={start.setLead}
        />
        <label className="row-wrap money-start-from">
          <span className="text-2">{start.isFromSuggested ? words.fromFirst : words.from}</span>
          <TextInput type="date" value={start.from} onChange={start.setFrom} />
        </label>
        <div className="row">
          <Button
            label={words.save}
            variant="primary"
            type="submit"
            shortcut="mod+enter"
            busy={saving.busy}
            disabled={costs.length === 0}
          />
          <Button label={words.other} variant="quiet" onClick={onMore} />
        </div>
      </Form>
      <StartPreview
        start={start}
        period={overview}
        counts={counts}
        hasRevenue={ofPeriod?.groups[0]?.sums.revenueCents != null}
      />
    </section>
  )
}

/** Saves the costs together; saving them can be undone. */
const useSaveCosts = (workspaceId: Workspace['id'], costs: StartCosts['costs']) =>
  useAction(async () => {
    const { ids } = await call('money.addCosts', {
      costs: costs.map((cost) => ({ workspaceId, asOf: localDate(Date.now()), ...cost })),
    })
    const put = async (removed: boolean) => {
      for (const id of ids) await call('money.removeCost', { id, removed })
    }
    pushUndo({
      words: () => t.money.start.saved(ids.length),
      path: '/analytics/money',
      undo: () => put(true),
      redo: () => put(false),
      toast: t.money.start.saved(ids.length),
    })
  })

/** Returns a plan's name and the day it is paid up to. */
function planWords(plan: PulledCosts['plan']): string {
  const name = plan?.name ?? t.money.dialog.pulled.someplan
  return plan?.until ? t.money.start.planUntil(name, formatDay(plan.until)) : name
}

type PriceProps = {
  label: string
  aside?: ReactNode
  /** The unit the price is for. */
  unit: string
  hint: string
  currency: string
  value: string
  onChange: (value: string) => void
}

function Price({ label, aside, unit, hint, currency, value, onChange }: PriceProps) {
  return (
    <Field
      label={label}
      aside={aside}
      hint={hint}
      error={centsOf(value) === null ? t.money.dialog.badAmount : undefined}
    >
      <span className="row money-start-price">
        <TextInput
          before={currencySign(currency)}
          aria-label={`${label}, ${currencySign(currency)} ${unit}`}
          value={value}
          onChange={onChange}
          inputMode="decimal"
        />
        <span className="text-2" aria-hidden>
          {unit}
        </span>
      </span>
    </Field>
  )
}
