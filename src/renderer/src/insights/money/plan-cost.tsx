import './money.css'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { ExportCostPlan } from '#shared/contract/insights/money.ts'
import { parseAmount } from '#shared/domain/insights/money/amounts.ts'
import { assumedFor, type CostAssumptions, exportCost } from '#shared/domain/insights/money/export-cost.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatCents, formatNumber, t } from '../../core/lib/texts.ts'
import { amountWords, figureWords } from '../../core/lib/typed-figures.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Icon } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { roiText } from './money-text.ts'

type Props = {
  listId: ListId
  workspaceId: WorkspaceId
  /** Number of leads that will be exported. */
  leads: number
  contactsLeft: number | null
  /** Number of emails in the new campaign; null for an existing campaign. */
  steps: number | null
}

/** Expected cost of an export and when it pays for itself; every assumption can be changed. */
export function PlanCost({ listId, workspaceId, leads, contactsLeft, steps }: Props) {
  const words = t.money.plan
  const plan = useQuery('money.exportPlan', { listId }).data
  // Kept here so that the card stays open: it may disappear for a moment while leads are counted again.
  const [shown, setShown] = useState(false)
  const [open, setOpen] = useState(false)
  if (!plan) return null
  const { currency, credits } = plan
  const assumed = assumedFor(plan.own, plan.measured, steps)
  const cost = exportCost({ ...plan, leads, contactsLeft }, assumed)
  // A card with nothing but dashes would be useless.
  if (cost.totalCents === 0) return null
  const money = (cents: number) => formatCents(cents, currency)
  const rows: readonly (readonly [string, string, string | null])[] = [
    [words.list, plan.listCents === 0 ? '–' : money(plan.listCents), null],
    [
      words.verification,
      plan.creditsPriced ? (credits === 0 ? '–' : money(plan.verificationCents)) : words.unknown,
      credits === 0
        ? null
        : plan.creditsPriced
          ? words.credits(formatNumber(credits))
          : words.creditsUnpriced(formatNumber(credits)),
    ],
    [
      words.sending,
      cost.sendingCents === null ? words.unknown : money(cost.sendingCents),
      cost.sendingCents === null || assumed.centsPerThousandMails === null
        ? null
        : words.sendingHow(
            formatNumber((leads - (cost.beyond ?? 0)) * (assumed.mailsPerLead ?? 0)),
            money(assumed.centsPerThousandMails),
          ),
    ],
  ]
  const results: readonly (readonly [string, string, string | null])[] = [
    [words.perLead, cost.centsPerLead === null ? t.money.noCost : money(cost.centsPerLead), null],
    [
      words.breakEven,
      cost.repliesToBreakEven === null ? t.money.noBase : words.replies(cost.repliesToBreakEven),
      cost.replies === null || cost.revenueCents === null
        ? null
        : `${words.expected}: ${words.expectedHow(formatNumber(Math.round(cost.replies)), money(cost.revenueCents))}`,
    ],
    [words.roi, roiText({ costCents: cost.totalCents, revenueCents: cost.revenueCents }) ?? t.money.noBase, null],
  ]
  return (
    <section className="money-plan" aria-label={words.title}>
      <button type="button" className="money-line small" aria-expanded={shown} onClick={() => setShown(!shown)}>
        <span className="text-2">{words.title}</span>
        <span className="push tabular">
          {money(cost.totalCents)}
          {cost.centsPerLead !== null && `, ${words.aLead(money(cost.centsPerLead))}`}
        </span>
        <Icon of={ChevronRight} size={14} />
      </button>
      {shown && (
        <>
          <table className="sum-table" aria-label={words.title}>
            <tbody>
              {rows.map(([name, value, how]) => (
                <Row key={name} name={name} value={value} how={how} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{words.total}</th>
                <td className="num">{cost.totalCents === 0 ? t.money.noCost : money(cost.totalCents)}</td>
              </tr>
            </tfoot>
          </table>
          <table className="sum-table" aria-label={words.breakEven}>
            <tbody>
              {results.map(([name, value, how]) => (
                <Row key={name} name={name} value={value} how={how} />
              ))}
            </tbody>
          </table>
          <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary className="small text-3">{words.assumptions}</summary>
            <Assumptions plan={plan} workspaceId={workspaceId} steps={steps} />
          </details>
          <p className="plan-sum-note small text-3">{words.written}</p>
        </>
      )}
    </section>
  )
}

const Row = ({ name, value, how }: { name: string; value: string; how: string | null }) => (
  <tr className="sum-table-part">
    <th scope="row">
      <span>{name}</span>
      {how && <span className="small text-3 money-how">{how}</span>}
    </th>
    <td className="num">{value}</td>
  </tr>
)

type Name = keyof CostAssumptions
const names: readonly Name[] = [
  'mailsPerLead',
  'centsPerThousandMails',
  'replyShare',
  'qualifiedShare',
  'qualifiedCents',
]
const isAmount = (name: Name): name is 'centsPerThousandMails' | 'qualifiedCents' =>
  name === 'centsPerThousandMails' || name === 'qualifiedCents'
const isShare = (name: Name) => name === 'replyShare' || name === 'qualifiedShare'

type AssumptionsProps = { plan: ExportCostPlan; workspaceId: WorkspaceId; steps: number | null }

function Assumptions({ plan, workspaceId, steps }: AssumptionsProps) {
  const words = t.money.plan
  const { own, measured, currency } = plan
  const saving = useAction(async (next: CostAssumptions) => {
    const put = (one: CostAssumptions) => call('money.saveAssumptions', { workspaceId, assumptions: one })
    await put(next)
    pushUndo({ words: () => words.changed, undo: () => put(own), redo: () => put(next) })
  })
  const usual = assumedFor({ ...own, ...nothing }, measured, steps)
  return (
    <div className="money-assumed">
      {saving.error && <ErrorNote error={saving.error} />}
      {names.map((name) => (
        <Assumption
          key={`${name} ${own[name]}`}
          name={name}
          value={own[name]}
          usual={usual[name]}
          isSteps={name === 'mailsPerLead' && steps !== null && steps > 0}
          currency={currency}
          onSave={(value) => saving.run({ ...own, [name]: value })}
        />
      ))}
    </div>
  )
}

const nothing: CostAssumptions = {
  mailsPerLead: null,
  centsPerThousandMails: null,
  replyShare: null,
  qualifiedShare: null,
  qualifiedCents: null,
}

type AssumptionProps = {
  name: Name
  value: number | null
  usual: number | null
  isSteps: boolean
  currency: string
  onSave: (value: number | null) => void
}

/** One assumption; an empty field uses the measured value. */
function Assumption({ name, value, usual, isSteps, currency, onSave }: AssumptionProps) {
  const words = t.money.plan
  const written = (one: number) =>
    isAmount(name) ? amountWords(one, currency) : isShare(name) ? figureWords(one / 10) : String(one)
  const [typed, setTyped] = useState(value === null ? '' : written(value))
  const read = readAssumption(name, typed, currency)
  const label = isAmount(name) ? words[name](currency) : words[name]
  const hint =
    usual === null ? words.unmeasured : isSteps ? words.asSteps(written(usual)) : words.measured(written(usual))
  return (
    <Field label={label} hint={hint} error={read === undefined ? words.bad : undefined}>
      <TextInput
        value={typed}
        placeholder={usual === null ? undefined : written(usual)}
        onChange={setTyped}
        inputMode="decimal"
        onBlur={() => {
          if (read !== undefined && read !== value) onSave(read)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.currentTarget.blur()
        }}
      />
    </Field>
  )
}

/** Returns null if the field is empty (use the measured value), undefined if it is not a number. */
function readAssumption(name: Name, typed: string, currency: string): number | null | undefined {
  const text = typed.trim().replace(',', '.')
  if (text === '') return null
  if (isAmount(name)) return parseAmount(typed, currency) ?? undefined
  const value = Number(text)
  if (!/^\d{1,4}(\.\d)?$/.test(text)) return undefined
  if (isShare(name)) return value <= 100 ? Math.round(value * 10) : undefined
  return Number.isInteger(value) && value >= 1 && value <= 1000 ? value : undefined
}
