/** The shared memories of clients that joined one: connections, others' stops, announcing this computer's own. */
import { AppError, requireFound } from '#shared/errors.ts'
import type { SharedMemoryId, WorkspaceId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { markBlockListChanged } from '../blocklist/entries.ts'
import { onOptOutsChanged } from '../opt-outs/opt-outs.ts'
import { setKnownStops } from './known-stops.ts'
import { createLedgerClient, type LedgerClient } from './ledger-client.ts'
import { createMemoryStore, type Member } from './memory-store.ts'
import { type SharedKey, sharedKeyOf } from './shared-key.ts'

/** Interval for polling, in case notifications are unavailable or were missed. */
const checkEveryMs = 20_000
const retryAfterMs = [2_000, 5_000, 15_000, 30_000, 60_000]
/** Maximum time a client that is being deleted waits to leave the ledger. */
const goodbyeMs = 15_000
/** Maximum time a screen waits for an answer. */
const screenWaitsMs = 5_000
/** Time after the last contact with the database during which this computer's claims are valid without asking. */
const reliesForMs = 10 * 60_000
/** Opt-outs announced in one step. */
const toldAtOnce = 5_000

/** A client that joined, with its key available. */
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
    network: true,
    atOnce: 4,
    waitsMs: retryAfterMs,
    // Both are times of the clock before it was put back: until they are reached again, the memory would neither be
    // polled nor its claims be confirmed.
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
      // Set first, so that whatever comes up in the meantime is handled right after this run.
      nextAt.set(workspaceId, clock.now() + checkEveryMs)
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
    if (members.size > 0) syncSoon()
  })

  /** Schedules a check of all memories now. */
  function syncSoon(): void {
    nextAt.clear()
    job.look()
  }

  async function open(member: Member): Promise<SharedLink> {
    const secret = parseJson(await vault.open({ of: 'shared_memory', id: member.id })) as Secret
    const key = sharedKeyOf(Buffer.from(secret.key, 'base64'))
    const link = { member, key, ledger: createLedgerClient(secret.connection, key) }
    // Known before the database answers and, after a restore, before this computer has its new number.
    refreshKnownStops(link)
    const { restored } = rows.row(member.id)
    if (restored !== null) await rejoinAsAnother(link, { isOver: restored === 'here', takesOver: restored === 'here' })
    if (stopped || members.get(member.workspaceId)?.id !== member.id) throw new AppError('CANCELLED')
    const now = { ...link, member: members.get(member.workspaceId) ?? member }
    links.set(member.workspaceId, now)
    return now
  }

  /**
   * Continues under a new number; what the old one had claimed is claimed again. `isOver`: nobody uses the old number
   * any more, so its opt-outs are withdrawn in favour of this one's. `takesOver`: no other computer takes over from the
   * old number, so this one does.
   */
  async function rejoinAsAnother(
    { member, key, ledger }: SharedLink,
    { isOver, takesOver }: { readonly isOver: boolean; readonly takesOver: boolean },
  ): Promise<void> {
    const { id, no } = await ledger.join(rows.row(member.id).computerId, member.computerName)
    if (no === member.computer) return
    const announced = rows.announcedValues(member.id).map((value) => key.hash(value))
    await ledger.say(no, 'stop', announced)
    if (isOver) await ledger.say(member.computer, 'go_on', announced)
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
    const member = requireFound(members.get(workspaceId), 'shared_memory')
    const known = links.get(workspaceId)
    if (known) return known
    const before = opening.get(workspaceId)
    if (before) return before
    const now = open(member).finally(() => opening.delete(workspaceId))
    opening.set(workspaceId, now)
    return now
  }

  function refreshKnownStops({ member, key }: SharedLink): void {
    setKnownStops(store, member.workspaceId, { key, hashes: rows.stops(member.id) })
    markBlockListChanged(store.raw)
  }

  /** Reads the stops of others since the last call; concurrent callers share one run. */
  function catchUp(link: SharedLink): Promise<void> {
    const { workspaceId } = link.member
    const known = reading.get(workspaceId)
    if (known) return known
    const now = (async () => {
      const { entries, cursor } = await link.ledger.stopsAfter(rows.cursor(link.member.id))
      if (stopped || !members.has(workspaceId)) return
      if (!rows.receive(link.member, entries, cursor, clock.now())) return
      refreshKnownStops(link)
      deps.changed('shared_memory', 'blocklist', 'opt_outs', 'exports')
      // Recorded as opt-outs at the next check, which is now.
      syncSoon()
    })().finally(() => reading.delete(workspaceId))
    reading.set(workspaceId, now)
    return now
  }

  /** Marks opt-outs as announced after the database has them; announcing them twice changes nothing. */
  async function announceStops({ member, key, ledger }: SharedLink): Promise<void> {
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
        rows.markAnnounced(
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
        .listen(() => void handleNotification(link))
        // Some poolers do not support this; the memory is then only polled.
        .catch((error: unknown) => log.warn('stops are not received', { error: String(error) }))
    }
    // After listening began: earlier entries are read now, later ones are notified.
    await catchUp(link)
    await announceStops(link)
    await confirmMembership(link)
    await runPreparations(link)
    for (const work of alsoDone) {
      signal.throwIfAborted()
      await work(link, signal)
    }
  }

  async function runPreparations(link: SharedLink): Promise<void> {
    for (const work of doneFirst) await work(link)
  }

  /** Confirms that this computer is still one of the client's, so that its claims are valid. */
  async function confirmMembership({ member, ledger }: SharedLink): Promise<void> {
    const { id, workspaceId } = member
    const all = await ledger.computersFor(member.computer)
    if (stopped || members.get(workspaceId)?.id !== id) return
    confirmedAt.set(workspaceId, clock.now())
    const computers = all.filter(({ isRetired }) => !isRetired).length
    if (rows.row(id).computers === computers) return
    rows.set(id, { computers })
    deps.changed('shared_memory')
  }

  async function handleNotification(link: SharedLink): Promise<void> {
    // A read in progress may have begun before this notification.
    await reading.get(link.member.workspaceId)?.catch(() => undefined)
    await catchUp(link).catch(() => undefined)
  }

  function readMembers(): void {
    members = new Map(rows.members().map((member) => [member.workspaceId, member]))
  }

  /** Reloads the members after a change in the store. Connections of removed ones are closed. */
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
      setKnownStops(store, workspaceId, null)
      markBlockListChanged(store.raw)
      void link.ledger.close()
    }
    syncSoon()
  }

  /** Rejoins after being declared lost. Opt-outs move to the new number, as nobody could withdraw the old one's. */
  async function joinAgain(workspaceId: WorkspaceId): Promise<void> {
    await rejoinAsAnother(await linkOf(workspaceId), { isOver: true, takesOver: false })
    reload()
  }

  /**
   * Handles a client being deleted here: addresses that its exports claimed and did not upload are released, if the
   * database answers, and then its key is erased. People it contacted stay claimed for the others, and its opt-outs
   * remain valid there.
   */
  async function forget(workspaceId: WorkspaceId): Promise<void> {
    const member = members.get(workspaceId)
    if (!member) return
    const over = new AbortController()
    const goodbye = async () => {
      const link = await linkOf(workspaceId)
      await announceStops(link)
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

  /** Returns those of the addresses that another computer has; null if that cannot be determined at the moment. */
  async function taken(
    workspaceId: WorkspaceId,
    emails: readonly string[],
  ): Promise<((email: string) => boolean) | null> {
    const member = members.get(workspaceId)
    // A screen is waiting, and the database has just failed to answer.
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
    /** Returns the client’s membership of a shared memory; null if it shares nothing. Does no I/O. */
    memberOf: (workspaceId: WorkspaceId): Member | null => members.get(workspaceId) ?? null,
    /** Returns its key, if available. */
    keyOf: (workspaceId: WorkspaceId): SharedKey | null => links.get(workspaceId)?.key ?? null,
    linkOf,
    catchUp,
    confirm: confirmMembership,
    /** Whether exports may use claims without asking first; another computer may have declared this one lost. */
    mayRely(workspaceId: WorkspaceId): boolean {
      const at = confirmedAt.get(workspaceId)
      return members.get(workspaceId)?.offline === 'go' || (at !== undefined && clock.now() < at + reliesForMs)
    },
    /** Steps that must be finished before anything is claimed. */
    prepare: runPreparations,
    doFirst: (work: (link: SharedLink) => Promise<void>): void => void doneFirst.push(work),
    /** Adds work to every check, for features of later areas. */
    alsoDo: (work: (link: SharedLink, signal: AbortSignal) => Promise<void>): void => void alsoDone.push(work),
    isLive: (workspaceId: WorkspaceId): boolean => links.get(workspaceId)?.ledger.hears() ?? false,
    soon: syncSoon,
    syncNow: async (workspaceId: WorkspaceId): Promise<void> => {
      const member = requireFound(members.get(workspaceId), 'shared_memory')
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

/** The sealed content: the database connection and the root key. */
export type Secret = { readonly connection: string; readonly key: string }
