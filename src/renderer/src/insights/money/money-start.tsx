import { Check } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { CostInput, MoneyOverview, PulledCosts } from '#shared/contract/insights/money.ts'
import { dayOfDate, localDate } from '#shared/domain/core/days.ts'
import { noCounts } from '#shared/domain/insights/money/figures.ts'
import { centsIn, firstCosts } from '#shared/domain/insights/money/first-costs.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { currencySign, formatCents, formatDay, formatNumber, formatPrice, t } from '../../core/lib/texts.ts'
import { figureOf } from '../../core/lib/typed-figures.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, Link } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { ratioShort } from './money-text.ts'

type Props = {
  clients: readonly Workspace[]
  overview: MoneyOverview
  /** Called to enter a cost of another kind. */
  onMore: () => void
}

const today = (): string => localDate(Date.now())
/** Parses cents as typed, with a point or a comma; null if it is not an amount. */
const centsOf = (typed: string): number | null => {
  const amount = figureOf(typed)
  return Number.isFinite(amount) && amount >= 0 && amount < 1_000_000 ? amount * 100 : null
}
/** Usual monthly price of a Google Workspace mailbox. */
const usualAccount = '5'

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
  const pulled = useQuery('money.pulled', { workspaceId }).data
  const targets = useQuery('money.targets', { workspaceId }).data
  const currency = useQuery('money.settings', { workspaceId }).data?.currency ?? 'USD'
  const all = useQuery('analytics.overview', { workspaceId, period: 'all' }).data
  const ofPeriod = useQuery('money.overview', { workspaceId, period: { from: overview.from, to: overview.to } }).data
  const [planTyped, setPlan] = useState<string | null>(null)
  const [accountTyped, setAccount] = useState(usualAccount)
  const [leadTyped, setLead] = useState('0.02')
  const [fromTyped, setFrom] = useState<string | null>(null)
  const planTold = pulled?.plan && currency === 'USD' && pulled.plan.interval === 'month' ? pulled.plan.cents : null
  const plan = planTyped ?? (planTold === null ? '97' : String(planTold / 100))
  const accounts = pulled?.mailboxes?.count ?? 0
  const lists = targets?.lists ?? []
  const leads = lists.reduce((sum, { files }) => sum + files.reduce((so, { rows }) => so + rows, 0), 0)
  const from = fromTyped ?? all?.from ?? overview.from
  const amounts = [centsOf(plan), centsOf(accountTyped), centsOf(leadTyped)] as const
  const [planCents, accountCents, leadCents] = amounts
  const right = amounts.every((one) => one !== null) && /^\d{4}-\d{2}-\d{2}$/.test(from)
  const isKnown = pulled !== undefined && targets !== undefined && all !== undefined
  // Accounts and lists would be left out if they have not been read yet.
  const costs =
    right && isKnown
      ? firstCosts(
          { plan: planCents ?? 0, account: accountCents ?? 0, lead: leadCents ?? 0 },
          { from, accounts, lists },
        )
      : []
  const period = { from: dayOfDate(overview.from), to: dayOfDate(overview.to) }
  const days = right ? Math.max(0, period.to - Math.max(period.from, dayOfDate(from)) + 1) : 0
  const counting = costs.map((cost) => ({ cost, cents: centsIn(cost, period) }))
  const centsOfKind = (kind: CostInput['kind']) =>
    counting.reduce((sum, { cost, cents }) => (cost.kind === kind ? sum + cents : sum), 0)
  const spent = counting.reduce((sum, { cents }) => sum + cents, 0)
  const leadsPaid = counting.reduce(
    (sum, { cost, cents }) => (cost.kind === 'list' && cents > 0 ? sum + cost.rows : sum),
    0,
  )
  const figures = { ...(ofPeriod?.groups[0]?.sums ?? noCounts), costCents: spent, revenueCents: null }
  const meetings = figures.meetings ?? 0
  const meeting = ratioShort('costPerMeeting', figures, currency)
  const others = [
    [ratioShort('costPerReply', figures, currency, 100), t.money.headline.reply],
    [ratioShort('costPerQualified', figures, currency, 100), t.money.headline.interested],
  ].flatMap(([price, what]) => (price === null ? [] : [`${price} ${what}`]))
  const sums = [
    [words.sums.plan, words.days(days), centsOfKind('plan')],
    [
      words.sums.accounts,
      words.accountsFor(accounts, formatPrice(accountCents ?? 0, currency), days),
      centsOfKind('mailboxes'),
    ],
    [words.sums.lists, words.leadsFor(leadsPaid, formatCents(leadCents ?? 0, currency)), centsOfKind('list')],
  ] as const

  useScreenKeys([['mod+enter', t.frame.keys.save]])
  const saving = useAction(async () => {
    const { ids } = await call('money.addCosts', {
      costs: costs.map((cost) => ({ workspaceId, asOf: today(), ...cost })),
    })
    const put = async (removed: boolean) => {
      for (const id of ids) await call('money.removeCost', { id, removed })
    }
    pushUndo(
      {
        words: () => words.saved(ids.length),
        path: '/analytics/money',
        undo: () => put(true),
        redo: () => put(false),
      },
      words.saved(ids.length),
    )
  })
  return (
    <section className="card money-start" aria-label={words.title}>
      <Form className="money-start-form" onSubmit={() => costs.length > 0 && saving.run()}>
        <h2>{words.title}</h2>
        <p className="text-2 money-start-text">{words.text(meetings)}</p>
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
          hint={planTold === null ? words.planHint : planWords(pulled?.plan ?? null)}
          currency={currency}
          value={plan}
          onChange={setPlan}
        />
        <Price
          label={words.account}
          unit={words.eachMonth(accounts)}
          hint={words.accountHint(accounts, formatPrice(500, currency))}
          currency={currency}
          value={accountTyped}
          onChange={setAccount}
        />
        <Price
          label={words.lead}
          unit={words.aLead(leads)}
          hint={words.leadHint}
          currency={currency}
          value={leadTyped}
          onChange={setLead}
        />
        <label className="row-wrap money-start-from">
          <span className="text-2">{fromTyped === null ? words.fromFirst : words.from}</span>
          <TextInput type="date" value={from} onChange={setFrom} />
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
      <div className="money-start-preview" role="status">
        <p className="text-2 small">{words.preview}</p>
        <p className="money-start-meeting">
          {meeting === null ? (
            words.noMeetings
          ) : (
            <>
              {t.money.headline.meeting} <b>{meeting}</b>
            </>
          )}
        </p>
        <p className="text-2 tabular">{others.join(' · ')}</p>
        <dl>
          {sums.map(([name, how, cents]) => (
            <div key={name}>
              <dt>
                {name} <span className="text-3 small">{how}</span>
              </dt>
              <dd className="tabular">{formatCents(cents, currency)}</dd>
            </div>
          ))}
          <div className="money-start-sum">
            <dt>{words.sums.spent}</dt>
            <dd className="tabular">{formatCents(spent, currency)}</dd>
          </div>
          <div>
            <dt>{words.sums.meetings}</dt>
            <dd className="tabular">÷ {formatNumber(meetings)}</dd>
          </div>
        </dl>
        {ofPeriod?.groups[0]?.sums.revenueCents == null && (
          <Note>
            {words.noRevenue} <Link to="/analytics/money/values">{t.money.tabs.values}</Link>
          </Note>
        )}
      </div>
    </section>
  )
}

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
