import { useState } from 'react'
import type { MoneyGroup } from '#shared/contract/insights/money.ts'
import { parseAmount } from '#shared/domain/insights/money/amounts.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { amountWords } from '../../core/lib/typed-figures.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'

type Props = {
  of: Pick<MoneyGroup, 'currency' | 'targetCents'>
  workspaceId: WorkspaceId | null
  onClose: () => void
}

/** Maximum cost per meeting, for the selected client or for all; an empty field removes the target. */
export function TargetDialog({ of: { currency, targetCents }, workspaceId, onClose }: Props) {
  const words = t.money.target
  const [typed, setTyped] = useState(targetCents === null ? '' : amountWords(targetCents, currency))
  const cents = typed.trim() === '' ? null : parseAmount(typed, currency)
  const wrong = typed.trim() !== '' && (cents === null || cents === 0)
  const save = useAction(async () => {
    const set = (to: number | null) => call('money.saveTarget', { workspaceId, currency, cents: to })
    await set(cents)
    onClose()
    pushUndo({
      words: () => words.title,
      path: '/analytics/money',
      undo: () => set(targetCents),
      redo: () => set(cents),
    })
  })
  return (
    <FormDialog title={words.title} action={save} label={words.save} ready={!wrong} onClose={onClose}>
      <Field
        label={`${words.label}, ${currency}`}
        hint={words.hint}
        error={wrong ? t.money.dialog.badAmount : undefined}
      >
        <TextInput autoFocus inputMode="decimal" value={typed} onChange={setTyped} />
      </Field>
    </FormDialog>
  )
}
