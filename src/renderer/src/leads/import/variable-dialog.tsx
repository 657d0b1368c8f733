import { useState } from 'react'
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import { variableNameFor } from '#shared/domain/leads/import/columns/propose-remaining.ts'
import { type Target, variableName } from '#shared/domain/leads/import/mapping.ts'
import { t } from '../../core/lib/texts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'
import { tagOf } from './mapping-rules.ts'

type Props = {
  column: Pick<ImportColumn, 'header' | 'position'>
  /** Variables of other columns. */
  taken: readonly Target[]
  onUse: (name: string) => void
  onClose: () => void
}

export function VariableDialog({ column, taken, onUse, onClose }: Props) {
  const words = t.lists.import.variableDialog
  const names = new Set(taken.flatMap((target) => (target.kind === 'variable' ? [target.name] : [])))
  const [name, setName] = useState(() => variableNameFor(column.header, names) ?? '')
  const typed = name.trim()
  const wrong = problemOf(typed)
  const submit = () => {
    if (wrong) return
    onUse(typed)
    onClose()
  }
  return (
    <Dialog onClose={onClose} title={words.title(column.header || t.lists.import.noHeader(column.position + 1))}>
      <Form onSubmit={submit} className="stack">
        <Field
          label={words.label}
          error={typed === '' ? undefined : wrong}
          hint={typed === '' ? words.invalid : `${words.text} ${tagOf(typed)}`}
        >
          <TextInput mono autoFocus value={name} onChange={setName} onFocus={(event) => event.target.select()} />
        </Field>
        <FormFoot label={words.save} disabled={Boolean(wrong)} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

function problemOf(name: string): string | undefined {
  if (!variableName.safeParse(name).success) return t.lists.import.variableDialog.invalid
  const fault = mappingFault([{ kind: 'variable', name }])
  return fault?.fault === 'name_invalid' ? t.lists.import.variableDialog.reserved : undefined
}
