import './open-imports.css'
import { FileText } from 'lucide-react'
import { useEffect } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { type FileOnDisk, forgetFileToReopen, useDrafts, useFilesToReopen } from '../../core/stores/import-drafts.ts'
import { nameOf, openFileFor } from '../../core/stores/opening-file.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { Card } from '../../core/ui/page.tsx'
import { discardImport } from './discard-import.ts'
import { beginEdits, useOpenImports } from './import-edits.ts'

function discardFile(file: FileOnDisk): void {
  forgetFileToReopen(file)
  // Pasted rows are in a file of the app; the operator's own file stays. What stays behind goes at the next start.
  void call('imports.discardPasted', { path: file.path }).catch(() => {})
}

/** Files opened but not saved, so that leaving a screen loses nothing; names those that the end of the app closed. */
export function OpenImports({ workspaceIds }: { workspaceIds: readonly WorkspaceId[] }) {
  const drafts = useDrafts()
  useEffect(() => drafts.forEach(beginEdits), [drafts])
  const open = Object.values(useOpenImports()).filter(({ draft }) => workspaceIds.includes(draft.workspaceId))
  const left = useFilesToReopen().filter(({ workspaceId }) => workspaceIds.includes(workspaceId))
  if (open.length + left.length === 0) return null
  const words = t.lists.page
  return (
    <Card title={words.openImports} pad={false}>
      <ul>
        {open.map(({ draft, ...rest }) => (
          <li key={draft.importId} className="row open-import">
            <Icon of={FileText} />
            <Cut as="b" text={draft.fileName} />
            <span className="text-2 ellipsis">{words.openImport(draft.rowCount)}</span>
            <span className="row push">
              <Button
                label={words.discard}
                size="s"
                variant="quiet"
                onClick={() => discardImport(draft, { draft, ...rest })}
              />
              <Button label={words.goOn} size="s" onClick={() => go(`/import/${draft.importId}`)} />
            </span>
          </li>
        ))}
        {left.map((file) => (
          <li key={`${file.workspaceId} ${file.path}`} className="row open-import">
            <Icon of={FileText} />
            <b className="ellipsis" title={file.path}>
              {nameOf(file.path)}
            </b>
            <span className="text-2 ellipsis">{words.leftImport}</span>
            <span className="row push">
              <Button label={words.discard} size="s" variant="quiet" onClick={() => discardFile(file)} />
              <Button
                label={words.openAgain}
                size="s"
                onClick={() => void openFileFor(file.workspaceId, [file.path])}
              />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
