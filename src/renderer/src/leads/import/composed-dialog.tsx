import './composed.css'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isVariableName } from '#shared/domain/leads/import/check-mapping.ts'
import {
  type ComposedPart,
  type ComposedVariable,
  composedText,
  isConstant,
  parseComposed,
} from '#shared/domain/leads/import/composed.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'
import { withoutIcons } from './column-name.ts'
import { tokensOf } from './composed-tokens.ts'
import type { ImportEdits } from './import-edits.ts'
import { tagOf } from './mapping-rules.ts'

const SAMPLES = 5

type Props = {
  edits: ImportEdits
  /** The variable being edited; null for a new one. */
  variable: ComposedVariable | null
  onUse: (variable: ComposedVariable) => void
  onClose: () => void
}

/** Editor for a variable composed of columns and text, or one text for every lead, with a preview of the first rows. */
export function ComposedDialog({ edits, variable, onUse, onClose }: Props) {
  const words = t.importing.composed
  const { draft, mapping } = edits
  const tokens = tokensOf(draft.columns, mapping)
  const [name, setName] = useState(variable?.name ?? '')
  const [text, setText] = useState(() => (variable ? composedText(variable.parts, tokens.nameOf) : ''))
  const [fallback, setFallback] = useState(variable?.fallback ?? '')
  const input = useRef<HTMLInputElement>(null)
  const parsed = parseComposed(text, tokens.columnOf)
  const parts: readonly ComposedPart[] = 'parts' in parsed ? parsed.parts : []
  const constant = isConstant({ parts })
  const nameProblem = problemOfName(name.trim(), edits, variable)
  const textProblem = 'unknown' in parsed ? words.unknown(parsed.unknown) : undefined
  const made: ComposedVariable | null =
    text.trim() === '' || textProblem !== undefined || parts.length > 40
      ? null
      : { name: name.trim(), parts, fallback: constant ? '' : fallback.trim() }
  const isReady = made !== null && name.trim() !== '' && !nameProblem
  const insert = (column: number) => {
    const token = `{${tokens.nameOf(column)}}`
    const field = input.current
    const at = field?.selectionStart ?? text.length
    const end = field?.selectionEnd ?? at
    // Rendered synchronously, so that the caret is behind the inserted text before the next keystroke.
    flushSync(() => setText(text.slice(0, at) + token + text.slice(end)))
    field?.focus()
    field?.setSelectionRange(at + token.length, at + token.length)
  }
  const submit = () => {
    if (!isReady || !made) return
    onUse(made)
    onClose()
  }
  return (
    <Dialog
      onClose={onClose}
      title={variable ? words.editTitle(variable.name) : words.title}
      description={words.text}
      width={600}
    >
      <Form onSubmit={submit} className="stack">
        <Field
          label={words.name}
          error={name.trim() === '' ? undefined : nameProblem}
          hint={name.trim() === '' ? t.lists.import.variableDialog.invalid : words.usedAs(tagOf(name.trim()))}
        >
          <TextInput mono autoFocus value={name} onChange={setName} placeholder={words.namePlaceholder} />
        </Field>
        <Field label={words.value} error={textProblem} hint={words.valueHint}>
          <TextInput
            ref={input}
            value={text}
            onChange={(next) => setText(next.slice(0, 2000))}
            placeholder={words.placeholder}
          />
        </Field>
        <div className="composed-columns" role="group" aria-label={words.insert}>
          {draft.columns.map((column) => (
            <button
              key={column.position}
              type="button"
              className="composed-column"
              aria-label={words.insertColumn(tokens.nameOf(column.position))}
              title={withoutIcons(column.samples[0] ?? '')}
              onClick={() => insert(column.position)}
            >
              {tokens.nameOf(column.position)}
            </button>
          ))}
        </div>
        {!constant && (
          <Field label={words.fallback} hint={words.fallbackHint}>
            <TextInput value={fallback} onChange={(next) => setFallback(next.slice(0, 2000))} />
          </Field>
        )}
        {made && <Samples edits={edits} variable={{ ...made, name: probe }} constant={constant} />}
        <FormFoot label={variable ? words.save : words.add} disabled={!isReady} onClose={onClose} />
      </Form>
    </Dialog>
  )
}

/** A name nothing else uses, for previewing a definition that has no name yet. */
const probe = 'composed_preview'

function Samples({ edits, variable, constant }: { edits: ImportEdits; variable: ComposedVariable; constant: boolean }) {
  const words = t.importing.composed
  const { draft, mapping, settings } = edits
  const settled = useDebounced(JSON.stringify(variable), 150)
  // The text of a variable of this screen.
  const composed = [JSON.parse(settled) as ComposedVariable]
  const asked = useQuery('imports.preview', {
    importId: draft.importId,
    mapping,
    settings: { ...settings, composed },
    fromRow: 1,
    count: SAMPLES,
  })
  const rows = usePreviousData(asked.data)
  if (!rows) return null
  return (
    <div className="composed-samples" aria-live="polite">
      <b className="small">{constant ? words.everyLead : words.firstRows}</b>
      <ul>
        {(constant ? rows.slice(0, 1) : rows).map((row) => {
          const value = row.variables[probe]
          return (
            <li key={row.rowNumber} className={value === undefined ? 'text-3' : undefined}>
              {value === undefined ? words.nothing : String(value)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function problemOfName(
  name: string,
  { mapping, settings }: ImportEdits,
  own: ComposedVariable | null,
): string | undefined {
  if (!isVariableName(name)) {
    return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)
      ? t.lists.import.variableDialog.reserved
      : t.lists.import.variableDialog.invalid
  }
  const same = (other: string) => other.trim().toLowerCase() === name.toLowerCase()
  const taken =
    mapping.some((target) => target.kind === 'variable' && same(target.name)) ||
    (settings.composed ?? []).some((other) => other.name !== own?.name && same(other.name))
  return taken ? t.importing.composed.taken(name) : undefined
}
