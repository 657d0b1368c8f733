import './relay.css'
import { Radio } from 'lucide-react'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { EmptyState } from '../../core/ui/empty-state.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Note } from '../../core/ui/note.tsx'
import { ChosenClient, useChosenClient } from './choose-client.tsx'
import { ConnectCard } from './connect-card.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { TrialsCard } from './trials-card.tsx'
import { WebhookCard } from './webhook-card.tsx'

/** Settings → Relay: where a client's events are fetched from, and its webhook at Instantly. */
export function RelaySection() {
  const { workspace, all, choose } = useChosenClient()
  const words = t.relay
  if (!workspace) return <EmptyState icon={Radio} title={words.noClient} text={words.text} />
  return (
    <>
      <p className="text-2">{words.text}</p>
      <ChosenClient workspace={workspace} all={all} choose={choose} />
      {workspace.demo ? <Note>{words.demo}</Note> : <RelayOf key={workspace.id} workspaceId={workspace.id} />}
    </>
  )
}

function RelayOf({ workspaceId }: { workspaceId: Parameters<typeof ConnectCard>[0]['workspaceId'] }) {
  const { data, error, askAgain } = useQuery('relay.states', { workspaceId })
  if (error && !data) return <ErrorNote error={error} onAction={askAgain} />
  if (!data) return null
  const [state] = data
  if (!state) return <ConnectCard workspaceId={workspaceId} />
  return (
    <>
      <ConnectionCard state={state} />
      <WebhookCard state={state} />
      <TrialsCard workspaceId={workspaceId} linked />
    </>
  )
}
