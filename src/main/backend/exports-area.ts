import { type OpenParts } from './backend-parts.ts'
import { type CampaignsArea } from './campaigns-area.ts'
import { createBlackoutDates } from './exports/blackout-dates/routes.ts'
import { createExperiments } from './exports/experiments/routes.ts'
import { createExports } from './exports/routes.ts'
import { type Foundation } from './foundation.ts'
import { createStopRecorder } from './leads/shared-memory/enter-stops.ts'
import { type LeadsArea } from './leads-area.ts'

export type ExportsArea = ReturnType<typeof createExportsArea>

/** Creates the area of exports, experiments, and blackout dates. */
export function createExportsArea(
  { deps }: Foundation,
  parts: OpenParts,
  { index, shared, optOuts }: LeadsArea,
  { campaigns }: CampaignsArea,
) {
  const exports = createExports(
    deps,
    index,
    {
      note: campaigns.note,
      gone: campaigns.gone,
      keepUnsubscribed: optOuts.keepUnsubscribed,
      readAgain: campaigns.poller.again,
    },
    parts.exportTimings,
    shared.memories,
  )
  shared.memories.alsoDo(createStopRecorder(deps, optOuts.optOuts))
  const experiments = createExperiments(deps, index)
  const blackoutDates = createBlackoutDates(
    deps,
    (workspaceId, campaign) => void campaigns.store.take(workspaceId, [campaign], deps.clock.now(), 'blackout'),
  )
  return { exports, experiments, blackoutDates }
}
