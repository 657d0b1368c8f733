import { useState } from 'react'
import type { SupabaseSource } from '#shared/contract/leads/supabase.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { type AccessKind, AccessKindField, AccessSecretField } from './access-fields.tsx'
import { sqlSnippet } from './sql-snippet.ts'

type Props = {
  workspaceId: WorkspaceId
  onClose: () => void
  onAdded: (source: SupabaseSource) => void
}

/** Name, address and key of a source; tested before they are saved. */
export function AddSourceDialog({ workspaceId, onClose, onAdded }: Props) {
  const [kind, setKind] = useState<AccessKind>('project')
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [secret, setSecret] = useState('')
  const words = t.supabase
  const ready = name.trim() !== '' && secret.trim() !== '' && (kind === 'database' || address.trim() !== '')

  const add = useAction(async () => {
    const access =
      kind === 'project' ? { kind, address: address.trim(), key: secret.trim() } : { kind, connection: secret.trim() }
    const source = await call('supabase.add', { workspaceId, name: name.trim(), access })
    setSecret('')
    showToast(words.kept(source.name))
    onAdded(source)
  })
  const opensAll = kind === 'database' || secret.trim().startsWith('sb_secret_') || isServiceToken(secret.trim())

  return (
    <FormDialog
      onClose={onClose}
      title={words.addTitle}
      description={words.dataNote}
      width={560}
      action={add}
      label={add.busy ? words.testing : words.test}
      ready={ready}
      retry
    >
      <Form className="stack supabase-dialog" onSubmit={() => ready && add.run()}>
        <AccessKindField
          kind={kind}
          onChange={(next) => {
            setKind(next)
            setSecret('')
            add.clear()
          }}
        />
        <Field label={words.name}>
          <TextInput value={name} onChange={setName} placeholder={words.namePlaceholder} maxLength={80} autoFocus />
        </Field>
        {kind === 'project' && (
          <Field label={words.address} hint={words.addressHint}>
            <TextInput value={address} onChange={setAddress} placeholder="https://….supabase.co" mono />
          </Field>
        )}
        <AccessSecretField kind={kind} words={words} keyForm="sb_publishable_…" value={secret} onChange={setSecret} />
        {opensAll && (
          <Note tone="warn" title={words.secretTitle}>
            {words.secretText}
          </Note>
        )}
        {kind === 'project' && (
          <details className="supabase-snippet">
            <summary>{words.snippetTitle}</summary>
            <p className="text-2 small">{words.snippetText}</p>
            <Scrolls as="pre" className="mono small">
              {sqlSnippet}
            </Scrolls>
            <Button label={words.copySnippet} size="s" onClick={() => copyText(sqlSnippet)} />
          </details>
        )}
        {/* Enter in a field sends the form; the visible button is in the dialog's foot. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </FormDialog>
  )
}

/** Whether it is a legacy key whose payload names the role `service_role`. */
function isServiceToken(key: string): boolean {
  try {
    return atob((key.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')).includes('"service_role"')
  } catch {
    return false
  }
}
