import { useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { CostInput, MoneyOverview } from '#shared/contract/insights/money.ts'
import { costPer, noCounts } from '#shared/domain/insights/money/figures.ts'
import { call } from '../../core/lib/call.ts'
import { formatCents, formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { did } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Field } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'
import { TextInput } from '../../core/ui/text-input.tsx'
import { moneyCommands } from './commands.ts'

type Props = {
  clients: readonly Workspace[]
  overview: MoneyOverview
  /** To the costs one by one. */
  onMore: () => void
}

const today = (): string => new Date().toISOString().slice(0, 10)
/** Cents as typed, with a point or a comma; null for no amount. */
const centsOf = (typed: string): number | null => {
  const amount = typed.trim() === '' ? 0 : Number(typed.replace(',', '.'))
  return Number.isFinite(amount) && amount >= 0 && amount < 1_000_000 ? amount * 100 : null
}
/** What a Google Workspace mailbox usually costs a month. */
const usualAccount = '5'
/** A lead's price is a part of a cent: it is kept for so many. */
const leadsPriced = 1_000
const dayMs = 86_400_000
const monthDays = 365 / 12

/** The first time: three prices, prefilled where Instantly tells them, with what a meeting would cost beside them. */
export function MoneyStart({ clients, overview, onMore }: Props) {
  const words = t.money.start
  const [first] = clients
  const [chosen, setChosen] = useState(first?.id ?? null)
  const client = clients.find(({ id }) => id === chosen) ?? first
  return (
    client && (
      <Form
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

function Form({ client, clients, overview, onClient, onMore, words }: FormProps) {
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
  const begin = from > overview.from ? from : overview.from
  const days = Math.max(0, (Date.parse(overview.to) - Date.parse(begin)) / dayMs + 1)
  const parts = [
    Math.round(((planCents ?? 0) * days) / monthDays),
    Math.round(((accountCents ?? 0) * accounts * days) / monthDays),
    Math.round((leadCents ?? 0) * leads),
  ] as const
  const spent = parts.reduce((sum, cents) => sum + cents, 0)
  const counts = ofPeriod?.groups[0]?.sums ?? noCounts
  const meeting = costPer('costPerMeeting', { ...counts, costCents: spent, revenueCents: null })
  const reply = costPer('costPerReply', { ...counts, costCents: spent, revenueCents: null })
  const money = (cents: number) => formatCents(Math.round(cents), currency)

  const saving = useAction(async () => {
    const common = { workspaceId, from, asOf: today() } as const
    const wanted = [
      ...((planCents ?? 0) > 0
        ? [{ ...common, kind: 'plan', basis: 'month', cents: Math.round(planCents ?? 0) } as const]
        : []),
      ...((accountCents ?? 0) > 0 && accounts > 0
        ? [
            {
              ...common,
              kind: 'mailboxes',
              basis: 'month',
              cents: Math.round(accountCents ?? 0),
              quantity: accounts,
            } as const,
          ]
        : []),
      ...((leadCents ?? 0) > 0
        ? lists.map(
            ({ id }) =>
              ({
                ...common,
                kind: 'list',
                basis: 'lead',
                cents: Math.round((leadCents ?? 0) * leadsPriced),
                per: leadsPriced,
                listId: id,
              }) as const,
          )
        : []),
    ]
    const ids: Awaited<ReturnType<typeof call<'money.addCost'>>>['id'][] = []
    for (const cost of wanted) ids.push((await call('money.addCost', cost satisfies Partial<CostInput>)).id)
    const put = async (removed: boolean) => {
      for (const id of ids) await call('money.removeCost', { id, removed })
    }
    if (ids.length > 0)
      did(
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
      <form
        className="money-start-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (right) saving.run()
        }}
      >
        <h2>{words.title}</h2>
        <p className="text-2">{words.text(counts.meetings ?? 0)}</p>
        {clients.length > 1 && (
          <Field label={words.client}>
            <Select
              value={String(workspaceId)}
              options={clients.map(({ id, name }) => ({ value: String(id), label: name }))}
              onChange={(value) => {
                const next = clients.find(({ id }) => String(id) === value)
                if (next) onClient(next.id)
              }}
            />
          </Field>
        )}
        {saving.error && <ErrorNote error={saving.error} />}
        <Field label={words.plan(currency)} hint={planTold === null ? words.planHint : words.planTold}>
          <TextInput value={plan} onChange={setPlan} inputMode="decimal" />
        </Field>
        <Field label={words.account(currency, accounts)} hint={words.accountHint}>
          <TextInput value={accountTyped} onChange={setAccount} inputMode="decimal" />
        </Field>
        <Field label={words.lead(currency, formatNumber(leads))} hint={words.leadHint}>
          <TextInput value={leadTyped} onChange={setLead} inputMode="decimal" />
        </Field>
        <Field label={words.from} hint={words.fromHint}>
          <TextInput type="date" value={from} onChange={setFrom} />
        </Field>
        <div className="row">
          <Button
            variant="primary"
            type="submit"
            command={moneyCommands.saveStart}
            busy={saving.busy}
            disabled={!right || spent === 0}
          >
            {words.save}
          </Button>
          <Button variant="quiet" onClick={onMore}>
            {words.other}
          </Button>
        </div>
      </form>
      <div className="money-start-preview" role="status">
        <p className="text-2 small">{words.preview}</p>
        <p className="money-headline-first">
          {meeting === null ? words.noMeetings : `${t.money.headline.meeting} ${money(meeting)}`}
        </p>
        <p className="text-2">{reply !== null && `${money(reply)} ${t.money.headline.reply}`}</p>
        <dl>
          {([words.sums.plan, words.sums.accounts, words.sums.lists] as const).map((name, at) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="tabular">{money(parts[at] ?? 0)}</dd>
            </div>
          ))}
          <div className="money-start-sum">
            <dt>{words.sums.spent}</dt>
            <dd className="tabular">{money(spent)}</dd>
          </div>
          <div>
            <dt>{words.sums.meetings}</dt>
            <dd className="tabular">÷ {formatNumber(counts.meetings ?? 0)}</dd>
          </div>
        </dl>
      </div>
    </section>
  )
}
