import './relay.css'
import { ListChecks, Radio } from 'lucide-react'
import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { ChosenClient, useChosenClient } from './choose-client.tsx'
import { ConnectCard } from './connect-card.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { HereCard } from './here-card.tsx'
import { RunHereCard } from './run-here-card.tsx'
import { SetupCard } from './setup-card.tsx'
import { TestEventsCard } from './test-events-card.tsx'
import { WebhookCard } from './webhook-card.tsx'

/** Settings → Relay: where a client's events are fetched from, and its webhook at Instantly. */
export function RelaySection() {
  const { workspace, all, choose } = useChosenClient()
  const words = t.relay
  const add = <Button label={t.workspaces.add} size="s" onClick={() => go('/settings/workspaces')} />
  if (!workspace) {
    return (
      <EmptyState icon={Radio} title={words.noClient} text={words.text}>
        {add}
      </EmptyState>
    )
  }
  return (
    <>
      <ChosenClient workspace={workspace} all={all} choose={choose} />
      {workspace.demo ? (
        <Note action={add}>{words.demo}</Note>
      ) : (
        <RelayOf key={workspace.id} workspaceId={workspace.id} />
      )}
    </>
  )
}

function RelayOf({ workspaceId }: { workspaceId: WorkspaceId }) {
  const { data, error, refetch } = useQuery('relay.states', { workspaceId })
  const inApp = useQuery('relay.here', {})
  const begun = useQuery('relay.setup', { workspaceId })
  const failed = error ?? inApp.error ?? begun.error
  if (failed && !(data && inApp.data && begun.data !== undefined)) {
    const again = () => {
      refetch()
      inApp.refetch()
      begun.refetch()
    }
    return <ErrorNote error={failed} onAction={again} />
  }
  if (!data || !inApp.data || begun.data === undefined) return null
  const setup = begun.data
  const state = data[0] ?? null
  const here = inApp.data
  const usesHere = state ? state.here : here.clients.includes(workspaceId)
  if (!state && !usesHere && setup) return <SetupCard setup={setup} />
  if (!state && !usesHere) {
    return (
      <>
        <p className="text-2">{t.relay.text}</p>
        <div className="relay-ways">
          <RunHereCard workspaceId={workspaceId} here={here} />
          <SupabaseCard workspaceId={workspaceId} />
          <ConnectCard workspaceId={workspaceId} title={t.relay.inApp.elsewhere} />
        </div>
      </>
    )
  }
  return (
    <>
      {usesHere ? (
        <HereCard workspaceId={workspaceId} here={here} state={state} />
      ) : (
        state && (
          <>
            <p className="text-2">{t.relay.text}</p>
            <ConnectionCard state={state} />
            {setup?.live && <SetupCard setup={setup} />}
          </>
        )
      )}
      {state && (
        <>
          <WebhookCard state={state} />
          <TestEventsCard workspaceId={workspaceId} linked />
        </>
      )}
    </>
  )
}

/** A relay in the operator's own Supabase project; the setup needs only the project's reference. */
function SupabaseCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.relay.setup
  const [project, setProject] = useState('')
  const begin = useAction(() => call('relay.prepareSetup', { workspaceId, project: project.trim() }))
  return (
    <Card title={words.title}>
      <Form className="stack" onSubmit={() => project.trim() !== '' && begin.run()}>
        <p className="text-2">{words.text}</p>
        <Field label={words.project} hint={words.projectHint}>
          <TextInput value={project} onChange={setProject} placeholder="abcdefghijklmnopqrst" mono maxLength={300} />
        </Field>
        {begin.error && <ErrorNote error={begin.error} />}
        <div className="row">
          <Button
            label={words.begin}
            type="submit"
            icon={ListChecks}
            disabled={project.trim() === ''}
            busy={begin.busy}
          />
        </div>
      </Form>
    </Card>
  )
}
