import { Check } from 'lucide-react'
import type { PulledCosts } from '#shared/contract/insights/money.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatCents, formatDate, t } from '../../core/lib/texts.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { type CostForm, canTakePlan, withPulledMailboxes, withPulledPlan } from './cost-form.ts'

type PulledCostProps = { form: CostForm; currency: string; onTake: (form: CostForm) => void }

/** Instantly's data on a client's plan or mailboxes, which can be copied into the form. */
export function PulledCost({ form, currency, onTake }: PulledCostProps) {
  const { workspaceId, kind } = form
  const wanted = workspaceId !== null && (kind === 'plan' || kind === 'mailboxes')
  const pulled = useQuery('money.pulled', wanted ? { workspaceId } : null).data
  if (!wanted || !pulled) return null
  return kind === 'plan'
    ? pulled.plan && <Plan plan={pulled.plan} form={form} currency={currency} onTake={onTake} />
    : pulled.mailboxes && <Mailboxes mailboxes={pulled.mailboxes} form={form} onTake={onTake} />
}

type Of<Kind extends keyof PulledCosts> = NonNullable<PulledCosts[Kind]>

type PlanProps = { plan: Of<'plan'>; form: CostForm; currency: string; onTake: (form: CostForm) => void }

function Plan({ plan, form, currency, onTake }: PlanProps) {
  const words = t.money.dialog.pulled
  const price = words.every[plan.interval ?? 'none'](formatCents(plan.cents, 'USD'))
  const next = withPulledPlan(form, plan)
  return (
    <Offer
      words={words.plan(plan.name ?? words.someplan, price, formatDate(plan.at))}
      more={currency === 'USD' ? null : words.otherCurrency(currency)}
      taken={next.amount === form.amount && next.basis === form.basis && next.asOf === form.asOf}
      onTake={canTakePlan(plan, currency) ? () => onTake(next) : null}
    />
  )
}

type MailboxesProps = { mailboxes: Of<'mailboxes'>; form: CostForm; onTake: (form: CostForm) => void }

function Mailboxes({ mailboxes, form, onTake }: MailboxesProps) {
  const words = t.money.dialog.pulled
  const next = withPulledMailboxes(form, mailboxes)
  return (
    <Offer
      words={words.mailboxes(mailboxes.count, formatDate(mailboxes.at))}
      more={null}
      taken={next.quantity === form.quantity}
      onTake={() => onTake(next)}
    />
  )
}

type OfferProps = { words: string; more: string | null; taken: boolean; onTake: (() => void) | null }

function Offer({ words, more, taken, onTake }: OfferProps) {
  const { use, used } = t.money.dialog.pulled
  return (
    <div className="money-pulled" role="note">
      <span className="text-2 small">
        {words} {more}
      </span>
      {onTake &&
        (taken ? (
          <span className="row text-2 small">
            <Icon of={Check} className="is-ok" /> {used}
          </span>
        ) : (
          <Button label={use} size="s" onClick={onTake} />
        ))}
    </div>
  )
}
