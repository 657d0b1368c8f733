import { Pencil, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { type ComposedVariable, composedText, isConstant } from '#shared/domain/leads/import/composed.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ComposedDialog } from './composed-dialog.tsx'
import { tokensOf } from './composed-tokens.ts'
import { editImportUndoably, type ImportEdits } from './import-edits.ts'

/** The variables composed by the operator, with a button to add one. */
export function ComposedList({ edits }: { edits: ImportEdits }) {
  const words = t.importing.composed
  const { draft, mapping, settings } = edits
  const composed = settings.composed ?? []
  const tokens = tokensOf(draft.columns, mapping)
  const [open, setOpen] = useState<{ readonly variable: ComposedVariable | null } | null>(null)
  const put = (next: readonly ComposedVariable[], name: string) =>
    editImportUndoably(edits, { settings: { ...settings, composed: next } }, () => words.act(name))
  const use = (variable: ComposedVariable) => {
    const old = open?.variable
    put(
      old ? composed.map((each) => (each.name === old.name ? variable : each)) : [...composed, variable],
      variable.name,
    )
  }
  return (
    <div className="composed">
      {composed.length > 0 && (
        <ul aria-label={words.list}>
          {composed.map((variable) => (
            <li key={variable.name} className="row">
              <code className="composed-name">{variable.name}</code>
              <span className="text-2 ellipsis grow" title={composedText(variable.parts, tokens.nameOf)}>
                {composedText(variable.parts, tokens.nameOf)}
                {variable.fallback && <span className="text-3">{` · ${words.orElse(variable.fallback)}`}</span>}
                {isConstant(variable) && <span className="text-3">{` · ${words.constant}`}</span>}
              </span>
              <IconButton
                size="s"
                icon={Pencil}
                label={words.edit(variable.name)}
                onClick={() => setOpen({ variable })}
              />
              <IconButton
                size="s"
                icon={X}
                label={words.remove(variable.name)}
                onClick={() =>
                  put(
                    composed.filter((each) => each !== variable),
                    variable.name,
                  )
                }
              />
            </li>
          ))}
        </ul>
      )}
      <Button label={words.open} size="s" variant="quiet" icon={Plus} onClick={() => setOpen({ variable: null })} />
      {open && <ComposedDialog edits={edits} variable={open.variable} onUse={use} onClose={() => setOpen(null)} />}
    </div>
  )
}
