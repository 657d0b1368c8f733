import { z } from 'zod'
import { type blackoutDates, type OwnDate, ownDate } from '#shared/contract/exports/blackout-dates.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign } from '../../core/instantly/types.ts'
import { createBlackoutStore } from './blackout-store.ts'
import { createHolidays } from './holidays.ts'
import { createBlackoutRunner } from './runner.ts'

const ownDates: Setting<readonly OwnDate[]> = { key: 'export.own_dates', shape: z.array(ownDate), fallback: [] }

/** Days without sending: public holidays, the client's own dates, and the campaigns paused for them. */
export function createBlackoutDates(deps: Deps, keep: (workspaceId: WorkspaceId, campaign: RemoteCampaign) => void) {
  const store = createBlackoutStore(deps.store)
  createBlackoutRunner(deps, store, keep)
  const holidaysOf = createHolidays(deps.config.paths.holidaysDir)
  const routes: Handlers<typeof blackoutDates> = {
    'blackoutDates.holidays': ({ countries, from, to }) => holidaysOf(countries, from, to, operatorLanguage(deps)),
    'blackoutDates.own': ({ workspaceId }) => getSetting(deps.store, workspaceId, ownDates),
    'blackoutDates.saveOwn': ({ workspaceId, dates }) => {
      const byDate = new Map(dates.map((one) => [one.date, one]))
      const sorted = [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1))
      setSetting(deps.store, workspaceId, ownDates, sorted, deps.clock.now())
      return sorted
    },
    'blackoutDates.ofExport': ({ exportId }) => store.ofExport(exportId),
    'blackoutDates.drop': ({ exportId, id }) => {
      store.drop(exportId, id)
      return store.ofExport(exportId)
    },
  }
  return {
    routes,
    /** The operator started or paused a campaign by hand. */
    switched: (workspaceId: WorkspaceId, campaignId: string): void => {
      store.leave(workspaceId, campaignId, deps.clock.now())
    },
  }
}
