/** What copies of leads write and read. Every function is one statement or a short transaction, but for `sweep`. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { LeadPlace, RemotePlace } from '../../core/instantly/types.ts'

export type CopyRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly state: 'running' | 'stopped' | 'whole'
  readonly askedBy: 'operator' | 'schedule'
  readonly cursor: string | null
  readonly startedAt: number
  readonly readAt: number | null
  readonly endedAt: number | null
  readonly leads: number
  readonly addresses: number
  readonly contacted: number
  readonly counted: number | null
  readonly listed: number | null
  readonly newestId: string | null
  readonly afterNewest: number
  readonly newAt: number | null
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}

/**
 * From this day on Instantly promises that ids rise with time (POST /leads/list). Older leads have ids in any order, and
 * are all in the copy already.
 */
const idsRiseSince = Date.UTC(2025, 9, 15)
/** Rows looked at in one step of a sweep. */
const sweepStep = 4_000
const sweepRestMs = 5
/** Rows written in one transaction, and the rest after it. */
const buildStep = 1_000
const buildRestMs = 2
/** Addresses are brought into order by so many first letters, then each group by itself. */
const groupLength = 4

/** Address, place, seconds of the last mail, status, interest; pages of an earlier version have no last two. */
type StagedLead = [
  email: string | null,
  place: number,
  at: number | null,
  status?: number | null,
  interest?: number | null,
]

export type Built = {
  leads: number
  addresses: number
  contacted: number
  /** Leads by place. */
  readonly places: Map<number, number>
}

/** In the order of addresses; of one address in one place, listed twice, the later mail. */
function mergeDoubles(leads: readonly StagedLead[]): readonly StagedLead[] {
  const merged = new Map<string, StagedLead>()
  for (const lead of leads) {
    const key = `${lead[0]} ${lead[1]}`
    const known = merged.get(key)
    if (known) known[2] = known[2] === null ? lead[2] : Math.max(known[2], lead[2] ?? 0)
    else merged.set(key, lead)
  }
  return [...merged.values()].toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1))
}

export type CopyStore = ReturnType<typeof createCopyStore>

