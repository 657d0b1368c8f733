/** Lead lists: where leads are kept at Instantly without being written to. */
import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { leadListAnswer, leadListPage } from '../schemas.ts'
import type { RemoteLeadList } from '../types.ts'

/** All lead lists, or those of exactly this name: Instantly's own search is loose. */
export async function leadLists(call: Caller, filter?: { readonly name?: string }): Promise<readonly RemoteLeadList[]> {
  const name = filter?.name
  const all = await readList({
    page: (cursor) =>
      call({
        name: 'leadLists',
        method: 'GET',
        path: '/lead-lists',
        query: { ...pageQuery(cursor), ...(name === undefined ? {} : { search: name }) },
        write: false,
        patience: 'read',
        answer: leadListPage,
      }),
    idOf: (list) => list.id,
  })
  return name === undefined ? all : all.filter((list) => list.name === name)
}

export function leadList(call: Caller, id: string): Promise<RemoteLeadList> {
  // An empty id would ask for all of them; dots would leave the path.
  if (!/^[\w-]{1,200}$/.test(id)) throw new AppError('INVALID_INPUT', { field: 'leadListId' })
  return call({
    name: 'leadList',
    method: 'GET',
    path: `/lead-lists/${id}`,
    write: false,
    patience: 'read',
    leadListId: id,
    answer: leadListAnswer,
  })
}

export function createLeadList(call: Caller, name: string): Promise<RemoteLeadList> {
  return call({
    name: 'createLeadList',
    method: 'POST',
    path: '/lead-lists',
    body: jsonBody({ name }),
    write: true,
    patience: 'write',
    answer: leadListAnswer,
  })
}
