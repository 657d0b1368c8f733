import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'

type Props = { workspaceId: WorkspaceId; text: string; onClose: () => void }

/** Saves a text as a template under a name. */
export function TemplateDialog({ workspaceId, text, onClose }: Props) {
  const client = (useWorkspaces() ?? []).find(({ id }) => id === workspaceId)
  const [whose, setWhose] = useState<'client' | 'all'>('client')
  const [name, setName] = useState('')
  const save = useAction(async () => {
    await call('inbox.saveTemplate', {
      id: null,
      workspaceId: whose === 'client' ? workspaceId : null,
      name: name.trim(),
      text: text.trim(),
    })
    showToast(t.inbox.templateSaved(name.trim()))
    onClose()
  })
  return (
    <Dialog onClose={onClose} title={t.inbox.saveAsTemplate}>
      <Form onSubmit={() => name.trim() !== '' && save.run()} className="stack">
        <Field label={t.inbox.templateName}>
          <TextInput autoFocus value={name} onChange={setName} maxLength={100} />
        </Field>
        <Field label={t.inbox.settings.textsFor}>
          <Select
            value={whose}
            onChange={setWhose}
            options={[
              { value: 'client', label: client?.name ?? '' },
              { value: 'all', label: t.inbox.settings.everyClient },
            ]}
          />
        </Field>
        <FormFoot label={t.inbox.settings.save} action={save} disabled={name.trim() === ''} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
