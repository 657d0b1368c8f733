import './start-problem.css'
import { FolderOpen, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { AppStatus } from '#shared/contract/clients/app.ts'
import type { ErrorCode, Problem } from '#shared/errors.ts'
import { call, useAction, useQuery } from '../core/lib/backend.ts'
import { t } from '../core/lib/texts.ts'
import { Button } from '../core/ui/button.tsx'
import { DefinitionList } from '../core/ui/definition-list.tsx'
import { Card } from '../core/ui/page.tsx'
import { CopiesCard } from './backups/copies-card.tsx'

/** Errors that restoring a backup solves; for others it would change nothing, or lose intact data. */
const restorable: ReadonlySet<ErrorCode> = new Set(['STORE_GONE', 'STORE_CORRUPT', 'STORE_MIGRATION_FAILED'])

/** Problems that the operator can end outside the app, so that the store may open on another try. */
const passing: ReadonlySet<ErrorCode> = new Set(['STORE_LOCKED', 'STORE_FULL', 'STORE_GONE'])

const inside = (dir: string, name: string): string => `${dir}${dir.includes('\\') ? '\\' : '/'}${name}`

/** The only screen if the store cannot be opened, or is gone: what happened, what to do, where all data is. */
export function StartProblem({ problem, status }: { problem: Problem; status: AppStatus }) {
  const sentence = t.errors[problem.code](problem.data)
  const openData = useAction(() => call('app.openLink', { link: 'data_folder' }))
  const openLog = useAction(() => call('app.openLink', { link: 'log_folder' }))
  const canTry = passing.has(problem.code)
  const [triedInVain, setTriedInVain] = useState(false)
  const tryAgain = useAction(async () => {
    setTriedInVain(false)
    await call('app.reopenStore', {})
    const { startProblem } = await call('app.status', {})
    setTriedInVain(startProblem !== null)
  })
  return (
    <main className="start-problem">
      <p className="text-2">{problem.data['reason'] === 'running' ? t.startProblem.stopped : t.startProblem.title}</p>
      <h1>{sentence.what}</h1>
      <p className="start-problem-words">{sentence.means}</p>
      <p className="start-problem-words">{sentence.todo}</p>
      <Card>
        <DefinitionList
          rows={[
            { term: t.startProblem.dataIn, value: <span className="mono small">{status.dataDir}</span> },
            {
              term: t.startProblem.backupsIn,
              value: <span className="mono small">{inside(status.dataDir, 'backups')}</span>,
            },
            { term: t.startProblem.version, value: status.version },
          ]}
        />
      </Card>
      {restorable.has(problem.code) && <WaysBack />}
      <div className="row">
        {canTry && <Button label={t.ui.tryAgain} variant="primary" icon={RefreshCw} action={tryAgain} autoFocus />}
        <Button
          label={t.startProblem.openData}
          variant={canTry ? 'secondary' : 'primary'}
          icon={FolderOpen}
          action={openData}
          autoFocus={!canTry}
        />
        <Button label={t.startProblem.openLog} variant="quiet" action={openLog} />
      </div>
      <p className="text-2" role="status">
        {triedInVain && t.startProblem.stillSo}
      </p>
    </main>
  )
}

/** Backups that can replace the store without moving a file by hand. */
const WaysBack = () => <CopiesCard copies={useQuery('backups.state', {}).data?.copies ?? []} canDelete={false} />
