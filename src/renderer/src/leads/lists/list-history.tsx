import type { LeadList, ListHistoryStep } from '#shared/contract/leads/lists.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Time } from '../../core/ui/time.tsx'
import { forgetStep, stepText } from './list-steps.ts'

/** Changes to leads of a list, latest first. Each can be undone; an interrupted one can be completed. */
export function ListHistory({ list, onClose }: { list: LeadList; onClose: () => void }) {
  const words = t.listWork.history
  const asked = useQuery('lists.history', { listId: list.id })
  const work = useAction(async (step: ListHistoryStep, what: 'undo' | 'finish') => {
    if (what === 'undo') {
      const { count } = await call('lists.undo', { actionId: step.actionId })
      forgetStep(step.actionId)
      showToast(t.listWork.restored(count))
    } else {
      const { count } = await call('lists.finish', { actionId: step.actionId })
      showToast(words.finished(count))
    }
  })
  return (
    <Dialog onClose={onClose} title={words.title(list.name)} width={560} closeLabel={t.ui.close}>
      {asked.error && <ErrorNote error={asked.error} onAction={asked.refetch} />}
      {asked.data?.length === 0 && <p className="text-2">{words.empty}</p>}
      {asked.data && asked.data.length > 0 && (
        <ol className="list-history">
          {asked.data.map((step) => (
            <li key={step.actionId} className={step.undone ? 'text-3' : undefined}>
              <div className="grow">
                <div>{stepText(step)}</div>
                <div className="text-3 small">
                  <Time iso={step.at} />
                </div>
              </div>
              {step.undone && <Badge>{words.undone}</Badge>}
              {step.unfinished && <Badge tone="warn">{words.unfinished}</Badge>}
              {step.unfinished && (
                <Button label={words.finish} size="s" busy={work.busy} onClick={() => work.run(step, 'finish')} />
              )}
              {!step.undone && step.kind !== 'purge' && (
                <Button label={t.ui.undo} size="s" busy={work.busy} onClick={() => work.run(step, 'undo')} />
              )}
            </li>
          ))}
        </ol>
      )}
      {work.error && <ErrorNote error={work.error} />}
    </Dialog>
  )
}
