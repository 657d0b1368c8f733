/** What a copy asks Instantly beside the leads: their number, and the names of campaigns and lists. */
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { CopyStore } from './copy-store.ts'

/** After these errors no further requests can be made for the time being. */
const copyEndingErrors: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'API_OFFLINE', 'CLIENT_PAUSED'])

/** An unavailable count or name is not a reason to fail. */
export function createCopyQueries(deps: Deps, rows: CopyStore) {
  const { instantly } = deps
  const log = deps.log('lead copies')

  /** The number of leads of every campaign as counted by Instantly; null if it does not count them for this key. */
  async function countsOf(requestContext: RequestContext): Promise<ReadonlyMap<string, number> | null> {
    try {
      return await instantly.leadCounts(requestContext)
    } catch (error) {
      if (error instanceof AppError && !copyEndingErrors.has(error.code)) return null
      throw error
    }
  }

  /** Reads names, as screens show which campaign has a lead. An unavailable name is not a reason to fail. */
  async function readNames(requestContext: RequestContext): Promise<void> {
    const { workspaceId } = requestContext
    const take = async (kind: 'campaign' | 'list', read: () => Promise<readonly { id: string; name: string }[]>) => {
      if (rows.hasUnnamed(workspaceId, kind)) rows.putNames(workspaceId, kind, await read())
    }
    try {
      await take('campaign', () => instantly.campaigns(requestContext))
      await take('list', () => instantly.leadLists(requestContext))
    } catch (error) {
      if (!(error instanceof AppError) || copyEndingErrors.has(error.code)) throw error
      log.info('names not read', { workspace: workspaceId, code: error.code })
    }
  }
  return { countsOf, readNames }
}
