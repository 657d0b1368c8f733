import './remote-leads.css'
import { Cloud, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { NamedPlace } from '#shared/contract/leads/remote-leads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatAgo, t } from '../../core/lib/texts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { ChooseClient } from '../../core/ui/choose-client.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { CopyDialog } from '../lead-mirror/copy-dialog.tsx'
import { CopyProgress } from '../lead-mirror/copy-progress.tsx'
import { LivePlace } from './live-place.tsx'
import { LocalTable } from './local-table.tsx'
import { Places, placeKey } from './remote-places.tsx'

/** Leads at Instantly: searched and counted in the local copy, moved and deleted at Instantly. */
export function RemoteLeadsPage() {
  const words = t.remoteLeads
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  const workspaceId = current ?? (workspaces.length === 1 ? (workspaces[0]?.id ?? null) : null)
  if (workspaceId !== null) return <Client key={workspaceId} workspaceId={workspaceId} />
  return (
    <div className="page">
      <PageHead title={words.title} crumbs={[{ label: t.lists.title, to: '/lists' }]} />
      <div className="page-body stack">
        <Card>
          <ChooseClient icon={Cloud} title={words.chooseClient} text={words.chooseClientText} />
        </Card>
      </div>
    </div>
  )
}

function Client({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.remoteLeads
  const state = useQuery('leadMirror.state', { workspaceId }).data
  const local = useQuery('remoteLeads.local', { workspaceId })
  const [chosen, setChosen] = useState<string | null>(null)
  const [live, setLive] = useState(false)
  const [asking, setAsking] = useState(false)
  const works = state?.adding === true || state?.underWay?.running === true
  const synced = state?.copy ?? null
  // Before the first sync, campaigns and lists are queried from Instantly.
  const there = useQuery('remoteLeads.places', state && !synced ? { workspaceId } : null)
  const places = synced ? (local.data?.places ?? []) : []
  const named: readonly NamedPlace[] = synced
    ? places.flatMap(({ kind, id, name }) => (id === '' ? [] : [{ kind, id, name: name ?? words.unnamed }]))
    : (there.data ?? [])
  const problem = local.error ?? there.error
  const place = named.find((each) => placeKey(each) === chosen) ?? null
  const isLive = place !== null && live
  const blocked = !state || works || state.held === 'no_key'
  const askSync = () => setAsking(true)
  return (
    <div className="page">
      <PageHead
        title={words.title}
        crumbs={[{ label: t.lists.title, to: '/lists' }]}
        meta={
          synced && (
            <span className={synced.old ? 'is-warn' : undefined}>
              {words.synced(synced.leads, formatAgo(synced.newAt ?? synced.copiedAt))}
            </span>
          )
        }
      >
        {(synced || isLive) && <Button label={words.sync} icon={RefreshCw} disabled={blocked} onClick={askSync} />}
      </PageHead>
      <div className="page-fill">
        {state && works && (
          <Card>
            <CopyProgress state={state} />
          </Card>
        )}
        {problem && (
          <ErrorNote error={problem} client={workspaceId} onAction={local.error ? local.refetch : there.refetch} />
        )}
        {!problem && state?.held === 'no_key' && (
          <Note
            tone="warn"
            action={<Button label={t.home.fixKey} size="s" onClick={() => go(`/settings/workspaces/${workspaceId}`)} />}
          >
            {t.leadMirror.nextNoKey}
          </Note>
        )}
        <div className="remote-split">
          <Places
            named={named}
            counts={new Map(places.map((each) => [placeKey(each), each.leads]))}
            all={synced?.leads ?? null}
            areNone={!synced && there.data?.length === 0}
            chosen={chosen}
            onChoose={(key) => {
              setChosen(key)
              setLive(key !== null && !synced)
            }}
          />
          {isLive ? (
            <LivePlace key={placeKey(place)} workspaceId={workspaceId} place={place} places={named} />
          ) : synced ? (
            <LocalTable
              key={chosen ?? ''}
              workspaceId={workspaceId}
              place={place}
              title={place?.name ?? words.allLeads}
              interests={local.data?.interests ?? []}
              onManage={place ? () => setLive(true) : null}
            />
          ) : (
            state && <NeverSynced blocked={blocked} onSync={askSync} />
          )}
        </div>
      </div>
      {asking && state && <CopyDialog state={state} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** Shown until the client's leads have been synced once. */
function NeverSynced({ blocked, onSync }: { blocked: boolean; onSync: () => void }) {
  const words = t.remoteLeads
  return (
    <Card>
      <EmptyState icon={Cloud} title={words.neverTitle} text={words.neverText}>
        <Button label={words.sync} variant="primary" icon={RefreshCw} disabled={blocked} onClick={onSync} />
      </EmptyState>
    </Card>
  )
}
