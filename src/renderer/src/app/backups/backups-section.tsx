import './backups.css'
import { Check, DatabaseBackup, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { BackupState } from '#shared/contract/app/backups.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { CopiesCard } from './copies-card.tsx'
import { PlanCard } from './plan-card.tsx'
import { RestoredCard } from './restored-card.tsx'

/** Settings for backups: the last and the next one, where they are stored, and restoring one. */
export function BackupsSection() {
  const state = useQuery('backups.state', {}).data
  const start = useAction(() => call('backups.start', {}))
  if (!state) return null
  return (
    <>
      {state.restored && <RestoredCard restored={state.restored} />}
      {start.error && <ErrorNote error={start.error} />}
      <LastBackup
        state={state}
        start={start.run}
        busy={start.busy || state.running !== null}
        isExplained={start.error !== null}
      />
      <PlanCard state={state} />
      <CopiesCard copies={state.copies} canDelete />
    </>
  )
}

type LastProps = {
  state: BackupState
  start: () => void
  busy: boolean
  /** Whether the reason of a failure is shown above. */
  isExplained: boolean
}

function LastBackup({ state, start, busy, isExplained }: LastProps) {
  const words = t.backups
  const [openedAt] = useState(() => Date.now())
  const { last, nextAt, running } = state
  useScreenKeys(busy ? [] : [['mod+enter', t.frame.keys.backUp]])
  // After a restore the last backup is known only from the files.
  const newest = state.copies?.[0]?.at ?? null
  const isBad = last?.problem != null
  const isDue = nextAt !== null && new Date(nextAt).getTime() <= openedAt
  const next =
    nextAt === null
      ? words.off
      : isBad
        ? words.retry
        : isDue
          ? words.nextNow
          : words.next(formatWhen(nextAt).replaceAll(' ', '\u00a0'))
  const lastAt = last?.at ?? newest
  const title =
    lastAt === null ? words.none : isBad ? words.lastBad(formatWhen(lastAt)) : words.lastGood(formatWhen(lastAt))
  const problem = last?.problem ? t.errors[last.problem.code](last.problem.data) : null
  const text = problem
    ? isExplained
      ? ''
      : `${problem.what} ${problem.todo}`
    : last === null
      ? newest === null
        ? words.noneText
        : ''
      : last.clients === 0
        ? words.lastHeldNone
        : words.lastHeld(last.clients, last.leads, last.events)
  return (
    <Card>
      <div className="backup-last">
        <Icon
          of={!isBad && lastAt !== null ? Check : TriangleAlert}
          className={!isBad && lastAt !== null ? 'is-ok' : 'is-warn'}
        />
        <div className="backup-words">
          <b>{title}</b>
          <span className="text-2 small">{`${text} ${next}`.trim()}</span>
          {running !== null && (
            <span className="backup-progress">
              <ProgressBar share={running} label={words.now} />
              <span className="text-2 small">{words.running(Math.round(running * 100))}</span>
            </span>
          )}
        </div>
        <Button
          label={words.now}
          variant="primary"
          icon={DatabaseBackup}
          shortcut="mod+enter"
          onClick={start}
          busy={busy}
        />
      </div>
    </Card>
  )
}
