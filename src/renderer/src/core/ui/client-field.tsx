import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { Field } from './field.tsx'
import { Select } from './select.tsx'

type Props = {
  label: string
  clients: readonly Workspace[]
  value: WorkspaceId
  onChange: (id: WorkspaceId) => void
}

/** Which client a page is about. */
export function ClientField({ label, clients, value, onChange }: Props) {
  return (
    <div className="client-field">
      <Field label={label}>
        <Select
          value={value}
          options={clients.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onChange}
        />
      </Field>
    </div>
  )
}
