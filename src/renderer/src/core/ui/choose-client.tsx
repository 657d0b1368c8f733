import { chooseWorkspace, useWorkspaces } from '../stores/workspaces.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import type { LucideIcon } from './icon.tsx'

type Props = { icon: LucideIcon; title: string; text: string }

/** What a screen of one client shows while all are chosen: each of them, one click away. */
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
