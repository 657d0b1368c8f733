import { useState } from 'react'
import type { Cost, CostInput } from '#shared/contract/insights/money.ts'
import { localDate } from '#shared/domain/core/days.ts'
import { suggestedCurrencies } from '#shared/domain/insights/money/amounts.ts'
import { basesOf, costKinds } from '#shared/domain/insights/money/spread.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { AboutFields } from './about-fields.tsx'
import {
  type CostForm,
  canBeShared,
  formOfCost,
  freshForm,
  inputOfCost,
  problemsOfCost,
  withKind,
} from './cost-form.ts'
import { costName, costsPath } from './cost-text.ts'
import { PulledCost } from './pulled-cost.tsx'
import { SharersField } from './sharers-field.tsx'

type Props = { cost: Cost | null; workspaceId: WorkspaceId | null; onClose: () => void }

/** Returns today's local date in the format of a date field. */
const today = (): string => localDate(Date.now())

type Problem = ReturnType<typeof problemsOfCost>[number]
/** Returns the text if the field has the problem and the operator tried to save. */
type WrongText = (problem: Problem, text: string) => string | undefined

/** Form for adding or changing a cost; both can be undone. */
export function CostDialog({ cost, workspaceId, onClose }: Props) {
  const words = t.money.dialog
  const workspaces = useWorkspaces() ?? []
  const [form, setForm] = useState<CostForm>(() =>
    cost ? formOfCost(cost) : freshForm(workspaceId ?? workspaces[0]?.id ?? null, 'USD', today()),
  )
  const [tried, setTried] = useState(false)
  const [fromChosen, setFromChosen] = useState(cost !== null)
  const edit = (change: Partial<CostForm>) => {
    if (change.from !== undefined) setFromChosen(true)
    setForm((now) => ({ ...now, ...change }))
  }
  const ofClient = fromChosen || form.workspaceId === null ? null : { workspaceId: form.workspaceId }
  const first = useQuery('analytics.overview', ofClient && { ...ofClient, period: 'all' }).data?.from
  const settings = useQuery('money.settings', form.workspaceId === null ? null : { workspaceId: form.workspaceId }).data
  const currency = form.workspaceId === null ? form.currency : (settings?.currency ?? form.currency)
  // A monthly price also covers emails already sent, so it starts with the first of them rather than today.
  const from = !fromChosen && form.basis === 'month' && first !== undefined ? first : form.from
  const filled = { ...form, currency, from }
  const problems = problemsOfCost(filled)
  const wrong: WrongText = (problem, text) => (tried && problems.includes(problem) ? text : undefined)

  const saving = useAction(async () => {
    await saveCost(cost, inputOfCost(filled))
    onClose()
  })
  const save = () => {
    setTried(true)
    if (problems.length === 0) saving.run()
  }
  return (
    <Dialog
      onClose={onClose}
      title={cost ? words.change : words.add}
      width={560}
      closeLabel={words.cancel}
      actions={<Button label={words.save} variant="primary" shortcut="mod+enter" onClick={save} busy={saving.busy} />}
    >
      <Form className="stack" onSubmit={save}>
        {saving.error && <ErrorNote error={saving.error} />}
        <div className="money-fields">
          <Field label={words.kind}>
            <Select
              value={form.kind}
              options={costKinds.map((kind) => ({ value: kind, label: t.money.costs.kinds[kind] }))}
              onChange={(kind) => {
                const next = withKind(form, kind)
                setForm(
                  next.workspaceId === null && !canBeShared(kind)
                    ? { ...next, workspaceId: workspaceId ?? workspaces[0]?.id ?? null }
                    : next,
                )
              }}
            />
          </Field>
          <Field label={words.client}>
            <Select
              value={form.workspaceId}
              options={[
                ...workspaces.map(({ id, name }) => ({ value: id, label: name })),
                ...(canBeShared(form.kind) ? [{ value: null, label: words.sharedAmong }] : []),
              ]}
              onChange={(id) => edit({ workspaceId: id, currency, campaignId: null, listId: null, importId: null })}
            />
          </Field>
        </div>
        {form.workspaceId === null ? (
          <SharersField form={form} workspaces={workspaces} edit={edit} error={wrong('sharers', words.noSharers)} />
        ) : (
          <AboutFields form={form} workspaceId={form.workspaceId} edit={edit} error={wrong('list', words.noList)} />
        )}
        <PulledCost form={form} currency={currency} onTake={setForm} />
        <AmountFields form={form} currency={currency} edit={edit} wrong={wrong} />
        <DateFields form={form} from={from} edit={edit} wrong={wrong} />
        <Field label={words.label} hint={words.labelHint}>
          <TextInput value={form.label} onChange={(label) => edit({ label })} maxLength={200} />
        </Field>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </Dialog>
  )
}

