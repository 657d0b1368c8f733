import './gates.css'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import {
  type VerificationGroup,
  type VerificationPlan,
  type VerificationRun,
  verificationGroups,
} from '#shared/contract/leads/verification.ts'
import { type ListId, type WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { keyPath } from '../../core/lib/key-path.ts'
import { go } from '../../core/lib/router.ts'
import { formatAgo, formatNumber, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'

type Props = { listId: ListId; workspaceId: WorkspaceId }

/** Button that opens the scope and cost of verifying a list, with the progress of a run. */
export function VerifyButton(props: Props) {
  const [open, setOpen] = useState(false)
  const plan = useQuery('verification.plan', { listId: props.listId }).data
  const run = plan?.run
  const isGoing = run !== undefined && run !== null && run.state !== 'done'
  return (
    <>
      <Button
        label={isGoing ? t.gates.running(run.total - run.left - run.pending, run.total) : t.gates.verify}
        variant="quiet"
        icon={MailCheck}
        onClick={() => setOpen(true)}
      />
      {open && plan && <VerifyDialog {...props} plan={plan} onClose={() => setOpen(false)} />}
    </>
  )
}

function VerifyDialog({ listId, workspaceId, plan, onClose }: Props & { plan: VerificationPlan; onClose: () => void }) {
  const words = t.gates
  // Addresses whose status the file already gives are not verified at a cost unless the operator selects them.
  const [chosen, setChosen] = useState<ReadonlySet<VerificationGroup>>(new Set(['ready', 'held']))
  const { run } = plan
  const isGoing = run !== null && run.state !== 'done'
  const groups = verificationGroups.filter((group) => plan[group] > 0)
  const isNothing = groups.length === 0
  const which = groups.filter((group) => chosen.has(group))
  const count = which.reduce((sum, group) => sum + plan[group], 0)
  const labels = { ready: words.whichReady, told: words.whichTold, held: words.whichHeld }
  const start = useAction(() => call('verification.start', { listId, which }))
  return (
    <Dialog
      onClose={onClose}
      title={words.verifyTitle}
      description={words.verifyText}
      width={520}
      actions={
        isGoing || isNothing ? (
          <Button label={t.ui.close} onClick={onClose} />
        ) : (
          <>
            <Button label={t.ui.cancel} variant="quiet" onClick={onClose} />
            <Button label={words.start(count)} variant="primary" disabled={count === 0} action={start} />
          </>
        )
      }
    >
      <div className="stack">
        {run && <RunState run={run} workspaceId={workspaceId} />}
        {!isGoing &&
          (isNothing ? (
            <p className="text-2">{words.none}</p>
          ) : (
            <>
              <div className="stack" role="group" aria-label={words.which}>
                {groups.map((group) => (
                  <Checkbox
                    key={group}
                    label={labels[group](plan[group])}
                    checked={chosen.has(group)}
                    onChange={(on) =>
                      setChosen(new Set(on ? [...chosen, group] : [...chosen].filter((one) => one !== group)))
                    }
                  />
                ))}
              </div>
              <p>
                <b>{words.cost}</b>{' '}
                {plan.creditsEach === null
                  ? words.costUnknown(count)
                  : words.costMeasured(formatNumber(Math.ceil(plan.creditsEach * count)))}
              </p>
              <p className="text-3 small">
                {plan.creditsLeft === null || plan.creditsAt === null
                  ? words.creditsUnknown
                  : words.creditsLeft(formatNumber(plan.creditsLeft), formatAgo(plan.creditsAt))}
              </p>
            </>
          ))}
        {!isNothing && plan.known > 0 && <p className="text-3 small">{words.known(plan.known)}</p>}
        {start.error && <ErrorNote error={start.error} onAction={start.run} actionLabel={t.ui.tryAgain} />}
      </div>
    </Dialog>
  )
}

function RunState({ run, workspaceId }: { run: VerificationRun; workspaceId: WorkspaceId }) {
  const words = t.gates
  const { id: runId, state, total, left, pending, found, problem } = run
  const done = total - left - pending
  const pause = useAction(() => call('verification.pause', { runId }))
  const resume = useAction(() => call('verification.resume', { runId }))
  const cancel = useAction(() => call('verification.cancel', { runId }))
  const error = pause.error ?? resume.error ?? cancel.error
  const isKey = problem?.code.startsWith('INSTANTLY_') ?? false
  const heading = {
    running: words.running(done, total),
    waiting: words.waiting,
    paused: words.paused,
    done: words.done,
  }
  return (
    <section className="verify-run stack" aria-label={words.checkTitle}>
      <p>
        <b>{heading[state]}</b>{' '}
        <span className="text-3 small">
          {[
            (state === 'waiting' || state === 'paused') && words.running(done, total),
            words.used(formatNumber(run.creditsUsed)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {state !== 'done' && <ProgressBar share={total === 0 ? null : done / total} label={words.running(done, total)} />}
      <ul className="verify-found small">
        {(['verified', 'risky', 'invalid', 'unanswered'] as const).map((verdict) => (
          <li key={verdict}>
            <span className="text-2">{words.verdicts[verdict]}</span>{' '}
            <b className="tabular">{formatNumber(found[verdict])}</b>
          </li>
        ))}
      </ul>
      {pending > 0 && <p className="text-3 small">{words.pending(pending)}</p>}
      {problem && state === 'waiting' && (
        <ErrorNote
          error={problem}
          tone="warn"
          onAction={isKey ? () => go(keyPath(workspaceId, problem.code)) : resume.run}
          {...(isKey ? {} : { actionLabel: words.resume })}
        />
      )}
      {error && <ErrorNote error={error} />}
      {state !== 'done' && (
        <div className="row">
          {state === 'running' ? (
            <Button label={words.pause} size="s" action={pause} />
          ) : problem && !isKey ? null : (
            <Button label={words.resume} size="s" action={resume} />
          )}
          <Button label={words.cancel} size="s" variant="quiet" action={cancel} />
        </div>
      )}
    </section>
  )
}
