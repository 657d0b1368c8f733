/**
 * Makes Instantly know who opted out, and forget it again where that was undone: the block list first, then every lead a
 * campaign would still write to. All of it is on disk before it is asked, what has no answer is read before it is asked
 * again, and nothing counts as done before it was read. One loop for all clients, one pass of a client at a time.
 */
import type { OptOutHeld } from '#shared/contract/leads/opt-outs.ts'
import { blockValue } from '#shared/domain/leads/import/block-value.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Job, Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, LeadStanding } from '../../core/instantly/types.ts'
import { copyEntry, replaceCopy } from '../blocklist/entries.ts'
import { saysNo, type Triggers, triggersOf, triggersOfKept } from './campaign-triggers.ts'
import { optOutSettingsOf } from './opt-out-settings.ts'
import { type OptOuts, onOptOutsChanged } from './opt-outs.ts'
import type { LeadAct, SyncRow, SyncStore } from './sync-store.ts'

export type OptOutTimings = {
  /** From a request to reading what became of it. */
  readonly settleMs: number
  /** So long after it left a request without an answer may still be carried out; the second for leads. */
  readonly entryLateMs: number
  readonly leadLateMs: number
  /** Waits after failures; the last one is repeated. */
  readonly retryAfterMs: readonly number[]
  /** Looks after it was done; the last one is repeated. */
  readonly lookAfterMs: readonly number[]
  /** The same where a subsequence could still be entered. */
  readonly watchMs: number
}

const minute = 60_000
const hour = 60 * minute
export const optOutTimings: OptOutTimings = {
  settleMs: 5_000,
  entryLateMs: minute,
  leadLateMs: 2 * minute,
  retryAfterMs: [0.5 * minute, 2 * minute, 10 * minute, 30 * minute, hour],
  // What was on its way to Instantly when the person opted out is there soon after.
  lookAfterMs: [2 * minute, 30 * minute, 24 * hour],
  watchMs: 30 * minute,
}

/** Looked at in one pass: what one request can block. */
const rowsPerPass = 1_000
/** So few are searched for one by one; for more the whole list is read. */
const searchedAtMost = 8
/** What is to be looked at within this time is looked at with the others. */
const togetherMs = 6 * hour
/** Requests for one lead, each after reading that the one before did nothing; then it waits like after a failure. */
const mostTries = 3
const clientsAtOnce = 3

/** One row in a pass, and what came of it so far. */
type Pass = {
  readonly row: SyncRow
  problem: AppError | null
  /** Something is on its way: read again after this. */
  waitMs: number | null
  differs: 'entry_gone' | 'lead_active' | null
  watch: boolean
}

