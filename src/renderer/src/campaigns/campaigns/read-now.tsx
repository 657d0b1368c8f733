import { RefreshCw } from 'lucide-react'
import type { CampaignReading } from '#shared/contract/campaigns/campaigns.ts'
import type { Output } from '#shared/contract/index.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useSyncFailure } from '../../background/sync-failure.tsx'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailureOf } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Time } from '../../core/ui/time.tsx'
import { campaignCommands } from '../commands.ts'

/** Shows the results of a sync in one line. */
function showReadings(readings: readonly CampaignReading[], nameOf: (id: WorkspaceId) => string | null): void {
  const words = t.campaigns
  if (readings.length === 0) return showToast(words.nobodyToRead, { tone: 'bad' })
  const failed = readings.find(({ state, problem }) => state === 'failed' && problem !== null)
  if (failed?.problem) {
    const { workspaceId, problem } = failed
    // What all of them failed with, such as no network, is not about one client.
    const isOfAll = readings.every((one) => one.problem?.code === problem.code)
    const name = isOfAll ? null : nameOf(workspaceId)
    return showFailureOf(name, new AppError(problem.code, problem.data), workspaceId)
  }
  const sum = (key: 'imported' | 'updated' | 'gone' | 'failed') => readings.reduce((total, one) => total + one[key], 0)
  const summary = words.readDone(sum('imported'), sum('updated'), sum('gone'))
  if (sum('failed') > 0) showToast(`${summary}. ${words.readPartly(sum('failed'))}`, { tone: 'bad' })
  else showToast(summary)
}

const ofClient = (health: Output<'campaigns.health'> | undefined, workspaceId: WorkspaceId | null) =>
  (health ?? []).filter((one) => workspaceId === null || one.workspaceId === workspaceId)

/**
 * Returns the text for campaigns of clients that were never synced, as it is unknown whether there are any. Null after a
 * sync.
 */
export function useUnsyncedText(workspaceId: WorkspaceId | null): string | null {
  const { data } = useQuery('campaigns.health', {})
  const own = ofClient(data, workspaceId)
  if (own.length === 0 || own.some(({ lastGoodAt }) => lastGoodAt !== null)) return null
  return own.some(({ running }) => running) ? t.campaigns.reading : t.campaigns.neverRead
}

/** Button that syncs campaigns now, with the time of the last sync. */
export function ReadNow({ workspaceId }: { workspaceId: WorkspaceId | null }) {
  const words = t.campaigns
  const health = useQuery('campaigns.health', {})
  const own = ofClient(health.data, workspaceId)
  const look = useClientLabel()
  const reading = useAction(async () =>
    showReadings(
      await call('campaigns.readNow', { workspaceId }),
      (id) => look({ workspaceId: id, partId: null })?.name ?? null,
    ),
  )
  const oldest = own
    .map(({ lastGoodAt }) => lastGoodAt)
    .filter((at) => at !== null)
    .toSorted()[0]
  const isFailing = useSyncFailure('campaigns', workspaceId) !== null
  const busy = reading.busy || own.some(({ running }) => running)
  return (
    <>
      <span className="text-2 small" role="status">
        {busy ? (
          words.reading
        ) : oldest ? (
          <>
            {words.lastRead} <Time iso={oldest} as="ago" />
            {isFailing && <span className="is-warn">, {t.health.syncFailed.note}</span>}
          </>
        ) : isFailing ? (
          <span className="is-warn">{t.health.syncFailed.title}</span>
        ) : (
          health.data && words.neverRead
        )}
      </span>
      <Button
        label={words.readNow}
        icon={RefreshCw}
        command={campaignCommands.read}
        busy={busy}
        onClick={reading.run}
      />
    </>
  )
}
