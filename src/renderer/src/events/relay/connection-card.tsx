import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { RelayLight, RelayState } from '#shared/contract/events/relay.ts'
import { fromWire } from '#shared/errors.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { ConnectCard } from './connect-card.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'

export const lightTones: Readonly<Record<RelayLight, Tone>> = { live: 'ok', behind: 'warn', off: 'bad' }

const isLocal = (address: string): boolean => /^https?:\/\/(localhost|127\.|\[::1\])/.test(address)

/** State of a client's relay, with its actions. */
export function ConnectionCard({ state }: { state: RelayState }) {
  const words = t.relay
  const { workspaceId } = state
  const [replacing, setReplacing] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const wake = useAction(() => call('relay.poke', { workspaceId }))
  if (replacing) {
    return <ConnectCard workspaceId={workspaceId} address={state.address} onDone={() => setReplacing(false)} />
  }
  return (
    <Card
      title={words.connectionTitle}
      actions={<Button label={words.pollNow} size="s" icon={RefreshCw} action={wake} />}
    >
      <div className="stack">
        <DefinitionList
          rows={[
            {
              term: words.state,
              value: (
                <span className="row">
                  <Badge tone={lightTones[state.light]}>{words.lights[state.light]}</Badge>
                  {state.waiting > 0 && <span className="text-3 tabular">{words.waiting(state.waiting)}</span>}
                </span>
              ),
            },
            { term: words.address, value: <span className="mono small">{state.address}</span> },
            { term: words.token, value: <span className="mono small">{state.masked}</span> },
            { term: words.nameThere, value: state.name },
            { term: words.lastPolled, value: state.lastPolledAt ? <Time iso={state.lastPolledAt} /> : words.never },
            { term: words.lastEvent, value: state.lastEventAt ? <Time iso={state.lastEventAt} /> : words.never },
            { term: words.fetched, value: <span className="tabular">{words.number(state.cursor)}</span> },
          ]}
        />
        {state.problem && <ErrorNote error={fromWire(state.problem)} onAction={wake.run} actionLabel={words.pollNow} />}
        {isLocal(state.address) && <Note>{words.localNote}</Note>}
        <div className="row">
          <Button label={words.replace} size="s" onClick={() => setReplacing(true)} />
          <Button label={words.disconnect} size="s" variant="quiet" onClick={() => setLeaving(true)} />
        </div>
      </div>
      {leaving && (
        <DisconnectDialog
          workspaceId={workspaceId}
          webhook={state.webhook.state}
          words={{
            title: words.disconnectTitle,
            text: words.disconnectText,
            hint: words.deleteWebhookHint,
            action: words.disconnect,
            done: words.disconnected,
          }}
          onClose={() => setLeaving(false)}
        />
      )}
    </Card>
  )
}
