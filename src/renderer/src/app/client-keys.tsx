import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { useShortcut } from '../core/lib/keyboard.ts'
import { switchTo } from './switch-client.ts'

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** Shows the clients on ⌘/Ctrl-1…9, in their order. */
export function ClientKeys({ workspaces }: { workspaces: readonly Workspace[] }) {
  return (
    <>
      {digits.map((digit) => (
        <ClientKey key={digit} combo={`mod+${digit}`} workspace={workspaces[digit - 1]} />
      ))}
    </>
  )
}

function ClientKey({ combo, workspace }: { combo: string; workspace: Workspace | undefined }) {
  useShortcut(workspace === undefined ? null : combo, () => workspace && switchTo(workspace.id))
  return null
}
