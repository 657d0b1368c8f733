import { CircleCheck, CircleDashed, CircleX, Copy, ListChecks } from 'lucide-react'
import { useState } from 'react'
import { type RelaySetup, type SetupCheck, setupSteps } from '#shared/contract/events/relay.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button, Icon, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'

/** Setup of a relay at Supabase: the commands to copy, and the result of checking the project. */
export function SetupCard({ setup }: { setup: RelaySetup }) {
  const words = t.relay.setup
  const { workspaceId, live } = setup
  const [found, setFound] = useState<SetupCheck | null>(null)
  const check = useAction(async () => {
    const answer = await call('relay.checkSetup', { workspaceId })
    setFound(answer)
    if (live || answer.why !== null) return
    showToast(words.done)
    // Problems are shown with the webhook; the connection itself is saved without it.
    await call('relay.register', { workspaceId }).catch(() => {})
  })
  const cancel = useAction(() => call('relay.disconnect', { workspaceId, deleteWebhook: false }))
  const copySql = useAction(async () => copyText((await call('relay.setupSql', { workspaceId })).sql))
  const commands = <Commands setup={setup} onSql={copySql.run} />
  const failed = [check, cancel, copySql].find(({ error }) => error)
  return (
    <Card title={words.cardTitle}>
      <div className="stack">
        {live ? (
          <details className="relay-by-hand">
            <summary>{words.commands}</summary>
            {commands}
          </details>
        ) : (
          commands
        )}
        {found && <Found found={found} />}
        {failed?.error && <ErrorNote error={failed.error} onAction={failed.run} />}
        <div className="row">
          <Button
            label={check.busy ? words.checking : found ? words.checkAgain : live ? words.checkSetup : words.check}
            variant={live ? 'secondary' : 'primary'}
            icon={ListChecks}
            action={check}
          />
          {!live && <Button label={words.cancel} variant="quiet" action={cancel} />}
        </div>
      </div>
    </Card>
  )
}

function Commands({ setup: { commands, folder, login }, onSql }: { setup: RelaySetup; onSql: () => void }) {
  const words = t.relay.setup
  return (
    <div className="stack">
      {commands.length === 1 ? (
        <p className="text-2">{words.next}</p>
      ) : (
        <p className="text-2">
          {words.first} <code className="mono small">{login}</code>
        </p>
      )}
      <ol className="relay-commands">
        {commands.map((command, at) => (
          <li key={command} className="relay-copied">
            <code className="mono small relay-command">{command}</code>
            <IconButton
              icon={Copy}
              label={commands.length === 1 ? words.copy : t.relay.copyCommand(at + 1)}
              onClick={() => copyText(command)}
            />
          </li>
        ))}
      </ol>
      <p className="text-3 small">
        {words.files} <span className="mono relay-address">{folder}</span>
      </p>
      <div className="row relay-sql">
        <span className="text-3 small">{words.sqlText}</span>
        <Button label={words.copySql} size="s" icon={Copy} onClick={onSql} />
      </div>
    </div>
  )
}

/** Each step checked, with an explanation of what the first failed one lacks. */
function Found({ found: { passed, why, version } }: { found: SetupCheck }) {
  const words = t.relay.setup
  const [failed] = why === null ? [] : setupSteps.filter((step) => !passed.includes(step))
  return (
    <div className="stack" role="status">
      <ul className="relay-found">
        {setupSteps.map((step) => {
          const isPassed = passed.includes(step)
          const icon = isPassed ? CircleCheck : step === failed ? CircleX : CircleDashed
          return (
            <li key={step} className={isPassed ? 'is-ok' : step === failed ? 'is-bad' : 'text-3'}>
              <Icon of={icon} />
              <span>{words.steps[step]}</span>
              {step === 'function' && version !== null && (
                <span className="text-3 small">{t.relay.setupVersion(version)}</span>
              )}
            </li>
          )
        })}
      </ul>
      {why === null ? <Note tone="ok">{words.passed}</Note> : <Note tone="warn">{words.whys[why]}</Note>}
    </div>
  )
}
