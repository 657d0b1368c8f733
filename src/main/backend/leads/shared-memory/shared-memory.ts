/** Shared memory of the clients that joined one: its connections, the stops of others, and telling them ours. */
import { AppError } from '#shared/errors.ts'
import type { SharedMemoryId, WorkspaceId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { blockListChanged } from '../blocklist/entries.ts'
import { onOptOutsChanged } from '../opt-outs/opt-outs.ts'
import { knowStops } from './known-stops.ts'
import { createLedgerClient, type LedgerClient } from './ledger-client.ts'
import { createMemoryStore, type Member } from './memory-store.ts'
import { type SharedKey, sharedKeyOf } from './shared-key.ts'

/** How often it is looked where news cannot be heard as they come, or were missed. */
const lookEveryMs = 20_000
const retryAfterMs = [2_000, 5_000, 15_000, 30_000, 60_000]
/** So long a client that is deleted waits to say goodbye. */
const goodbyeMs = 15_000
/** How long a screen waits for an answer. */
const screenWaitsMs = 5_000
/** So long after this computer was last heard of in the database, what it claimed is still its own without asking. */
const reliesForMs = 10 * 60_000
/** Opt-outs told in one step. */
const toldAtOnce = 5_000

/** A client that joined, with its key in hand. */
export type SharedLink = { readonly member: Member; readonly key: SharedKey; readonly ledger: LedgerClient }
export type SharedMemories = ReturnType<typeof createSharedMemories>

export function createSharedMemories(deps: Deps, { vault }: { readonly vault: Vault }) {
  const { store, clock } = deps
  const log = deps.log('shared memory')
  const rows = createMemoryStore(store)
  const links = new Map<WorkspaceId, SharedLink>()
  const opening = new Map<WorkspaceId, Promise<SharedLink>>()
  const reading = new Map<WorkspaceId, Promise<void>>()
  const nextAt = new Map<WorkspaceId, number>()
  const confirmedAt = new Map<WorkspaceId, number>()
  const alsoDone: ((link: SharedLink, signal: AbortSignal) => Promise<void>)[] = []
  const doneFirst: ((link: SharedLink) => Promise<void>)[] = []
  let members = new Map(rows.members().map((member) => [member.workspaceId, member]))
  let stopped = false

  const job = deps.background.defineJob<Member>({
    kind: 'shared_memory',
    recovery: 'resume',
    network: true,
    atOnce: 4,
    waitsMs: retryAfterMs,
    // Both are times of the clock before: it would neither look nor ask whether it still may until they come again.
    clockPutBack() {
      nextAt.clear()
      confirmedAt.clear()
    },
    next: ({ now }) => {
      const all = [...members.values()]
      const due = all.filter(({ workspaceId }) => (nextAt.get(workspaceId) ?? 0) <= now)
      return { due, at: all.length === 0 ? null : Math.min(...all.map((one) => nextAt.get(one.workspaceId) ?? 0)) }
    },
    of: ({ workspaceId }) => ({ key: workspaceId, client: workspaceId }),
    run: async ({ workspaceId }, signal) => {
      const member = members.get(workspaceId)
      if (!member) return { end: 'cancelled' }
      // What comes up meanwhile is looked at once this is over.
      nextAt.set(workspaceId, clock.now() + lookEveryMs)
      try {
        await sync(member, signal)
        rows.setProblem(member.id, null)
        deps.changed('shared_memory')
        return { end: 'done' }
      } catch (error) {
        if (signal.aborted || stopped) return { end: 'cancelled' }
        const problem = asProblem(error, log)
        if (problem.code === 'SHARED_MEMORY_TAKEN_OVER') rows.loseClaims(member.id)
        if (rows.setProblem(member.id, problem.code)) deps.changed('shared_memory')
        return problem.code === 'KEYS_LOCKED' ? { end: 'blocked', problem } : { end: 'retry', problem }
      }
    },
    places: () =>
      [...members.values()].map(({ workspaceId }) => ({
        workspaceId,
        nextAt: nextAt.get(workspaceId) ?? null,
        held: null,
      })),
    runNow: async (workspaceId) => {
      for (const member of members.values())
        if (workspaceId === null || member.workspaceId === workspaceId) await job.run(member)
    },
  })
  const stopListening = onOptOutsChanged(store, () => {
    if (members.size > 0) soon()
  })

  /** All of it is looked at now. */
  function soon(): void {
    nextAt.clear()
    job.look()
  }

  async function open(member: Member): Promise<SharedLink> {
    const secret = parseJson(await vault.open({ of: 'shared_memory', id: member.id })) as Secret
    const key = sharedKeyOf(Buffer.from(secret.key, 'base64'))
    const link = { member, key, ledger: createLedgerClient(secret.connection, key) }
    // Known before the database answers, and after a restore before this computer has its new number.
    showStops(link)
    const { restored } = rows.row(member.id)
    if (restored !== null) await becomeAnother(link, { isOver: restored === 'here', takesOver: restored === 'here' })
    if (stopped || members.get(member.workspaceId)?.id !== member.id) throw new AppError('CANCELLED')
    const now = { ...link, member: members.get(member.workspaceId) ?? member }
    links.set(member.workspaceId, now)
    return now
  }

  /**
   * Under a new number: what the old one had claimed is asked for again. `isOver`: nobody uses the old one any more, so that
   * it believes in no opt-out longer than this one. `takesOver`: nobody else takes over from it, so this one does.
   */
  async function becomeAnother(
    { member, key, ledger }: SharedLink,
    { isOver, takesOver }: { readonly isOver: boolean; readonly takesOver: boolean },
  ): Promise<void> {
    const { id, no } = await ledger.join(rows.row(member.id).computerId, member.computerName)
    if (no === member.computer) return
    const told = rows.toldValues(member.id).map((value) => key.hash(value))
    await ledger.say(no, 'stop', told)
    if (isOver) await ledger.say(member.computer, 'go_on', told)
    rows.becomeAnother(member.id, {
      computerId: id,
      computer: no,
      formerly: isOver ? member.computer : null,
      takingOver: takesOver ? member.computer : null,
    })
    readMembers()
  }

  /** Throws NOT_FOUND for a client that shares nothing, KEYS_LOCKED without the passphrase of this computer. */
  async function linkOf(workspaceId: WorkspaceId): Promise<SharedLink> {
    const member = members.get(workspaceId)
    if (!member) throw new AppError('NOT_FOUND', { what: 'shared_memory' })
    const known = links.get(workspaceId)
    if (known) return known
    const before = opening.get(workspaceId)
    if (before) return before
    const now = open(member).finally(() => opening.delete(workspaceId))
    opening.set(workspaceId, now)
    return now
  }

  function showStops({ member, key }: SharedLink): void {
    knowStops(store, member.workspaceId, { key, hashes: rows.stops(member.id) })
    blockListChanged(store.raw)
  }

  /** Reads what others said since; shared by all who ask meanwhile. */
  function catchUp(link: SharedLink): Promise<void> {
    const { workspaceId } = link.member
    const known = reading.get(workspaceId)
    if (known) return known
    const now = (async () => {
      const { entries, cursor } = await link.ledger.stopsAfter(rows.cursor(link.member.id))
      if (stopped || !members.has(workspaceId)) return
      if (!rows.heard(link.member, entries, cursor, clock.now())) return
      showStops(link)
      deps.changed('shared_memory', 'blocklist', 'opt_outs', 'exports')
      // Entered as opt-outs with the next look: now.
      soon()
    })().finally(() => reading.delete(workspaceId))
    reading.set(workspaceId, now)
    return now
  }

  /** Written down as told after the database has it: told twice changes nothing. */
  async function tell({ member, key, ledger }: SharedLink): Promise<void> {
    for (const kind of ['stop', 'go_on'] as const) {
      for (;;) {
        const some = rows.untold(member, kind, toldAtOnce)
        if (some.length === 0) break
        await ledger.say(
          member.computer,
          kind,
          some.map(({ value }) => key.hash(value)),
        )
        if (stopped) return
        rows.told(
          member.id,
          some.map(({ id }) => id),
          kind === 'stop',
        )
        deps.changed('shared_memory')
      }
    }
  }

  async function sync(member: Member, signal: AbortSignal): Promise<void> {
    const link = await linkOf(member.workspaceId)
    if (!link.ledger.hears()) {
      await link.ledger
        .listen(() => void hear(link))
        // Some poolers cannot: then it is looked now and then.
        .catch((error: unknown) => log.warn('news are not heard', { error: String(error) }))
    }
    // After listening began: what was said before is read now, what is said later is heard.
    await catchUp(link)
    await tell(link)
    await confirm(link)
    await prepare(link)
    for (const work of alsoDone) {
      signal.throwIfAborted()
      await work(link, signal)
    }
  }

  async function prepare(link: SharedLink): Promise<void> {
    for (const work of doneFirst) await work(link)
  }

  /** That this computer still is one of the client's: what it claimed is its own. */
  async function confirm({ member, ledger }: SharedLink): Promise<void> {
    const { id, workspaceId } = member
    const all = await ledger.computersFor(member.computer)
    if (stopped || members.get(workspaceId)?.id !== id) return
    confirmedAt.set(workspaceId, clock.now())
    const computers = all.filter(({ isRetired }) => !isRetired).length
    if (rows.row(id).computers === computers) return
    rows.set(id, { computers })
    deps.changed('shared_memory')
  }

  async function hear(link: SharedLink): Promise<void> {
    // What is being read may have begun before this was said.
    await reading.get(link.member.workspaceId)?.catch(() => undefined)
    await catchUp(link).catch(() => undefined)
  }

  function readMembers(): void {
    members = new Map(rows.members().map((member) => [member.workspaceId, member]))
  }

  /** Members changed on disk. Connections of those that are gone are closed. */
  function reload(): void {
    readMembers()
    for (const [workspaceId, link] of links) {
      const now = members.get(workspaceId)
      if (now?.id === link.member.id) {
        links.set(workspaceId, { ...link, member: now })
        continue
      }
      links.delete(workspaceId)
      confirmedAt.delete(workspaceId)
      knowStops(store, workspaceId, null)
      blockListChanged(store.raw)
      void link.ledger.close()
    }
    soon()
  }

  /** This computer, which another one took for lost. Its opt-outs become the new one's: what the old one said nobody could undo. */
  async function joinAgain(workspaceId: WorkspaceId): Promise<void> {
    await becomeAnother(await linkOf(workspaceId), { isOver: true, takesOver: false })
    reload()
  }

  /**
   * The client is deleted here: what its exports claimed and did not upload is given back, if the database answers; then its
   * key is erased. Whom it contacted stays taken for the others, and its opt-outs hold there.
   */
  async function forget(workspaceId: WorkspaceId): Promise<void> {
    const member = members.get(workspaceId)
    if (!member) return
    const over = new AbortController()
    const goodbye = async () => {
      const link = await linkOf(workspaceId)
      await tell(link)
      for (const work of alsoDone) await work(link, over.signal)
    }
    const said = goodbye().catch((error: unknown) => log.warn('left without a word', { error: String(error) }))
    await Promise.race([said, clock.sleep(goodbyeMs, over.signal).catch(() => undefined)])
    over.abort()
    leave(member.id)
  }

  function leave(id: SharedMemoryId): void {
    rows.leave(id, new Date(clock.now()).toISOString())
    vault.forget({ of: 'shared_memory', id })
    reload()
  }

  /** Whom another computer has, of these; null where that cannot be told at the moment. */
  async function taken(
    workspaceId: WorkspaceId,
    emails: readonly string[],
  ): Promise<((email: string) => boolean) | null> {
    const member = members.get(workspaceId)
    // A screen waits for this, not for a database that was just found not to answer.
    if (!member || rows.row(member.id).problemCode !== null) return null
    const waited = new AbortController()
    try {
      const asked = linkOf(workspaceId).then(async ({ key, ledger }) => {
        const found = await ledger.taken(
          member.computer,
          emails.map((email) => key.hash(email)),
        )
        return (email: string) => found.has(key.hash(email))
      })
      return await Promise.race([asked, clock.sleep(screenWaitsMs, waited.signal).then(() => null)])
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    } finally {
      waited.abort()
    }
  }

  return {
    rows,
    taken,
    /** The client’s place in a shared memory; null where it shares nothing. Costs nothing. */
    memberOf: (workspaceId: WorkspaceId): Member | null => members.get(workspaceId) ?? null,
    /** Its key, where it is in hand. */
    keyOf: (workspaceId: WorkspaceId): SharedKey | null => links.get(workspaceId)?.key ?? null,
    linkOf,
    catchUp,
    confirm,
    /** Whether exports may use what was claimed without asking first: another computer may have taken this one for lost. */
    mayRely(workspaceId: WorkspaceId): boolean {
      const at = confirmedAt.get(workspaceId)
      return members.get(workspaceId)?.offline === 'go' || (at !== undefined && clock.now() < at + reliesForMs)
    },
    /** What must be over before anything is claimed. */
    prepare,
    doFirst: (work: (link: SharedLink) => Promise<void>): void => void doneFirst.push(work),
    /** Done with every look, for what later areas know. */
    alsoDo: (work: (link: SharedLink, signal: AbortSignal) => Promise<void>): void => void alsoDone.push(work),
    isLive: (workspaceId: WorkspaceId): boolean => links.get(workspaceId)?.ledger.hears() ?? false,
    soon,
    syncNow: async (workspaceId: WorkspaceId): Promise<void> => {
      const member = members.get(workspaceId)
      if (!member) throw new AppError('NOT_FOUND', { what: 'shared_memory' })
      const outcome = await job.run(member)
      if ('problem' in outcome && outcome.problem) throw outcome.problem
    },
    joinAgain,
    forget,
    leave,
    reload,
    async stop(): Promise<void> {
      stopped = true
      stopListening()
      await Promise.all([...links.values()].map(({ ledger }) => ledger.close()))
    },
  }
}

/** What is sealed: the way to the database, and the root key. */
export type Secret = { readonly connection: string; readonly key: string }
