/** The workspace's own block list: addresses and domains. */
import { AppError } from '#shared/errors.ts'
import { properId, reads, writes } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { blockEntryAnswer, blockedAnswer, blockPage, doneAnswer } from '../schemas.ts'
import type { RemoteBlockEntry } from '../types.ts'

const mostAtOnce = 1_000

/** All of it; with `search` what Instantly finds by it, which can be more than was meant: to be compared by who asks. */
export const blockEntries = reads(
  'GET /block-lists-entries',
  { scope: 'block_list_entries:read', neededFor: 'the block list', countsAs: 'blocklist' },
  (send, search?: string): Promise<readonly RemoteBlockEntry[]> =>
    readList({
      page: (cursor) => send({ query: { ...pageQuery(cursor), ...(search ? { search } : {}) }, answer: blockPage }),
      idOf: (entry) => entry.id,
    }),
)

/** Blocks addresses and domains, 1,000 at most a call; gives the entries the answer names, in no order. */
export const createBlockEntries = writes(
  ['POST /block-lists-entries', 'POST /block-lists-entries/bulk-create'],
  {
    scope: 'block_list_entries:create',
    neededFor: 'blocking who opted out',
    countsAs: 'blocklist',
    aside: 'scope',
  },
  async (send, values: readonly string[]): Promise<readonly RemoteBlockEntry[]> => {
    const [first, ...others] = values
    if (first === undefined || values.length > mostAtOnce) throw new AppError('INVALID_INPUT', { field: 'values' })
    if (others.length === 0)
      return [await send({ to: 'POST /block-lists-entries', body: { bl_value: first }, answer: blockEntryAnswer })]
    return send({ to: 'POST /block-lists-entries/bulk-create', body: { bl_values: values }, answer: blockedAnswer })
  },
)

/** Takes one entry off, by its id. Without one the same path would empty the whole list. A 404 is API_REFUSED with `status` 404. */
export const deleteBlockEntry = writes(
  'DELETE /block-lists-entries/{id}',
  {
    scope: 'block_list_entries:delete',
    neededFor: 'undoing an opt-out',
    countsAs: 'blocklist',
    aside: 'scope',
  },
  async (send, id: string): Promise<void> => send({ at: { id: properId(id) }, answer: doneAnswer }),
)
