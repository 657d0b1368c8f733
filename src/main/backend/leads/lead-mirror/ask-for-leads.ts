/** What a copy asks of Instantly beside the leads: how many there are, and what campaigns and lists are called. */
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { CopyStore } from './copy-store.ts'

/** After these nothing further can be asked at the moment. */
const endsCopy: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'API_OFFLINE', 'CLIENT_PAUSED'])

/** A count or a name that cannot be had is no reason to fail. */
export function createCopyQuestions(deps: Deps, rows: CopyStore) {
  const { instantly } = deps
  const log = deps.log('lead copies')

  /** Leads of every campaign by Instantly's own count; null where it does not count them for this key. */
  async function countsOf(requestContext: RequestContext): Promise<ReadonlyMap<string, number> | null> {
    try {
      return await instantly.leadCounts(requestContext)
    } catch (error) {
      if (error instanceof AppError && !endsCopy.has(error.code)) return null
      throw error
    }
  }

  /** Screens say which campaign has a lead. A name that cannot be had is no reason to fail. */
  async function readNames(requestContext: RequestContext): Promise<void> {
    const { workspaceId } = requestContext
    const take = async (kind: 'campaign' | 'list', read: () => Promise<readonly { id: string; name: string }[]>) => {
      if (rows.hasUnnamed(workspaceId, kind)) rows.putNames(workspaceId, kind, await read())
    }
    try {
      await take('campaign', () => instantly.campaigns(requestContext))
      await take('list', () => instantly.leadLists(requestContext))
    } catch (error) {
      if (!(error instanceof AppError) || endsCopy.has(error.code)) throw error
      log.info('names not read', { workspace: workspaceId, code: error.code })
    }
  }
  return { countsOf, readNames }
}
