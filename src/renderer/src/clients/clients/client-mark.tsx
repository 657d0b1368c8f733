import './clients.css'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { useClientLook } from '../../core/stores/workspaces.ts'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'

type Props = { of: { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null }; squareOnly?: boolean }

/** The square and name of a client; with its workspace on hover where it is a part of one. */
export function ClientMark({ of, squareOnly }: Props) {
  const look = useClientLook()(of)
  if (!look) return null
  return (
    <span className={squareOnly ? 'client-mark client-mark-square' : 'client-mark'} title={look.whole}>
      <WorkspaceSquare colour={look.colour} />
      <span className={squareOnly ? 'sr-only' : 'ellipsis'}>{look.name}</span>
    </span>
  )
}
