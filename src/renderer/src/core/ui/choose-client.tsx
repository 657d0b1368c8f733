import { chooseWorkspace, useWorkspaces } from '../stores/workspaces.ts'
import { Button, type LucideIcon } from './button.tsx'
import { EmptyState } from './page.tsx'
import { Select } from './select.tsx'

type Props = { icon: LucideIcon; title: string; text: string }

/** Number of clients up to which each has a button. */
const maxButtons = 12

/** Shown while all clients are selected on a screen for one client: offers each client. */
export function ChooseClient({ icon, title, text }: Props) {
  const clients = useWorkspaces() ?? []
  return (
    <EmptyState icon={icon} title={title} text={text}>
      {clients.length > maxButtons ? (
        <div className="client-field">
          <Select
            label={title}
            value={null}
            options={clients.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={chooseWorkspace}
          />
        </div>
      ) : (
        clients.map(({ id, name }) => <Button key={id} label={name} onClick={() => chooseWorkspace(id)} />)
      )}
    </EmptyState>
  )
}
