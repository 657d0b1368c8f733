/** Lead lists, in which leads are kept at Instantly without being written to. */
import { checkedId, defineRead, defineWrite, type MayRepeat, notTwice } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { leadListAnswer, leadListPage } from '../schemas.ts'
import type { RemoteLeadList } from '../types.ts'

const reading = { scope: 'lead_lists:read', neededFor: 'lead lists', countsAs: 'leads' } as const

/** All lead lists, or those with exactly this name: Instantly's own search is loose. */
export const leadLists = defineRead(
  'GET /lead-lists',
  reading,
  async (send, filter?: { readonly name?: string }): Promise<readonly RemoteLeadList[]> => {
    const name = filter?.name
    const all = await readList({
      page: (cursor) =>
        send({
          query: { ...pageQuery(cursor), ...(name === undefined ? {} : { search: name }) },
          answer: leadListPage,
        }),
      idOf: (list) => list.id,
    })
    return name === undefined ? all : all.filter((list) => list.name === name)
  },
)

/** Throws LEAD_LIST_NOT_FOUND. */
export const leadList = defineRead('GET /lead-lists/{id}', reading, (send, id: string) =>
  send({ at: { id: checkedId(id, 'leadListId') }, leadListId: id, answer: leadListAnswer }),
)

export const createLeadList = defineWrite(
  'POST /lead-lists',
  { scope: 'lead_lists:create', neededFor: 'new lead lists', countsAs: 'leads' },
  (send, name: string, mayRepeat: MayRepeat = notTwice) => send({ body: { name }, mayRepeat, answer: leadListAnswer }),
)
