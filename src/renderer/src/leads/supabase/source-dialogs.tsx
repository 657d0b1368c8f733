import { useState } from 'react'
import type { SupabaseSource } from '#shared/contract/leads/supabase.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'

type Props = { source: SupabaseSource; onClose: () => void }

export function RenameSourceDialog({ source, onClose }: Props) {
  const words = t.supabase
  const [name, setName] = useState(source.name)
  const rename = useAction(async () => {
    await call('supabase.rename', { sourceId: source.id, name: name.trim() })
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words.renameTitle}
      action={rename}
      label={words.rename}
      ready={name.trim() !== ''}
      retry
    >
      <Form onSubmit={() => name.trim() !== '' && rename.run()}>
        <Field label={words.name}>
          <TextInput value={name} onChange={setName} maxLength={80} autoFocus />
        </Field>
      </Form>
    </FormDialog>
  )
}

/** Asks for confirmation, as the key cannot be restored from here. */
export function RemoveSourceDialog({ source, onClose }: Props) {
  const words = t.supabase
  const remove = useAction(async () => {
    await call('supabase.remove', { sourceId: source.id })
    onClose()
    showToast(words.removed)
  })
  return (
    <AskFirst
      title={words.removeTitle(source.name)}
      text={words.removeText}
      keep={words.keep}
      act={words.remove}
      action={remove}
      onClose={onClose}
      retry
    />
  )
}
