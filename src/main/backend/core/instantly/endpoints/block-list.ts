/** The workspace's own block list: addresses and domains. */
import { AppError } from '#shared/errors.ts'
import { checkedId, defineRead, defineWrite } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { blockEntryAnswer, blockedAnswer, blockPage, doneAnswer } from '../schemas.ts'
import type { RemoteBlockEntry } from '../types.ts'

const maxAtOnce = 1_000

/** All entries; with `search` those Instantly finds, which can be more than intended: the caller must compare them. */
export const blockEntries = defineRead(
  'GET /block-lists-entries',
  { scope: 'block_list_entries:read', neededFor: 'the block list', countsAs: 'blocklist' },
  (send, search?: string): Promise<readonly RemoteBlockEntry[]> =>
    readList({
      page: (cursor) => send({ query: { ...pageQuery(cursor), ...(search ? { search } : {}) }, answer: blockPage }),
      idOf: (entry) => entry.id,
    }),
)

/** Blocks addresses and domains, at most 1,000 per call; returns the entries in the answer, in no particular order. */
export const createBlockEntries = defineWrite(
  ['POST /block-lists-entries', 'POST /block-lists-entries/bulk-create'],
  {
    scope: 'block_list_entries:create',
    neededFor: 'blocking who opted out',
    countsAs: 'blocklist',
    aside: 'scope',
  },
  async (send, values: readonly string[]): Promise<readonly RemoteBlockEntry[]> => {
    const [first, ...others] = values
    if (first === undefined || values.length > maxAtOnce) throw new AppError('INVALID_INPUT', { field: 'values' })
    if (others.length === 0)
      return [await send({ to: 'POST /block-lists-entries', body: { bl_value: first }, answer: blockEntryAnswer })]
    return send({ to: 'POST /block-lists-entries/bulk-create', body: { bl_values: values }, answer: blockedAnswer })
  },
)

/** Removes one entry by its id. Without an id it would empty the list. A 404 is API_REFUSED with `status` 404. */
export const deleteBlockEntry = defineWrite(
  'DELETE /block-lists-entries/{id}',
  {
    scope: 'block_list_entries:delete',
    neededFor: 'undoing an opt-out',
    countsAs: 'blocklist',
    aside: 'scope',
  },
  async (send, id: string): Promise<void> => send({ at: { id: checkedId(id) }, answer: doneAnswer }),
)
