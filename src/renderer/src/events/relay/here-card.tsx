import { useState } from 'react'
import type { RelayHere, RelayHereState, RelayState } from '#shared/contract/events/relay.ts'
import { fromWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { tunnelNames } from '#shared/relay-thread.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { InstallTunnel } from './run-here-card.tsx'
import { TunnelChoice } from './tunnel-choice.tsx'

const tones: Readonly<Record<RelayHereState, Tone>> = {
  off: 'quiet',
  starting: 'warn',
  live: 'ok',
  down: 'bad',
  offline: 'warn',
  missing: 'bad',
}

type Props = { workspaceId: WorkspaceId; here: RelayHere; state: RelayState | null }

/** State of the relay inside the app, for a client that uses it. */
export function HereCard({ workspaceId, here, state }: Props) {
  const words = t.relay.inApp
  const [changing, setChanging] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const again = useAction(() => call('relay.lookAgain', {}))
  return (
    <Card title={words.cardTitle}>
      <div className="stack">
        <p className="text-3 small">{words.sleep}</p>
        <DefinitionList
          rows={[
            { term: t.relay.state, value: <Badge tone={tones[here.state]}>{words.states[here.state]}</Badge> },
            ...(here.since ? [{ term: words.since, value: <Time iso={here.since} /> }] : []),
            ...(here.retryAt ? [{ term: words.nextTry, value: <Time iso={here.retryAt} /> }] : []),
            {
              term: words.program,
              value: here.program === null ? words.nothingFound : tunnelNames[here.program],
            },
            {
              term: words.address,
              value:
                here.address === null ? (
                  <span className="text-3">{words.noAddress}</span>
                ) : (
                  <span className="mono small relay-address">{here.address}</span>
                ),
            },
            {
              term: t.relay.lastEvent,
              value: state?.lastEventAt ? <Time iso={state.lastEventAt} /> : t.relay.never,
            },
          ]}
        />
        {here.state === 'missing' && <InstallTunnel command={here.install} />}
        {here.state === 'offline' && <Note>{words.waitsForNetwork}</Note>}
        {here.problem && (
          <ErrorNote error={fromWire(here.problem)} onAction={again.run} actionLabel={words.tryNow} tone="warn" />
        )}
        {again.error && <ErrorNote error={again.error} onAction={again.run} />}
        {state?.problem?.code === 'CLIENT_PAUSED' && <Note>{words.waitsForClient}</Note>}
        {state?.problem && state.problem.code !== 'CLIENT_PAUSED' && here.state !== 'offline' && (
          <ErrorNote error={fromWire(state.problem)} onAction={again.run} tone="warn" />
        )}
        <div className="row">
          {here.found.length > 1 && <Button label={words.changeProgram} size="s" onClick={() => setChanging(true)} />}
          <Button label={words.stop} size="s" variant="quiet" onClick={() => setLeaving(true)} />
        </div>
      </div>
      {changing && <ChangeDialog here={here} onClose={() => setChanging(false)} />}
      {leaving && (
        <DisconnectDialog
          workspaceId={workspaceId}
          webhook={state?.webhook.state ?? 'none'}
          words={{
            title: words.stopTitle,
            text: words.stopText,
            hint: words.deleteWebhookHint,
            action: words.stop,
            done: words.stopped,
          }}
          onClose={() => setLeaving(false)}
        />
      )}
    </Card>
  )
}

function ChangeDialog({ here, onClose }: { here: RelayHere; onClose: () => void }) {
  const words = t.relay.inApp
  const [program, setProgram] = useState(here.found.find((one) => one !== here.program) ?? here.program)
  const change = useAction(async () => {
    if (program !== null) await call('relay.changeProgram', { program })
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words.changeTitle}
      description={words.changeText}
      action={change}
      label={words.changeProgram}
      ready={program !== here.program}
      retry
    >
      {program && <TunnelChoice found={here.found} value={program} onChange={setProgram} />}
    </FormDialog>
  )
}