/** Adds the cost, or changes it into the new one; either can be undone. */
async function saveCost(cost: Cost | null, input: CostInput): Promise<void> {
  if (cost) {
    const before = await call('money.changeCost', { id: cost.id, cost: input })
    const message = () => t.money.costs.changed(costName(cost))
    const put = (one: typeof before) => call('money.changeCost', { id: cost.id, cost: one })
    pushUndo({ words: message, path: costsPath, undo: () => put(before), redo: () => put(input), toast: message() })
  } else {
    const { id } = await call('money.addCost', input)
    const message = () => t.money.costs.added(costName({ ...input, about: null }))
    const away = (removed: boolean) => call('money.removeCost', { id, removed })
    pushUndo({ words: message, path: costsPath, undo: () => away(true), redo: () => away(false), toast: message() })
  }
}

type FieldsProps = { form: CostForm; edit: (change: Partial<CostForm>) => void; wrong: WrongText }

/** What is paid, in which currency, and for how much of what. */
function AmountFields({ form, currency, edit, wrong }: FieldsProps & { currency: string }) {
  const words = t.money.dialog
  return (
    <div className="money-fields">
      <Field
        label={form.kind === 'mailboxes' ? words.amountEach(currency) : words.amount(currency)}
        error={wrong('amount', words.badAmount)}
      >
        <TextInput value={form.amount} onChange={(amount) => edit({ amount })} inputMode="decimal" autoFocus />
      </Field>
      {form.workspaceId === null && (
        <Field label={words.currency}>
          <Select
            value={form.currency}
            options={suggestedCurrencies.map((code) => ({ value: code, label: code }))}
            onChange={(code) => edit({ currency: code })}
          />
        </Field>
      )}
      {basesOf[form.kind].length > 1 && (
        <Field label={words.basis}>
          <Select
            value={form.basis}
            options={basesOf[form.kind].map((basis) => ({ value: basis, label: words.bases[basis] }))}
            onChange={(basis) => edit({ basis })}
          />
        </Field>
      )}
      {(form.basis === 'lead' || form.basis === 'credit') && (
        <Field label={words.per} error={wrong('per', words.badCount)}>
          <TextInput value={form.per} onChange={(per) => edit({ per })} inputMode="numeric" />
        </Field>
      )}
      {form.kind === 'mailboxes' && (
        <Field label={words.mailboxes} error={wrong('quantity', words.badCount)}>
          <TextInput value={form.quantity} onChange={(quantity) => edit({ quantity })} inputMode="numeric" />
        </Field>
      )}
    </div>
  )
}

/** When it is paid or runs. `from` may be the suggested first day. */
function DateFields({ form, from, edit, wrong }: FieldsProps & { from: string }) {
  const words = t.money.dialog
  const lasts = form.basis === 'month' || form.basis === 'credit'
  return (
    <div className="money-fields">
      <Field label={lasts ? words.from : words.day} error={wrong('from', words.noDate)}>
        <TextInput type="date" value={from} onChange={(day) => edit({ from: day })} />
      </Field>
      <Field label={words.to} hint={lasts ? words.toHint : words.spreadHint} error={wrong('dates', words.badDates)}>
        <TextInput type="date" value={form.to} onChange={(to) => edit({ to })} />
      </Field>
      <Field label={words.asOf} error={wrong('asOf', words.noDate)}>
        <TextInput type="date" value={form.asOf} onChange={(asOf) => edit({ asOf })} />
      </Field>
    </div>
  )
}
