import { ChevronDown } from 'lucide-react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { DemoBadge } from '../../core/ui/badge.tsx'
import { Icon } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import type { ImportEdits } from './import-edits.ts'
import { canReopen, reopenImport } from './reopen-import.ts'

type Props = { edits: ImportEdits; workspace: Workspace; busy: boolean }

/** The client the file belongs to; it can be reassigned if there are others. */
export function ClientOfFile({ edits, workspace, busy }: Props) {
  const others = (useWorkspaces() ?? []).filter(({ id }) => id !== workspace.id)
  const name = (
    <>
      <WorkspaceSquare colour={workspace.colour} /> <span className="ellipsis">{workspace.name}</span>
      {workspace.demo && <DemoBadge />}
    </>
  )
  if (others.length === 0 || !canReopen(edits)) return name
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="import-client" title={t.lists.import.changeClient} disabled={busy}>
          <span className="sr-only">{t.lists.import.changeClient}: </span>
          {name}
          <Icon of={ChevronDown} size={14} />
        </button>
      }
      items={others.map(({ id, name: label, colour }) => ({
        label,
        before: <WorkspaceSquare colour={colour} />,
        onSelect: () => void reopenImport(edits, id).catch(showFailure),
      }))}
    />
  )
}