export function createOptOutSync(deps: Deps, optOuts: OptOuts, rows: SyncStore, timings: OptOutTimings) {
  const { store, clock, instantly } = deps
  const log = deps.log('opt-outs')
  const stopping = new AbortController()
  const { signal } = stopping
  const now = () => clock.now()
  const iso = () => new Date(now()).toISOString()

  const canRun = (workspaceId: WorkspaceId) => heldOf(workspaceId) === null

  /** Why a client is not told at the moment, though nothing failed. */
  function heldOf(workspaceId: WorkspaceId): OptOutHeld | null {
    if (!optOutSettingsOf(store).atInstantly) return 'off'
    if (deps.pauses.isPaused(workspaceId)) return 'paused'
    if (!rows.isReachable(workspaceId)) return 'no_key'
    return deps.online() ? null : 'offline'
  }

  // ---- a client's turn ----

  async function runClient(workspaceId: WorkspaceId): Promise<Outcome> {
    let items = 0
    let problem: AppError | null = null
    try {
      while (!signal.aborted && canRun(workspaceId)) {
        const due = rows.due(workspaceId, now(), now() + togetherMs, rowsPerPass)
        if (!due.some((row) => row.state === 'waiting') && (rows.nextOf(workspaceId) ?? Infinity) > now()) break
        const passes = due.map((row): Pass => ({ row, problem: null, waitMs: null, differs: null, watch: false }))
        await carryOut(workspaceId, passes)
        for (const pass of passes) end(pass)
        items += passes.filter((pass) => pass.problem === null).length
        problem ??= passes.find((pass) => pass.problem !== null)?.problem ?? null
        deps.changed('opt_outs', 'blocklist')
      }
    } catch (error) {
      // With the end of the app everything stays as it is on disk, and goes on with the next start.
      if (signal.aborted) return { end: 'cancelled' }
      throw error
    }
    return problem ? { end: 'failed', problem, counts: { items } } : { end: 'done', counts: { items } }
  }

  async function carryOut(workspaceId: WorkspaceId, passes: readonly Pass[]): Promise<void> {
    const urgent = passes.some(({ row }) => row.state === 'waiting')
    const asker: Asker = { workspaceId, priority: urgent ? 'job' : 'poll', askedBy: 'opt-outs', signal }
    const wanted = passes.filter(({ row }) => row.wanted === 1)
    const undone = passes.filter(({ row }) => row.wanted === 0)
    // A missing scope for one of them is no reason to leave the other undone.
    if (wanted.length > 0) {
      await tried(wanted, () => block(asker, wanted))
      await tried(wanted, () => stopLeads(asker, wanted))
    }
    if (undone.length > 0) {
      await tried(undone, () => restoreLeads(asker, undone))
      await tried(undone, () => unblock(asker, undone))
    }
  }

  /** What fails as a whole is the problem of all. */
  async function tried(passes: readonly Pass[], work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const problem = problemOf(error)
      for (const pass of passes) pass.problem ??= problem
    }
  }

  /** Throws what is no answer of Instantly's: the end of the app, a pause, a fault, a full disk. */
  function problemOf(error: unknown): AppError {
    if (signal.aborted || !(error instanceof AppError) || error.code === 'CLIENT_PAUSED') throw error
    return error
  }

  function end(pass: Pass): void {
    const { row, problem, waitMs, differs } = pass
    const isLook = row.state !== 'waiting'
    if (problem) {
      const { retryAfterMs } = timings
      const wait = retryAfterMs[Math.min(row.tries, retryAfterMs.length - 1)] ?? hour
      // A look that failed says nothing against what was read before.
      const state = isLook && waitMs === null ? row.state : 'waiting'
      rows.end(row, { ...keep(row), state, nextAt: now() + wait, tries: row.tries + 1, problem, differs: null })
    } else if (waitMs !== null) {
      rows.end(row, { ...keep(row), state: 'waiting', nextAt: now() + waitMs, problem: null, differs: null })
    } else if (row.wanted === 0) {
      rows.end(row, { state: 'done', nextAt: null, tries: 0, looks: 0, problem: null, differs: null })
    } else {
      const { lookAfterMs, watchMs } = timings
      const wait = lookAfterMs[Math.min(row.looks, lookAfterMs.length - 1)] ?? 24 * hour
      const nextAt = now() + (pass.watch ? Math.min(wait, watchMs) : wait)
      const state = differs === null ? 'done' : 'differs'
      rows.end(row, { state, nextAt, tries: 0, looks: row.looks + 1, problem: null, differs })
    }
  }

  const keep = ({ tries, looks }: SyncRow) => ({ tries, looks })

  // ---- the block list ----

  /** Ids of the entries of these values, as Instantly lists them now. */
  async function entriesOf(asker: Asker, values: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const wanted = new Set(values)
    const found = new Map<string, string>()
    const take = (entries: readonly { readonly id: string; readonly value: string }[]) => {
      for (const entry of entries) {
        const value = blockValue(entry.value)
        if (value !== null && wanted.has(value) && !found.has(value)) found.set(value, entry.id)
      }
    }
    if (values.length <= searchedAtMost) {
      for (const value of wanted) take(await instantly.blockEntries(asker, value))
      return found
    }
    const all = await instantly.blockEntries(asker)
    const read = all.map(({ value }) => blockValue(value)).filter((value) => value !== null)
    replaceCopy(store, asker.workspaceId, read, iso())
    take(all)
    return found
  }

  async function block(asker: Asker, passes: readonly Pass[]): Promise<void> {
    const found = await entriesOf(
      asker,
      passes.map(({ row }) => row.value),
    )
    const missing: Pass[] = []
    for (const pass of passes) {
      const { row } = pass
      const entryId = found.get(row.value)
      if (entryId !== undefined) {
        isThere(row, entryId)
      } else if (row.entryReadAt !== null) {
        // It was there, and somebody took it off at Instantly: not put back without being asked.
        pass.differs = 'entry_gone'
        copyEntry(store, row.workspaceId, row.value, false, iso())
      } else if (row.entryAskedAt !== null && row.entryAskedAt + timings.entryLateMs > now()) {
        // A request without an answer may still be carried out.
        pass.waitMs = Math.min(timings.settleMs, row.entryAskedAt + timings.entryLateMs - now())
      } else missing.push(pass)
    }
    if (missing.length > 0) await addEntries(asker, missing)
  }

  function isThere(row: SyncRow, entryId: string): void {
    rows.entryThere(row, entryId, now())
    copyEntry(store, row.workspaceId, row.value, true, iso())
  }

  async function addEntries(asker: Asker, passes: readonly Pass[]): Promise<void> {
    const values = passes.map(({ row }) => row.value)
    rows.askEntries(
      passes.map(({ row }) => row),
      now(),
    )
    let named: ReadonlySet<string>
    try {
      const made = await instantly.createBlockEntries(asker, values)
      named = new Set(made.map(({ value }) => blockValue(value)).filter((value) => value !== null))
    } catch (thrown) {
      const error = problemOf(thrown)
      if (error.code === 'OUTCOME_UNKNOWN') {
        for (const pass of passes) Object.assign(pass, { waitMs: timings.settleMs })
        return
      }
      rows.unaskEntries(passes.map(({ row }) => row))
      // One value Instantly does not take must not keep the others off the list.
      if (error.code === 'API_REFUSED' && error.data['blocked'] !== true && passes.length > 1) {
        const half = Math.ceil(passes.length / 2)
        await addEntries(asker, passes.slice(0, half))
        await addEntries(asker, passes.slice(half))
        return
      }
      for (const pass of passes) pass.problem = error
      return
    }
    const there = await entriesOf(asker, values)
    for (const pass of passes) {
      const { row } = pass
      const entryId = there.get(row.value)
      if (entryId !== undefined) isThere(row, entryId)
      else if (named.has(row.value)) pass.waitMs = timings.settleMs
      else {
        rows.unaskEntries([row])
        pass.problem = new AppError('API_REFUSED', { status: 200, message: row.value })
      }
    }
  }

  async function unblock(asker: Asker, passes: readonly Pass[]): Promise<void> {
    // What was there before us is not ours to take off.
    const ours = passes.filter(({ row }) => row.entryOrigin === 'ours' || row.entryAskedAt !== null)
    if (ours.length === 0) return
    const found = await entriesOf(
      asker,
      ours.map(({ row }) => row.value),
    )
    for (const pass of ours) {
      const { row } = pass
      const entryId = found.get(row.value)
      if (entryId === undefined) {
        const left = row.entryAskedAt === null ? 0 : row.entryAskedAt + timings.entryLateMs - now()
        if (left > 0) pass.waitMs = Math.min(timings.settleMs, left)
        else isGone(row)
      } else await removeEntry(asker, pass, entryId)
    }
  }

  function isGone(row: SyncRow): void {
    rows.entryGone(row)
    copyEntry(store, row.workspaceId, row.value, false, iso())
  }

  async function removeEntry(asker: Asker, pass: Pass, entryId: string): Promise<void> {
    try {
      await instantly.deleteBlockEntry(asker, entryId)
    } catch (thrown) {
      const error = problemOf(thrown)
      // Deleting it again does nothing more: what became of it is read with the next look.
      if (error.code === 'OUTCOME_UNKNOWN') pass.waitMs = timings.settleMs
      else if (error.code === 'API_REFUSED' && error.data['status'] === 404) pass.waitMs = null
      else {
        pass.problem = error
        return
      }
    }
    if (pass.waitMs !== null) return
    const there = await entriesOf(asker, [pass.row.value])
    if (there.has(pass.row.value)) pass.waitMs = timings.settleMs
    else isGone(pass.row)
  }

  // ---- leads ----

  /** How the leads of a pass stand, by value. */
  async function standingsOf(asker: Asker, passes: readonly Pass[]): Promise<ReadonlyMap<string, LeadStanding[]>> {
    const addresses = passes.map(({ row }) => row.value).filter((value) => value.includes('@'))
    const domains = passes.map(({ row }) => row.value).filter((value) => !value.includes('@'))
    const found = new Map<string, LeadStanding[]>()
    const put = (value: string, lead: LeadStanding) => found.set(value, [...(found.get(value) ?? []), lead])
    for (const lead of await instantly.leadStandings(asker, addresses)) if (lead.email) put(lead.email, lead)
    for (const domain of domains) {
      for (const lead of await instantly.leadStandingsOfDomain(asker, domain)) put(domain, lead)
    }
    return found
  }

  async function stopLeads(asker: Asker, passes: readonly Pass[]): Promise<void> {
    const found = await standingsOf(asker, passes)
    const triggers = createTriggers(asker)
    for (const pass of passes) {
      const leads = found.get(pass.row.value) ?? []
      const acts = rows.acts(pass.row)
      for (const act of acts) settleAct(pass, act, leads)
      for (const lead of leads) {
        try {
          await stopLead(asker, pass, lead, acts, triggers)
        } catch (thrown) {
          pass.problem ??= problemOf(thrown)
        }
      }
      rows.leadsRead(pass.row, now())
    }
  }

  /** What reading says of what was asked before. */
  function settleAct(pass: Pass, act: LeadAct, leads: readonly LeadStanding[]): void {
    if (act.state !== 'asked') return
    const lead = leads.find(({ id }) => id === act.remoteId)
    const done =
      act.how === 'status'
        ? lead === undefined || lead.interest === act.interestSet || saysNo(lead.interest)
        : act.how === 'removed'
          ? lead === undefined
          : lead === undefined || lead.subsequenceId === null
    if (done) rows.setAct(act, 'done', now())
    else if (lead && !wouldWrite(lead)) rows.setAct(act, 'left', now())
    else if (act.askedAt + timings.leadLateMs > now()) pass.waitMs = timings.settleMs
  }

  async function stopLead(
    asker: Asker,
    pass: Pass,
    lead: LeadStanding,
    acts: readonly LeadAct[],
    triggers: ReturnType<typeof createTriggers>,
  ): Promise<void> {
    const { campaignId } = lead
    if (campaignId === null) return
    if (triggers.kept(campaignId).watch) pass.watch = true
    if (!wouldWrite(lead)) return
    const actOf = (how: LeadAct['how']) => acts.find((act) => act.remoteId === lead.id && act.how === how)
    const may = (how: LeadAct['how']) => mayAsk(pass, actOf(how))
    if (optOutSettingsOf(store).leads === 'remove') {
      if (may('removed')) await ask(asker, pass, lead, { campaignId, how: 'removed' }, () => removeLead(asker, lead))
      return
    }
    if (lead.subsequenceId !== null && may('subsequence')) {
      await ask(asker, pass, lead, { campaignId, how: 'subsequence' }, () =>
        instantly.takeFromSubsequence(asker, lead.id),
      )
    }
    if (!isActive(lead) || saysNo(lead.interest)) return
    const before = actOf('status')
    if (before?.state === 'done') {
      // It was stopped, and somebody lets it be written to again: said, not undone behind their back.
      pass.differs ??= 'lead_active'
      return
    }
    if (!may('status')) return
    const { interest } = await triggers.now(campaignId)
    await ask(asker, pass, lead, { campaignId, how: 'status', interest }, () =>
      instantly.setInterest(asker, { leadEmail: lead.email ?? '', interest, campaignId }),
    )
  }

  const removeLead = (asker: Asker, lead: LeadStanding) =>
    instantly.deleteLeads(asker, { kind: 'campaign', id: lead.campaignId ?? '' }, [lead.id])

  /** Whether a request may leave: none is on its way, and reading showed that the last one did nothing. */
  function mayAsk(pass: Pass, act: LeadAct | undefined): boolean {
    if (act?.state !== 'asked') return true
    if (act.askedAt + timings.leadLateMs > now()) {
      pass.waitMs = timings.settleMs
      return false
    }
    if (act.tries % mostTries !== 0 || pass.row.tries > 0) return true
    pass.problem ??= new AppError('OUTCOME_UNKNOWN', { reason: 'not_as_asked' })
    return false
  }

  async function ask(
    asker: Asker,
    pass: Pass,
    lead: LeadStanding,
    what: { readonly campaignId: string; readonly how: LeadAct['how']; readonly interest?: number },
    request: () => Promise<unknown>,
  ): Promise<void> {
    const { campaignId, how, interest = null } = what
    rows.askAct(
      pass.row,
      { remoteId: lead.id, campaignId, how, interestBefore: lead.interest, interestSet: interest },
      now(),
    )
    // Read again before it counts, whatever the answer.
    pass.waitMs = timings.settleMs
    try {
      await request()
    } catch (thrown) {
      const error = problemOf(thrown)
      if (error.code === 'OUTCOME_UNKNOWN') return
      const act = rows.acts(pass.row).find((each) => each.remoteId === lead.id && each.how === how)
      if (act) rows.setAct(act, 'refused', now())
      pass.problem ??= error
      log.info('a lead was not stopped', { workspace: asker.workspaceId, how, code: error.code })
    }
  }

  /** Asked once a pass for each campaign. */
  function createTriggers(asker: Asker) {
    const live = new Map<string, Promise<Triggers>>()
    const kept = (campaignId: string) => triggersOfKept(rows.subsequencesOf(asker.workspaceId, campaignId))
    const read = async (campaignId: string): Promise<Triggers> => {
      try {
        return triggersOf((await instantly.subsequences(asker, campaignId)).map(({ raw }) => raw))
      } catch (error) {
        problemOf(error)
        return kept(campaignId)
      }
    }
    return {
      kept,
      now(campaignId: string): Promise<Triggers> {
        const known = live.get(campaignId) ?? read(campaignId)
        live.set(campaignId, known)
        return known
      },
    }
  }

  /** Brings back what may be brought back; all else is left as it is, and said. */
  async function restoreLeads(asker: Asker, passes: readonly Pass[]): Promise<void> {
    const open = passes.flatMap((pass) => {
      const acts = rows.acts(pass.row).filter(({ state }) => state !== 'restored' && state !== 'left')
      return acts.length === 0 ? [] : [{ pass, acts }]
    })
    if (open.length === 0) return
    const found = await standingsOf(
      asker,
      open.map(({ pass }) => pass),
    )
    for (const { pass, acts } of open) {
      const leads = found.get(pass.row.value) ?? []
      for (const act of acts) await restore(asker, pass, act, leads)
      rows.leadsRead(pass.row, now())
    }
  }

  async function restore(asker: Asker, pass: Pass, act: LeadAct, leads: readonly LeadStanding[]): Promise<void> {
    const lead = leads.find(({ id }) => id === act.remoteId)
    // Added again a lead would begin with the first email, and so would one put back into a subsequence.
    if (act.how !== 'status' || act.state === 'refused' || !lead) {
      rows.setAct(act, 'left', now())
      return
    }
    const isLate = act.askedAt + timings.leadLateMs <= now()
    if (lead.interest === act.interestSet) {
      if (act.state === 'restoring' && !isLate) {
        pass.waitMs = timings.settleMs
        return
      }
      rows.restoreAct(act, now())
      pass.waitMs = timings.settleMs
      try {
        await instantly.setInterest(asker, {
          leadEmail: lead.email ?? '',
          interest: act.interestBefore,
          campaignId: act.campaignId,
        })
      } catch (thrown) {
        const error = problemOf(thrown)
        if (error.code !== 'OUTCOME_UNKNOWN') pass.problem ??= error
      }
      return
    }
    // What was asked a moment ago may still be carried out.
    if (act.state === 'asked' && !isLate) {
      pass.waitMs = timings.settleMs
      return
    }
    rows.setAct(act, act.state === 'restoring' && lead.interest === act.interestBefore ? 'restored' : 'left', now())
  }

  // ---- what runs it ----

  /** A client may be new, and what failed may work now. */
  function hurryAll(): void {
    optOuts.wantEverywhere()
    rows.hurry(null)
  }

  const job: Job<WorkspaceId> = deps.background.defineJob<WorkspaceId>({
    kind: 'opt_outs',
    recovery: 'resume',
    network: false,
    atOnce: clientsAtOnce,
    waitsMs: timings.retryAfterMs,
    next: (look) => {
      const able = rows.clients().filter(({ id }) => !job.isRunning(id) && canRun(id))
      const later = able.flatMap(({ next }) => (next > look.now ? [next] : []))
      return {
        due: able.flatMap(({ id, next }) => (next > look.now ? [] : [id])),
        at: later.length === 0 ? null : Math.min(...later),
      }
    },
    of: (id) => ({ key: id, client: id }),
    run: runClient,
    reconcile: hurryAll,
    woken: hurryAll,
    places: () =>
      rows.clients().map(({ id, next }) => ({ workspaceId: id, nextAt: Math.max(next, now()), held: heldOf(id) })),
    runNow(workspaceId) {
      if (workspaceId === null) return undefined
      rows.lookNow(workspaceId)
      return job.run(workspaceId)
    },
  })

  const stopListening = onOptOutsChanged(store, () => {
    deps.changed('opt_outs', 'blocklist')
    job.look()
  })

  return {
    heldOf,
    look: job.look,
    /** Tells now what waits and reads again what was done; resolves when a first pass is over. */
    async tellNow(workspaceId: WorkspaceId | null): Promise<void> {
      rows.lookNow(workspaceId)
      const due = rows.clients().filter(({ id }) => (workspaceId === null || id === workspaceId) && canRun(id))
      await Promise.all(due.map(({ id }) => job.run(id)))
    },
    stop(): void {
      stopListening()
      stopping.abort()
    },
  }
}

const isActive = ({ status }: LeadStanding): boolean => status === 1 || status === 2

/** Whether something is left to be sent to a lead of a campaign. */
const wouldWrite = (lead: LeadStanding): boolean =>
  lead.subsequenceId !== null || (isActive(lead) && !saysNo(lead.interest))
