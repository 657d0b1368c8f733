import type { campaignEdits } from '#shared/contract/campaigns/campaign-edits.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Deps } from '../../core/deps.ts'
import type { Deletions } from '../campaign-edits/deletions.ts'
import type { ArchiveParts } from './archive-steps.ts'
import { createArchiveStore } from './archive-store.ts'
import { createArchiver } from './archiver.ts'

type Routes = Pick<typeof campaignEdits, Extract<keyof typeof campaignEdits, `archives.${string}`>>

/** Creates the archives: campaigns are copied here completely, compared, and only then deleted at Instantly. */
export function createArchives(deps: Deps, parts: ArchiveParts & { readonly deletions: Pick<Deletions, 'ask'> }) {
  const rows = createArchiveStore(deps.store)
  const archiver = createArchiver(deps, rows, parts)
  const routes: Handlers<Routes> = {
    'archives.get': ({ campaignId }) => {
      const row = rows.find(campaignId)
      return row ? rows.shown(row) : null
    },
    'archives.start': ({ campaignId }) => archiver.start(campaignId),
    'archives.cancel': ({ campaignId }) => archiver.cancel(campaignId),
    async 'archives.free'({ campaignId }) {
      await archiver.stillSafe(campaignId)
      return parts.deletions.ask([campaignId])
    },
    'archives.leads': ({ campaignId, search, page }) => rows.leads(campaignId, search, page),
    'archives.mails': ({ campaignId, email }) => rows.mails(campaignId, email),
  }
  return { routes }
}
