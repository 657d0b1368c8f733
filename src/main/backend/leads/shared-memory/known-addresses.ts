/** The addresses known to a client, for matching people of whom only a hash arrives. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** Addresses hashed before other work gets a turn, which takes about ten milliseconds. */
const addressesPerStep = 2_000

/** How far the known addresses have been processed, and for which hashes. */
export type Seen = { readonly hashes: ReadonlySet<string>; readonly lists: Map<number, number>; copy: string }

/** Reads a client's addresses that have not been processed yet. */
export function createKnownAddresses(raw: Store['raw']) {
  const named = raw.prepare<[number], string>('select value from opt_out where workspace_id = ?').pluck()
  const lists = raw.prepare<[number], number>('select id from lead_list where workspace_id = ?').pluck()
  const leads = raw.prepare<[number, number], { position: number; email: string }>(
    `select position, email from lead where list_id = ? and position > ? and email is not null
      order by position limit ${addressesPerStep}`,
  )
  const copies = raw.prepare<[number], { id: number; look: string }>(
    `select id, id || '/' || addresses || '/' || coalesce(new_at, 0) as look from lead_copy
      where workspace_id = ? and state = 'whole'`,
  )
  const copied = raw.prepare<[string], { email: string; copyId: number }>(
    `select email, copy_id as copyId from lead_copy_row where email > ? order by email limit ${addressesPerStep}`,
  )

  /** Yields a client's addresses that have not been processed yet, in batches. */
  function* known(workspaceId: WorkspaceId, so: Seen): Generator<readonly string[]> {
    yield named.all(workspaceId)
    for (const listId of lists.all(workspaceId)) {
      for (;;) {
        const some = leads.all(listId, so.lists.get(listId) ?? 0)
        yield some.map(({ email }) => email)
        const last = some.at(-1)
        if (last) so.lists.set(listId, last.position)
        if (some.length < addressesPerStep) break
      }
    }
    const whole = copies.all(workspaceId)
    const look = whole.map((copy) => copy.look).join()
    if (whole.length === 0 || look === so.copy) return
    const ids = new Set(whole.map(({ id }) => id))
    for (let after = ''; ; ) {
      const some = copied.all(after)
      yield some.filter(({ copyId }) => ids.has(copyId)).map(({ email }) => email)
      if (some.length < addressesPerStep) break
      after = some.at(-1)?.email ?? after
    }
    so.copy = look
  }
  return known
}
