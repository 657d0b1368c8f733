import { chooseWorkspace, useWorkspaces } from '../stores/workspaces.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import type { LucideIcon } from './icon.tsx'

type Props = { icon: LucideIcon; title: string; text: string }

/** Shown while all clients are selected on a screen for one client: offers each client with one click. */
export function ChooseClient({ icon, title, text }: Props) {
  const clients = useWorkspaces() ?? []
  return (
    <EmptyState icon={icon} title={title} text={text}>
      {clients.map(({ id, name }) => (
        <Button key={id} label={name} onClick={() => chooseWorkspace(id)} />
      ))}
    </EmptyState>
  )
}
