import './clients.css'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'

type Props = { of: { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null }; squareOnly?: boolean }

/** Coloured square and name of a client; if it is part of a workspace, the workspace is shown on hover. */
export function ClientMark({ of, squareOnly }: Props) {
  const look = useClientLabel()(of)
  if (!look) return null
  return (
    <span className={squareOnly ? 'client-mark client-mark-square' : 'client-mark'} title={look.whole}>
      <WorkspaceSquare colour={look.colour} />
      <span className={squareOnly ? 'sr-only' : 'ellipsis'}>{look.name}</span>
    </span>
  )
}
