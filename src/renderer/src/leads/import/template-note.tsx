import { useState } from 'react'
import type { ImportTemplate } from '#shared/contract/leads/imports.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { editImport, type ImportEdits } from './import-edits.ts'
import { applyTemplate, withOwnExclusions } from './mapping-rules.ts'

/** Offers a mapping remembered for this header; it does not overwrite current choices. */
export function TemplateNote({ edits }: { edits: ImportEdits }) {
  const words = t.importing.templates
  const { draft, mapping, chosen, templateUsed } = edits
  const { importId } = draft
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const template = draft.templates.find(({ id }) => !gone.has(id))
  const forget = useAction(async (which: ImportTemplate) => {
    await call('imports.deleteTemplate', { id: which.id })
    setGone(new Set(gone).add(which.id))
    showToast(words.forgotten(which.name))
  })
  if (!template || templateUsed === template.id) return null
  const use = () => {
    editImport(importId, {
      mapping: withOwnExclusions(draft.columns, applyTemplate(template.mapping, mapping, chosen), (at) =>
        chosen.has(at),
      ),
      settings: { ...edits.settings, ...template.settings },
      templateUsed: template.id,
    })
    showToast(words.used(template.name))
  }
  return (
    <Note
      tone="info"
      title={words.title}
      action={
        <span className="row">
          <Button
            label={words.forget}
            size="s"
            variant="quiet"
            busy={forget.busy}
            onClick={() => forget.run(template)}
          />
          <Button label={words.use} size="s" onClick={use} />
        </span>
      }
    >
      {words.text(template.name)}
    </Note>
  )
}

/** Asks for a name and saves the current mapping. */
export function TemplateDialog({ edits, onClose }: { edits: ImportEdits; onClose: () => void }) {
  const words = t.importing.templates
  const { draft, mapping, settings } = edits
  const [name, setName] = useState(draft.source ? t.importing.sources[draft.source.id] : draft.suggestedListName)
  const [forAll, setForAll] = useState(true)
  const saving = useAction(async () => {
    const saved = await call('imports.saveTemplate', {
      importId: draft.importId,
      mapping: [...mapping],
      settings,
      name: name.trim(),
      forAll,
    })
    showToast(words.saved(saved.name))
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words.saveTitle}
      description={words.saveText}
      action={saving}
      label={words.save}
      ready={name.trim() !== ''}
    >
      <Field label={words.name}>
        <TextInput value={name} onChange={(next) => setName(next.slice(0, 80))} autoFocus />
      </Field>
      <Switch label={words.forAll} checked={forAll} onChange={setForAll} />
    </FormDialog>
  )
}
