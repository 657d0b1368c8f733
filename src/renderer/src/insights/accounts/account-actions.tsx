import { Ellipsis, Flame, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import type { AccountAction, AccountChange, AccountRow } from '#shared/contract/insights/accounts.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { accountCommands } from '../commands.ts'
import { newSubmission } from './account-text.ts'
import { ChangeDialog, type ChangeKind } from './change-dialog.tsx'
import { ReplaceDialog } from './replace-dialog.tsx'

export type Chosen = Pick<AccountRow, 'workspaceId' | 'email'>

/** Registers pausing or resuming for undo, limited to the accounts it changed. */
async function remember(asked: readonly AccountAction[], kind: 'pause' | 'resume'): Promise<void> {
  const outcomes = await call('accounts.outcomes', { ids: asked.map(({ id }) => id) })
  const accounts = outcomes
    .filter(({ wasPaused }) => wasPaused === (kind === 'resume'))
    .map(({ workspaceId, email }) => ({ workspaceId, email }))
  if (accounts.length === 0) return
  const put = (to: 'pause' | 'resume') =>
    call('accounts.act', { accounts, change: { kind: to }, submission: newSubmission() })
  const message = () => t.accounts.undo[kind](accounts.length)
  pushUndo({
    words: message,
    undo: () => put(kind === 'pause' ? 'resume' : 'pause'),
    redo: () => put(kind),
    path: '/accounts',
    toast: message(),
  })
}

type Props = {
  of: readonly Chosen[]
  /** The account, if there is only one. */
  one: AccountRow | null
  /** Whether all of them are paused, so that they can be resumed. */
  paused: boolean
  withKeys?: boolean
}

/** Actions for one account or several; their outcomes are shown above the table. */
export function AccountActions({ of, one, paused, withKeys = false }: Props) {
  const words = t.accounts
  const [changing, setChanging] = useState<ChangeKind | null>(null)
  const [replacing, setReplacing] = useState(false)
  const ask = (change: AccountChange) =>
    call('accounts.act', {
      accounts: of.map(({ workspaceId, email }) => ({ workspaceId, email })),
      change,
      submission: newSubmission(),
    })
  const act = useAction(async (change: AccountChange) => {
    const asked = await ask(change)
    if (change.kind === 'pause' || change.kind === 'resume') await remember(asked, change.kind)
  })
  const [first] = of
  const oneClient = of.every(({ workspaceId }) => workspaceId === first?.workspaceId)
  return (
    <>
      {paused ? (
        <Button
          label={words.acts.resume}
          size="s"
          icon={Play}
          busy={act.busy}
          onClick={() => act.run({ kind: 'resume' })}
        />
      ) : (
        <Button
          label={words.acts.pause}
          size="s"
          icon={Pause}
          command={withKeys ? accountCommands.pause : undefined}
          busy={act.busy}
          onClick={() => act.run({ kind: 'pause' })}
        />
      )}
      <Button
        label={words.replace.button}
        size="s"
        command={withKeys ? accountCommands.replace : undefined}
        disabled={!oneClient}
        title={oneClient ? undefined : words.replace.oneClient}
        onClick={() => setReplacing(true)}
      />
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={words.more} />}
        items={[
          { label: words.acts.mark_fixed, onSelect: () => act.run({ kind: 'mark_fixed' }) },
          { label: words.acts.resume, icon: Play, onSelect: () => act.run({ kind: 'resume' }) },
          'line',
          { label: words.acts.warmup_on, icon: Flame, onSelect: () => act.run({ kind: 'warmup_on' }) },
          { label: words.acts.warmup_off, onSelect: () => act.run({ kind: 'warmup_off' }) },
          'line',
          { label: words.acts.daily_limit, onSelect: () => setChanging('daily_limit') },
          { label: words.acts.sending_gap, onSelect: () => setChanging('sending_gap') },
          { label: words.acts.tracking_domain, onSelect: () => setChanging('tracking_domain') },
        ]}
      />
      {act.error && <ErrorNote error={act.error} />}
      {changing && (
        <ChangeDialog kind={changing} count={of.length} of={one} act={ask} onClose={() => setChanging(null)} />
      )}
      {replacing && first && (
        <ReplaceDialog
          workspaceId={first.workspaceId}
          emails={of.map(({ email }) => email)}
          onClose={() => setReplacing(false)}
        />
      )}
    </>
  )
}