export function createCopyStore({ raw }: Store) {
  const columns = `id, workspace_id as workspaceId, state, asked_by as askedBy, cursor, started_at as startedAt,
    read_at as readAt, ended_at as endedAt, leads, addresses, contacted, counted, listed, newest_id as newestId,
    after_newest as afterNewest, new_at as newAt, problem_code as problemCode, problem_data as problemData`
  const whole = raw.prepare<[number], CopyRow>(
    `select ${columns} from lead_copy where workspace_id = ? and state = 'whole' order by id desc limit 1`,
  )
  const open = raw.prepare<[number], CopyRow>(
    `select ${columns} from lead_copy where workspace_id = ? and state in ('running', 'stopped') order by id desc limit 1`,
  )
  const unfinished = raw.prepare<[], CopyRow>(`select ${columns} from lead_copy where state in ('running', 'stopped')`)
  const isOpen = raw.prepare(`select 1 from workspace where id = ? and (demo is null or demo = 'ready')`)
  const forget = raw.prepare(
    `update lead_copy set state = 'gone' where workspace_id = ? and state in ('running', 'stopped')`,
  )
  const forgetOlder = raw.prepare(`update lead_copy set state = 'gone' where workspace_id = ? and id < ?`)
  const insert = raw.prepare(
    `insert into lead_copy (workspace_id, state, asked_by, started_at) values (?, 'running', ?, ?)`,
  )
  const goOn = raw.prepare(
    `update lead_copy set state = 'running', asked_by = ?, problem_code = null, problem_data = null where id = ?`,
  )
  const end = raw.prepare(
    `update lead_copy set state = 'stopped', problem_code = ?, problem_data = ? where id = ? and state = 'running'`,
  )
  const findPlace = raw
    .prepare<[number, string, string], number>(
      'select id from lead_copy_place where workspace_id = ? and kind = ? and remote_id = ?',
    )
    .pluck()
  const putPlace = raw.prepare('insert into lead_copy_place (workspace_id, kind, remote_id) values (?, ?, ?)')
  const known = raw.prepare<[string, number]>('select 1 from lead_copy_row where email = ? and copy_id = ? limit 1')
  const putRow = raw.prepare(
    'insert or ignore into lead_copy_row (email, copy_id, place_id, contacted_at, status, interest) values (?, ?, ?, ?, ?, ?)',
  )
  const putWhole = raw.prepare(
    'insert or replace into lead_copy_row (email, copy_id, place_id, contacted_at, status, interest) values (?, ?, ?, ?, ?, ?)',
  )
  const mailed = raw.prepare(
    `update lead_copy_row set status = coalesce(@status, status), interest = @interest,
       contacted_at = case when @at is null then contacted_at else max(@at, coalesce(contacted_at, 0)) end
     where email = @email and copy_id = @copy and place_id = @place`,
  )
  const placed = raw.prepare('update lead_copy_place set leads = leads + ? where id = ?')
  const step = raw.prepare(
    `update lead_copy set leads = leads + @leads, addresses = addresses + @addresses, contacted = contacted + @contacted,
       cursor = @cursor, read_at = @readAt, newest_id = coalesce(@newestId, newest_id),
       after_newest = case when @newestId is null then after_newest else 0 end + @after where id = @id`,
  )
  const finish = raw.prepare(
    `update lead_copy set state = 'whole', ended_at = @at, cursor = null, counted = @counted, listed = @listed,
       leads = @leads, addresses = @addresses, contacted = @contacted, problem_code = null, problem_data = null
     where id = @id`,
  )
  const emptyPlaces = raw.prepare('update lead_copy_place set leads = 0 where workspace_id = ?')
  const fillPlace = raw.prepare('update lead_copy_place set leads = ? where id = ?')
  const campaignsOf = raw.prepare<[number], { id: number; remoteId: string }>(
    `select id, remote_id as remoteId from lead_copy_place where workspace_id = ? and kind = 'campaign'`,
  )
  const putBody = raw.prepare('insert into lead_copy_page (copy_id, body) values (?, ?)')
  const bodies = raw.prepare<[number, number], { id: number; body: string }>(
    'select id, body from lead_copy_page where copy_id = ? and id > ? order by id limit 100',
  )
  const dropBodies = raw.prepare(
    'delete from lead_copy_page where id in (select id from lead_copy_page where copy_id = ? limit 200)',
  )
  const withBodies = raw
    .prepare<[], number>(
      `select distinct c.id from lead_copy c join lead_copy_page p on p.copy_id = c.id where c.state in ('whole', 'gone')`,
    )
    .pluck()
  const placeCount = raw
    .prepare<[number, string], number>(
      'select count(*) from lead_copy_place where workspace_id = ? and kind = ? and leads > 0',
    )
    .pluck()
  const addedTo = raw.prepare('update lead_copy set new_at = ?, after_newest = ? where id = ?')
  const aliveIds = raw.prepare<[], number>(`select id from lead_copy where state <> 'gone'`).pluck()
  const goneIds = raw.prepare<[], number>(`select id from lead_copy where state = 'gone'`).pluck()
  const dropGone = raw.prepare(`delete from lead_copy where id = ? and state = 'gone'`)
  const sweepTo = raw
    .prepare<[string, number], string>(
      'select email from lead_copy_row where email > ? order by email limit 1 offset ?',
    )
    .pluck()

  const unnamed = raw
    .prepare<[number, string]>(
      `select 1 from lead_copy_place p where p.workspace_id = ? and p.kind = ? and p.remote_id <> '' and p.name is null
         and not exists (select 1 from campaign c where c.workspace_id = p.workspace_id and c.remote_id = p.remote_id)
       limit 1`,
    )
    .pluck()
  const setName = raw.prepare(
    `update lead_copy_place set name = ? where workspace_id = ? and kind = ? and remote_id = ?`,
  )

  /** A demo that is being removed takes nothing any more: what came after its tables were emptied would stay. */
  function assertThere(workspaceId: WorkspaceId): void {
    if (isOpen.get(workspaceId) === undefined) throw new AppError('NOT_FOUND', { what: 'workspace' })
  }

  /** Ids of places, by kind and id; a page names a few. */
  function placeId(workspaceId: WorkspaceId, place: RemotePlace | null): number {
    const { kind, id } = place ?? { kind: 'list' as const, id: '' }
    return findPlace.get(workspaceId, kind, id) ?? Number(putPlace.run(workspaceId, kind, id).lastInsertRowid)
  }

  /** What a page says of the newest lead, and how many were listed after it. */
  function newestIn(items: readonly LeadPlace[]): { readonly newestId: string | null; readonly after: number } {
    const at = items.findLastIndex(({ createdAt }) => createdAt !== null && createdAt >= idsRiseSince)
    return { newestId: items[at]?.id ?? null, after: items.length - 1 - at }
  }

  const secondsOf = (contactedAt: number | null): number | null =>
    contactedAt === null ? null : Math.floor(contactedAt / 1000)

  /** Puts leads of one page into a whole copy; returns how many rows are new. */
  function putRows(copy: CopyRow, items: readonly LeadPlace[]): number {
    const sums = { leads: 0, addresses: 0, contacted: 0 }
    for (const { email, place, contactedAt, status, interest } of items) {
      // Those without an address were counted with the copy; which of them are new cannot be told.
      if (email === null) continue
      const at = secondsOf(contactedAt)
      const where = placeId(copy.workspaceId, place)
      const isNew = known.get(email, copy.id) === undefined
      if (putRow.run(email, copy.id, where, at, status, interest).changes === 0) {
        mailed.run({ at, email, copy: copy.id, place: where, status, interest })
        continue
      }
      sums.leads += 1
      if (isNew) sums.addresses += 1
      if (at !== null) sums.contacted += 1
      placed.run(1, where)
    }
    step.run({ ...sums, cursor: null, readAt: copy.readAt, ...newestIn(items), id: copy.id })
    return sums.leads
  }

  return {
    whole: (workspaceId: WorkspaceId): CopyRow | null => whole.get(workspaceId) ?? null,
    open: (workspaceId: WorkspaceId): CopyRow | null => open.get(workspaceId) ?? null,
    unfinished: (): readonly CopyRow[] => unfinished.all(),
    places: (workspaceId: WorkspaceId): { readonly campaigns: number; readonly lists: number } => ({
      campaigns: placeCount.get(workspaceId, 'campaign') ?? 0,
      lists: placeCount.get(workspaceId, 'list') ?? 0,
    }),
    /** Whether there is a campaign or list whose name nobody knows. */
    hasUnnamed: (workspaceId: WorkspaceId, kind: RemotePlace['kind']): boolean => unnamed.get(workspaceId, kind) === 1,
    putNames(
      workspaceId: WorkspaceId,
      kind: RemotePlace['kind'],
      named: readonly { id: string; name: string }[],
    ): void {
      raw.transaction(() => {
        for (const { id, name } of named) setName.run(name, workspaceId, kind, id)
      })()
    },
    /** Begins a copy; one that was not finished goes. */
    begin(workspaceId: WorkspaceId, askedBy: CopyRow['askedBy'], at: number): void {
      raw.transaction(() => {
        assertThere(workspaceId)
        forget.run(workspaceId)
        insert.run(workspaceId, askedBy, at)
      })()
    },
    goOn: (id: number, askedBy: CopyRow['askedBy']): void => void goOn.run(askedBy, id),
    /** Keeps a page and where the next begins; null: that was the last. `also` is written with it. */
    putListed(copy: CopyRow, items: readonly LeadPlace[], next: string | null, at: number, also: () => void): void {
      raw.transaction(() => {
        assertThere(copy.workspaceId)
        if (open.get(copy.workspaceId)?.id !== copy.id) throw new AppError('CANCELLED')
        also()
        const body: readonly StagedLead[] = items.map(({ email, place, contactedAt, status, interest }) => [
          email,
          placeId(copy.workspaceId, place),
          secondsOf(contactedAt),
          status,
          interest,
        ])
        if (body.length > 0) putBody.run(copy.id, JSON.stringify(body))
        const readAt = next === null ? at : null
        const sums = { leads: items.length, addresses: 0, contacted: 0 }
        step.run({ ...sums, cursor: next, readAt, ...newestIn(items), id: copy.id })
      })()
    },
    /**
     * Makes the rows of all pages, in the order of addresses and a step at a time; again from the first after any end.
     * Gates do not see them before `finish`.
     */
    async build(copy: CopyRow, signal: AbortSignal): Promise<Built> {
      const groups = new Map<string, StagedLead[]>()
      let withoutAddress = 0
      for (let after = 0; ; ) {
        const some = bodies.all(copy.id, after)
        for (const { id, body } of some) {
          after = id
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this file alone
          for (const lead of JSON.parse(body) as StagedLead[]) {
            const key = lead[0]?.slice(0, groupLength)
            if (key === undefined) {
              withoutAddress += 1
              continue
            }
            const group = groups.get(key)
            if (group) group.push(lead)
            else groups.set(key, [lead])
          }
        }
        if (some.length === 0) break
        await nextTurn()
        if (signal.aborted) throw new AppError('CANCELLED')
      }
      const built: Built = { leads: withoutAddress, addresses: 0, contacted: 0, places: new Map() }
      let batch: StagedLead[] = []
      const write = async () => {
        raw.transaction(() => {
          assertThere(copy.workspaceId)
          for (const [email, place, at, status = null, interest = null] of batch) {
            putWhole.run(email, copy.id, place, at, status, interest)
          }
        })()
        batch = []
        await sleep(buildRestMs)
        if (signal.aborted) throw new AppError('CANCELLED')
      }
      for (const key of [...groups.keys()].toSorted()) {
        const group = mergeDoubles(groups.get(key) ?? [])
        groups.delete(key)
        let before: string | null = null
        for (const lead of group) {
          const [email, place, at] = lead
          built.leads += 1
          if (email !== before) built.addresses += 1
          if (at !== null) built.contacted += 1
          built.places.set(place, (built.places.get(place) ?? 0) + 1)
          before = email
          batch.push(lead)
          if (batch.length >= buildStep) await write()
        }
      }
      await write()
      return built
    },
    /** Leads that came after a whole copy; returns how many rows are new. */
    putNew(copy: CopyRow, items: readonly LeadPlace[], also: () => void): number {
      const put = raw.transaction(() => {
        assertThere(copy.workspaceId)
        if (whole.get(copy.workspaceId)?.id !== copy.id) throw new AppError('CANCELLED')
        also()
        return putRows(copy, items)
      })
      return put()
    },
    newRead: (id: number, at: number, afterNewest: number): void => void addedTo.run(at, afterNewest, id),
    /** Leads that were listed in the campaigns that `counts` knows. */
    listed: (workspaceId: WorkspaceId, { places }: Built, counts: ReadonlyMap<string, number>): number =>
      campaignsOf
        .all(workspaceId)
        .reduce((sum, { id, remoteId }) => sum + (counts.has(remoteId) ? (places.get(id) ?? 0) : 0), 0),
    /** The copy takes the place of the one before, in one commit. */
    finish(
      copy: CopyRow,
      { places, ...sums }: Built,
      counts: { readonly counted: number; readonly listed: number } | null,
      at: number,
    ): void {
      raw.transaction(() => {
        assertThere(copy.workspaceId)
        if (open.get(copy.workspaceId)?.id !== copy.id) throw new AppError('CANCELLED')
        finish.run({ ...sums, id: copy.id, at, counted: counts?.counted ?? null, listed: counts?.listed ?? null })
        emptyPlaces.run(copy.workspaceId)
        for (const [id, leads] of places) fillPlace.run(leads, id)
        forgetOlder.run(copy.workspaceId, copy.id)
      })()
    },
    ended: (id: number, problem: AppError | null): void =>
      void end.run(problem?.code ?? null, problem ? JSON.stringify(problem.data) : null, id),
    /** Whether rows of copies that went, or pages that rows were made of, are still there. */
    hasGone: (): boolean => goneIds.all().length + withBodies.all().length > 0,
    /**
     * Deletes pages rows were made of, and rows of copies that went. These lie among the others, so all are looked at, a step
     * at a time. `everything`: also where no copy is known to have gone.
     */
    async sweep(signal: AbortSignal, everything: boolean): Promise<void> {
      const gone = goneIds.all()
      for (const id of withBodies.all()) {
        while (raw.open && !signal.aborted && dropBodies.run(id).changes > 0) await sleep(sweepRestMs)
      }
      // Most often only pages are to go.
      if (gone.length === 0 && !everything) return
      for (let after = ''; raw.open && !signal.aborted; ) {
        const to = sweepTo.get(after, sweepStep)
        const alive = aliveIds.all().join(', ')
        raw
          .prepare(
            `delete from lead_copy_row where email > @after and (@to is null or email <= @to)
               and copy_id not in (${alive})`,
          )
          .run({ after, to: to ?? null })
        if (to === undefined) {
          for (const id of gone) dropGone.run(id)
          return
        }
        after = to
        // The log is moved into the store meanwhile, and screens ask.
        await sleep(sweepRestMs)
      }
    },
  }
}
