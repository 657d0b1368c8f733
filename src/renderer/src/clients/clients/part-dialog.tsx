import { useState } from 'react'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'
import { ColourPicker } from '../workspaces/colour-picker.tsx'

type Props = {
  workspace: Workspace
  /** Null to create one. */
  part: ClientPart | null
  /** A colour no other client of the workspace has, if there is one. */
  colour: number
  onClose: () => void
}

export function PartDialog({ workspace, part, colour: free, onClose }: Props) {
  const words = t.clients
  const [name, setName] = useState(part?.name ?? '')
  const [colour, setColour] = useState(part?.colour ?? free)
  const typed = name.trim()
  const save = useAction(async () => {
    const path = `/settings/workspaces/${workspace.id}`
    if (part) {
      const change = (to: { name: string; colour: number }) => call('clients.updatePart', { partId: part.id, ...to })
      const [before, after] = [
        { name: part.name, colour: part.colour },
        { name: typed, colour },
      ]
      await change(after)
      pushUndo({ path, words: () => words.acts.changed(typed), undo: () => change(before), redo: () => change(after) })
    } else {
      const made = await call('clients.createPart', { workspaceId: workspace.id, name: typed, colour })
      let gone: Awaited<ReturnType<typeof remove>> = null
      const remove = () => call('clients.removePart', { partId: made.id })
      pushUndo({
        path,
        words: () => words.acts.added(typed),
        undo: async () => {
          gone = await remove()
        },
        redo: async () => gone && call('clients.restorePart', gone),
        toast: words.added(typed),
      })
    }
    onClose()
  })
  return (
    <Dialog onClose={onClose} title={part ? words.editTitle(part.name) : words.addTitle(workspace.name)}>
      <Form onSubmit={() => typed !== '' && save.run()} className="stack">
        <Field label={t.workspaces.name}>
          <TextInput autoFocus value={name} onChange={setName} maxLength={80} />
        </Field>
        <div className="field">
          <span className="field-head">{t.workspaces.colour}</span>
          <ColourPicker value={colour} onChange={setColour} />
        </div>
        <FormFoot label={part ? words.save : words.add} action={save} disabled={typed === ''} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
