import { useEffect, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { Events } from '#shared/contract/index.ts'
import { useEvent } from '../core/lib/backend.ts'
import { formatNumber, t } from '../core/lib/texts.ts'
import {
  chooseFile,
  chooseFileFor,
  forgetProblem,
  forgetProblems,
  nameOf,
  type OpeningProblem,
  openFileFor,
  stopAsking,
  stopReading,
  useOpening,
  withOtherEncoding,
} from '../core/stores/opening-file.ts'
import { DemoBadge } from '../core/ui/badge.tsx'
import { Button } from '../core/ui/button.tsx'
import { Dialog } from '../core/ui/dialog.tsx'
import { ErrorNote } from '../core/ui/note.tsx'
import { WorkspaceSquare } from '../core/ui/workspace-square.tsx'
import { ChooseEncodingDialog } from '../leads/import/format-dialog.tsx'
import { ImportBar } from '../leads/import/import-bar.tsx'
import { type PullInProgress, stopPulling, usePulling } from '../leads/supabase/pulling.ts'

/** Notices about leads being opened: which client a file belongs to, reading progress, why a file could not be read. */
export function OpeningNotices({ workspaces }: { workspaces: readonly Workspace[] }) {
  const { reading, askFor, problems } = useOpening()
  const pulling = usePulling((pull) => pull.reading)
  /** File whose encoding is being chosen. */
  const [choosing, setChoosing] = useState<OpeningProblem | null>(null)
  const refused = choosing && withOtherEncoding(choosing)
  /** The client the refused files were for. */
  const client = problems.find(({ file }) => file)?.file?.workspaceId
  useEffect(() => setChoosing(null), [problems])
  return (
    <>
      {reading && <Reading key={reading.fileName} fileName={reading.fileName} />}
      {pulling && <Pulling key={pulling.pullId} {...pulling} />}
      <Dialog
        open={askFor !== null}
        onClose={stopAsking}
        title={t.drop.whoseTitle}
        description={t.drop.whoseText(nameOf(askFor?.paths?.[0] ?? ''), (askFor?.paths?.length ?? 1) - 1)}
        closeLabel={t.ui.cancel}
      >
        <div className="client-choice">
          {workspaces.map((each) => (
            <button
              key={each.id}
              type="button"
              className="client-choice-item"
              onClick={() => void (askFor?.paths ? openFileFor(each.id, askFor.paths) : chooseFileFor(each.id))}
            >
              <WorkspaceSquare colour={each.colour} />
              <span className="ellipsis grow">{each.name}</span>
              {each.demo && <DemoBadge />}
            </button>
          ))}
        </div>
      </Dialog>
      {choosing && refused && <ChooseEncodingDialog refused={refused} onClose={() => forgetProblem(choosing)} />}
      <Dialog
        open={problems.length > 0 && !refused}
        onClose={forgetProblems}
        title={problems.length > 1 ? t.drop.failedFiles(problems.length) : t.drop.failed(problems[0]?.fileName ?? '')}
        width={520}
        closeLabel={t.ui.close}
        actions={
          <Button
            label={t.drop.chooseOther}
            variant="primary"
            onClick={() => {
              forgetProblems()
              if (client === undefined) chooseFile(workspaces)
              else void chooseFileFor(client)
            }}
            autoFocus
          />
        }
      >
        <div className="stack">
          {problems.map((problem) => (
            <ErrorNote
              key={problem.file?.path ?? problem.fileName}
              error={problem.error}
              {...(withOtherEncoding(problem) && {
                onAction: () => setChoosing(problem),
                actionLabel: t.importing.reading.chooseEncoding,
              })}
            />
          ))}
        </div>
      </Dialog>
    </>
  )
}

/** Returns whether reading takes noticeably long; only then its progress is shown. */
function useLate(): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 250)
    return () => clearTimeout(timer)
  }, [])
  return late
}

function Reading({ fileName }: { fileName: string }) {
  const late = useLate()
  const [progress, setProgress] = useState<Events['import.progress'] | null>(null)
  useEvent('import.progress', setProgress)
  // Without progress the system's file dialog is still open.
  if (!late || (!fileName && !progress)) return null
  return (
    <ImportBar
      title={t.drop.reading(fileName)}
      share={progress?.share ?? null}
      rows={progress ? t.drop.rows(formatNumber(progress.rows)) : ''}
      onStop={progress && (() => stopReading(progress.importId))}
      stopLabel={t.ui.cancel}
    />
  )
}

function Pulling({ pullId, sourceName }: PullInProgress) {
  const late = useLate()
  const [{ rows, total }, setProgress] = useState<Omit<Events['supabase.progress'], 'pullId'>>({ rows: 0, total: null })
  useEvent('supabase.progress', (next) => {
    if (next.pullId === pullId) setProgress(next)
  })
  if (!late) return null
  return (
    <ImportBar
      title={t.drop.reading(sourceName)}
      share={total ? rows / total : null}
      rows={t.supabase.reading(formatNumber(rows), total === null ? null : formatNumber(total))}
      onStop={stopPulling}
      stopLabel={t.ui.cancel}
    />
  )
}
