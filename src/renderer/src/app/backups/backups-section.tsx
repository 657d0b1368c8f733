import './backups.css'
import { Check, DatabaseBackup, FolderOpen, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { BackupState } from '#shared/contract/app/backups.ts'
import { call } from '../../core/lib/call.ts'
import { formatBytes, formatWhen } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/card.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Icon } from '../../core/ui/icon.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Switch } from '../../core/ui/switch.tsx'
import { CopiesCard } from './copies-card.tsx'
import { RestoredCard } from './restored-card.tsx'

/** Copies of everything: the last one, when the next, where they lie, and the way back to one. */
export function BackupsSection() {
  const state = useQuery('backups.state', {}).data
  const start = useAction(() => call('backups.start', {}))
  if (!state) return null
  return (
    <>
      {state.restored && <RestoredCard restored={state.restored} />}
      {start.error && <ErrorNote error={start.error} />}
      <LastBackup state={state} start={start.run} busy={start.busy || state.running !== null} />
      <Plan state={state} />
      <CopiesCard copies={state.copies} />
    </>
  )
}

function LastBackup({ state, start, busy }: { state: BackupState; start: () => void; busy: boolean }) {
  const words = t.backups
  const [openedAt] = useState(() => Date.now())
  const { last, nextAt, running } = state
  // After a restore only the files tell.
  const newest = state.copies?.[0]?.at ?? null
  const isBad = last?.problem != null
  const isDue = nextAt !== null && new Date(nextAt).getTime() <= openedAt
  const next = nextAt === null ? words.off : isDue ? words.nextNow : words.next(formatWhen(nextAt))
  const lastAt = last?.at ?? newest
  const title =
    lastAt === null ? words.none : isBad ? words.lastBad(formatWhen(lastAt)) : words.lastGood(formatWhen(lastAt))
  const problem = last?.problem ? t.errors[last.problem.code](last.problem.data) : null
  const text = problem
    ? `${problem.what} ${problem.todo}`
    : last === null
      ? newest === null
        ? words.noneText
        : ''
      : words.lastHeld(last.clients, last.leads, last.events)
  return (
    <Card>
      <div className="backup-last">
        <Icon of={!isBad && lastAt !== null ? Check : TriangleAlert} />
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
        <Button variant="primary" icon={DatabaseBackup} shortcut="mod+enter" onClick={start} busy={busy}>
          {words.now}
        </Button>
      </div>
    </Card>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)

function Plan({ state }: { state: BackupState }) {
  const words = t.backups
  const { settings, folder, isDefaultFolder, freeBytes, replaced } = state
  const oldest = replaced.at(-1)
  const bytes = replaced.reduce((sum, one) => sum + one.bytes, 0)
  const save = useAction((change: Partial<BackupState['settings']>) => call('backups.save', { ...settings, ...change }))
  const choose = useAction((reset: boolean) => call('backups.chooseFolder', { reset }))
  const error = save.error ?? choose.error
  return (
    <Card>
      <div className="stack">
        {error && <ErrorNote error={error} />}
        <DefinitionList
          rows={[
            {
              term: words.schedule,
              value: (
                <div className="backup-lines">
                  <div className="row backup-schedule">
                    <Switch checked={settings.daily} onChange={(daily) => save.run({ daily })} label={words.daily} />
                    <Select
                      label={words.at}
                      value={String(settings.hour)}
                      disabled={!settings.daily}
                      options={hours.map((hour) => ({ value: String(hour), label: words.hour(hour) }))}
                      onChange={(hour) => save.run({ hour: Number(hour) })}
                    />
                  </div>
                  <span className="text-3 small">{words.scheduleText}</span>
                </div>
              ),
            },
            { term: words.keep, value: words.keepText },
            ...(oldest === undefined
              ? []
              : [
                  {
                    term: words.replaced,
                    value: words.replacedText(replaced.length, formatBytes(bytes), formatWhen(oldest.goesAt)),
                  },
                ]),
            {
              term: words.folder,
              value: (
                <div className="backup-lines">
                  <div className="row">
                    <span className="mono small ellipsis">{folder}</span>
                    {freeBytes !== null && <span className="text-3 small">{words.free(formatBytes(freeBytes))}</span>}
                    <Button size="s" icon={FolderOpen} onClick={() => choose.run(false)} busy={choose.busy}>
                      {words.choose}
                    </Button>
                    {!isDefaultFolder && (
                      <Button size="s" variant="quiet" onClick={() => choose.run(true)} disabled={choose.busy}>
                        {words.reset}
                      </Button>
                    )}
                  </div>
                  {isDefaultFolder && <span className="text-3 small">{words.sameDisk}</span>}
                  <span className="text-3 small">{words.leftOut}</span>
                </div>
              ),
            },
          ]}
        />
      </div>
    </Card>
  )
}
