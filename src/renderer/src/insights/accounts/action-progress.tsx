import { X } from 'lucide-react'
import { useState } from 'react'
import type { AccountAction } from '#shared/contract/insights/accounts.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { problemText } from './account-text.ts'

const recentMs = 600_000

function lineOf(action: AccountAction): string {
  const { progress, acts } = t.accounts
  const what = acts[action.kind]
  if (action.state === 'waiting') return progress.waiting(what, action.open)
  if (action.state === 'running')
    return progress.running(what, action.done + action.failed, action.done + action.failed + action.open)
  return action.failed > 0 ? progress.partly(what, action.done, action.failed) : progress.done(what, action.done)
}

/** Progress and outcome, per account, of the actions requested. */
export function ActionProgress({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set())
  // Actions that ended before the page was opened were seen then, or the account itself shows their result.
  const [since] = useState(() => Date.now() - recentMs)
  const [opened, setOpened] = useState<AccountAction | null>(null)
  const actions = useQuery('accounts.actions', { workspaceId }).data ?? []
  const shown = actions
    .filter(({ id, state, askedAt }) => !hidden.has(id) && (state !== 'done' || Date.parse(askedAt) > since))
    .slice(0, 2)
  return (
    <div role="status" className={shown.length > 0 ? 'accounts-progress' : undefined}>
      {shown.map((action) => (
        <div key={action.id} className="accounts-progress-line">
          <Dot tone={action.failed > 0 ? 'bad' : action.state === 'done' ? 'ok' : 'info'} />
          <span>{lineOf(action)}</span>
          {action.problem && <span className="text-2">{t.errors[action.problem.code](action.problem.data).what}</span>}
          <Button label={t.accounts.progress.details} size="s" variant="quiet" onClick={() => setOpened(action)} />
          {action.state === 'done' && (
            <IconButton
              size="s"
              icon={X}
              label={t.accounts.progress.hide}
              onClick={() => setHidden(new Set(hidden).add(action.id))}
            />
          )}
        </div>
      ))}
      {opened && <Outcomes action={opened} onClose={() => setOpened(null)} />}
    </div>
  )
}

function Outcomes({ action, onClose }: { action: AccountAction; onClose: () => void }) {
  const outcomes = useQuery('accounts.outcomes', { ids: [action.id] }).data ?? []
  return (
    <Dialog
      width={560}
      title={t.accounts.progress.title}
      description={t.accounts.acts[action.kind]}
      onClose={onClose}
      actions={<Button label={t.accounts.close} variant="primary" onClick={onClose} autoFocus />}
    >
      <Scrolls as="ul" className="accounts-outcomes">
        {outcomes.map(({ email, state, problem }) => (
          <li key={email}>
            <b>{email}</b>
            <span className="text-2">{problem ? problemText(problem) : t.accounts.progress.states[state]}</span>
          </li>
        ))}
      </Scrolls>
    </Dialog>
  )
}
