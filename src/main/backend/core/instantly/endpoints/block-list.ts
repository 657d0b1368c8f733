/** The workspace's own block list: addresses and domains. */
import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { blockEntryAnswer, blockedAnswer, blockPage, doneAnswer } from '../schemas.ts'
import type { RemoteBlockEntry } from '../types.ts'

const write = { write: true, patience: 'write' } as const
const mostAtOnce = 1_000

/** All of it; with `search` what Instantly finds by it, which can be more than was meant. */
export function blockEntries(call: Caller, search?: string): Promise<readonly RemoteBlockEntry[]> {
  return readList({
    page: (cursor) =>
      call({
        name: 'blockEntries',
        method: 'GET',
        path: '/block-lists-entries',
        query: { ...pageQuery(cursor), ...(search ? { search } : {}) },
        write: false,
        patience: 'read',
        answer: blockPage,
      }),
    idOf: (entry) => entry.id,
  })
}

/** Puts addresses and domains on the list, 1,000 at most. Says which entries the answer names. */
export async function createBlockEntries(
  call: Caller,
  values: readonly string[],
): Promise<readonly RemoteBlockEntry[]> {
  const [first, ...others] = values
  if (first === undefined || values.length > mostAtOnce) throw new AppError('INVALID_INPUT', { field: 'values' })
  if (others.length === 0) {
    const made = await call({
      ...write,
      name: 'createBlockEntry',
      method: 'POST',
      path: '/block-lists-entries',
      body: jsonBody({ bl_value: first }),
      answer: blockEntryAnswer,
    })
    return [made]
  }
  return call({
    ...write,
    name: 'createBlockEntries',
    method: 'POST',
    path: '/block-lists-entries/bulk-create',
    body: jsonBody({ bl_values: values }),
    answer: blockedAnswer,
  })
}

/** Takes one entry off. Without an id the same path would empty the whole list. */
export async function deleteBlockEntry(call: Caller, id: string): Promise<void> {
  if (!/^[\w-]{1,200}$/.test(id)) throw new AppError('INVALID_INPUT', { field: 'id' })
  await call({
    ...write,
    name: 'deleteBlockEntry',
    method: 'DELETE',
    path: `/block-lists-entries/${id}`,
    answer: doneAnswer,
  })
}
