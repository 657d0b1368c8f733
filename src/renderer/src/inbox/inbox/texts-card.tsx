import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { type InboxTemplate, type Proposable, proposable } from '#shared/contract/inbox/inbox.ts'
import { replyLanguages } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextArea, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Switch } from '../../core/ui/toggles.tsx'

const notSaved = () => showToast(t.inbox.settings.notSaved, { tone: 'bad' })
const proposedWord = (what: Proposable): string =>
  what === 'quiet' ? t.inbox.settings.proposedQuiet : t.inbox.sorts[what]

/** Building blocks of replies: signature and templates, for all clients or one. */
export function TextsCard({ signature }: { signature: string }) {
  const words = t.inbox.settings
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  const [chosen, setChosen] = useState<WorkspaceId | null>()
  const whose = chosen === undefined ? current : chosen
  const client = workspaces.find(({ id }) => id === whose) ?? null
  return (
    <Card title={words.texts}>
      <div className="stack">
        {workspaces.length > 0 && (
          <Field label={words.textsFor}>
            <Select
              value={client?.id ?? null}
              onChange={setChosen}
              options={[
                { value: null, label: words.everyClient },
                ...workspaces.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
        )}
        {client ? (
          <ClientSignature key={client.id} workspaceId={client.id} ofAll={signature} />
        ) : (
          <SignatureField
            text={signature}
            onSave={(text) => void call('inbox.saveSettings', { signature: text }).catch(notSaved)}
          />
        )}
        <Templates key={`templates ${client?.id}`} workspaceId={client?.id ?? null} />
      </div>
    </Card>
  )
}

function SignatureField({ text, onSave }: { text: string; onSave: (text: string) => void }) {
  const [signature, setSignature] = useState(text)
  return (
    <Field label={t.inbox.settings.signature} hint={t.inbox.settings.signatureHint}>
      <TextArea
        rows={4}
        value={signature}
        onChange={setSignature}
        maxLength={2_000}
        onBlur={() => signature !== text && onSave(signature)}
      />
    </Field>
  )
}

function ClientSignature({ workspaceId, ofAll }: { workspaceId: WorkspaceId; ofAll: string }) {
  const known = useQuery('inbox.signature', { workspaceId }).data
  if (!known) return null
  const save = (signature: string | null) =>
    void call('inbox.saveSignature', { workspaceId, signature }).catch(notSaved)
  return (
    <>
      <Switch
        checked={known.own !== null}
        onChange={(own) => save(own ? ofAll : null)}
        label={t.inbox.settings.ownSignature}
        hint={t.inbox.settings.ownSignatureHint}
      />
      {known.own !== null && <SignatureField text={known.own} onSave={save} />}
    </>
  )
}

function Templates({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const words = t.inbox.settings
  const known = useQuery('inbox.templates', { workspaceId }).data ?? []
  const templates = known.filter((template) => template.workspaceId === workspaceId)
  const [adding, setAdding] = useState(false)
  return (
    <>
      <h3>{words.templates}</h3>
      <p className="text-2">
        {words.templatesHint} {words.variables}
      </p>
      {templates.length === 0 && !adding && <p className="text-3">{words.none}</p>}
      {templates.map((template) => (
        <TemplateForm key={template.id} template={template} workspaceId={workspaceId} />
      ))}
      {adding ? (
        <TemplateForm template={null} workspaceId={workspaceId} onSaved={() => setAdding(false)} />
      ) : (
        <div>
          <Button label={words.add} icon={Plus} onClick={() => setAdding(true)} />
        </div>
      )}
    </>
  )
}

type FormProps = { template: InboxTemplate | null; workspaceId: WorkspaceId | null; onSaved?: () => void }

function TemplateForm({ template, workspaceId, onSaved }: FormProps) {
  const words = t.inbox.settings
  const first = {
    name: template?.name ?? '',
    text: template?.text ?? '',
    proposedFor: template?.proposedFor ?? null,
    language: template?.language ?? null,
  }
  const [written, setWritten] = useState(first)
  const put = (change: Partial<typeof first>) => setWritten((now) => ({ ...now, ...change }))
  const saving = useAction(async () => {
    await call('inbox.saveTemplate', { ...written, id: template?.id ?? null, workspaceId })
    onSaved?.()
  })
  const removing = useAction(async () => template && call('inbox.removeTemplate', { id: template.id }))
  const changed = JSON.stringify(written) !== JSON.stringify(first)
  const error = saving.error ?? removing.error
  return (
    <div className="inbox-template">
      <Field label={words.name}>
        <TextInput
          value={written.name}
          onChange={(name) => put({ name })}
          maxLength={100}
          autoFocus={template === null}
        />
      </Field>
      <Field label={words.text}>
        <TextArea rows={4} value={written.text} onChange={(text) => put({ text })} maxLength={20_000} />
      </Field>
      <div className="row">
        <Field label={words.proposedFor}>
          <Select
            value={written.proposedFor}
            onChange={(proposedFor) => put({ proposedFor })}
            options={[
              { value: null, label: words.notProposed },
              ...proposable.map((value) => ({ value, label: proposedWord(value) })),
            ]}
          />
        </Field>
        <Field label={words.language}>
          <Select
            value={written.language}
            onChange={(language) => put({ language })}
            options={[
              { value: null, label: words.anyLanguage },
              ...replyLanguages.map((value) => ({ value, label: t.inbox.languages[value] })),
            ]}
          />
        </Field>
      </div>
      {error && <ErrorNote error={error} />}
      <div className="row">
        <Button
          label={words.save}
          action={saving}
          disabled={!changed || !written.name.trim() || !written.text.trim()}
        />
        {template && <Button label={words.remove} variant="quiet" icon={Trash2} action={removing} />}
      </div>
    </div>
  )
}
