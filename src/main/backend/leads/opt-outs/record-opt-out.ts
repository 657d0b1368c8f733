/** Records that somebody opted out, once, regardless of the source and of how often it is reported. */

import type { Statement } from 'better-sqlite3'
import type { OptOutScope, OptOutSource, OptOutState } from '#shared/contract/leads/opt-outs.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { optOutSettingsOf } from './opt-out-settings.ts'

const maxWords = 500

export type NewOptOut = {
  readonly workspaceId: WorkspaceId
  /** An address or a domain, normalised. */
  readonly value: string
  /** Time the person said so, by Instantly's clock. */
  readonly at: number
  readonly source: OptOutSource
  readonly words?: string | null | undefined
  readonly threadId?: number | null | undefined
  /** If false, the operator is asked about it, and sending is paused until the answer. */
  readonly certain?: boolean
  /** Whether the source is permanent and has no moment: what the operator undid stays undone, read again or not. */
  readonly standing?: boolean
  /** Scope of the opt-out; defaults to the setting. */
  readonly scope?: OptOutScope
  /** Time at which Instantly is updated, if another computer does so first; at once if not set. */
  readonly tellAt?: number
}

export type Row = {
  readonly id: OptOutId
  readonly workspaceId: WorkspaceId
  readonly value: string
  readonly state: OptOutState
  readonly scope: OptOutScope
  readonly source: OptOutSource
  readonly changedAt: number
}

const permanentSources: ReadonlySet<OptOutSource> = new Set(['file', 'lead_status', 'instantly'])

/** Creates the function that records an opt-out; it returns its id, or null if the operator has undone it since. */
export function createOptOutRecorder({
  store,
  find,
  setScope,
  changed,
  resyncAtInstantly,
  wanted,
  tell,
}: {
  readonly store: Store
  readonly find: Statement<[number, string], Row>
  readonly setScope: Statement
  readonly changed: (value: string, tellAt?: number) => void
  readonly resyncAtInstantly: (value: string) => void
  readonly wanted: (value: string, tellAt?: number) => void
  readonly tell: () => void
}) {
  const { raw } = store
  const insert = raw.prepare(
    `insert into opt_out (workspace_id, value, state, scope, source, words, thread_id, since, changed_at)
     values (@workspaceId, @value, @state, @scope, @source, @words, @threadId, @at, @at)`,
  )
  const again = raw.prepare(
    `update opt_out set state = @state, scope = @scope, source = @source, words = @words, thread_id = @threadId,
       since = @at, changed_at = @at where id = @id`,
  )
  const earlier = raw.prepare(
    `update opt_out set since = min(since, @at), words = coalesce(words, @words),
       -- What was said by hand did not come from a conversation, and is not taken back with what is said of one.
       thread_id = case when source = 'hand' then thread_id else coalesce(thread_id, @threadId) end where id = @id`,
  )

  /** The operator confirmed what was detected in a reply, so it applies however the reply is classified later. */
  const saidByHand = raw.prepare(
    `update opt_out set source = 'hand', thread_id = null where id = ? and source in ('reply', 'model')`,
  )

  function record(one: NewOptOut): OptOutId | null {
    const { workspaceId, value, at, source, certain = true, threadId = null } = one
    const words = one.words?.trim().slice(0, maxWords) || null
    const scope = one.scope ?? optOutSettingsOf(store).scope
    const state = certain ? 'on' : 'asked'
    const known = find.get(workspaceId, value)
    const { tellAt } = one
    if (!known) {
      const { lastInsertRowid } = insert.run({ workspaceId, value, state, scope, source, words, threadId, at })
      wanted(value, tellAt)
      // The id of the row just inserted.
      return Number(lastInsertRowid) as OptOutId
    }
    if (known.state === 'undone') {
      // An undo after the statement wins, and so does a new statement after the undo. A statement by the operator is
      // made now, regardless of the time recorded for the undo.
      if (source !== 'hand' && (one.standing || permanentSources.has(source) || known.changedAt > at)) return null
      again.run({ id: known.id, state, scope, source, words, threadId, at })
      changed(value, tellAt)
      return known.id
    }
    if (known.state === 'asked' && certain) {
      again.run({ id: known.id, state, scope, source, words, threadId, at })
      resyncAtInstantly(value)
      return known.id
    }
    // Suspected again and more strongly, so the update of Instantly must not be delayed any longer.
    if (known.state === 'asked' && tellAt === undefined) resyncAtInstantly(value)
    if (known.source === 'shared' && source !== 'shared' && certain) {
      // Now also stated here, so from now on it belongs to this computer and has to be reported to the others.
      again.run({ id: known.id, state, scope: known.scope, source, words, threadId, at })
      tell()
    } else earlier.run({ id: known.id, at, words, threadId })
    if (source === 'hand' && threadId === null) saidByHand.run(known.id)
    if (one.scope === 'all' && known.scope === 'client') {
      setScope.run({ id: known.id, scope: 'all', now: at })
      changed(value)
    }
    return known.id
  }
  return record
}
