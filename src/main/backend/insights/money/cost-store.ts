import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Cost, CostInput, CostTargets, MoneySettings, MoneySource } from '#shared/contract/insights/money.ts'
import { currencyCode } from '#shared/contract/insights/money.ts'
import { dateOfDay, dayOfDate } from '#shared/domain/core/days.ts'
import { maxCents } from '#shared/domain/insights/money/amounts.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { CampaignId, CostId, ListId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { moneyCost } from '../../core/db/schema/insights/money.ts'
import type { Store } from '../../core/deps.ts'
import { isUndoneImportSql } from '../../leads/lists/same-rows.ts'
import { createValueStore } from './value-store.ts'

/** Currency of costs; Instantly's prices are in dollars. */
const currencySetting: Setting<string> = { key: 'money.currency', shape: currencyCode, fallback: 'USD' }
/** Target cost of a meeting, by currency. */
const targetSetting: Setting<Readonly<Record<string, number>>> = {
  key: 'money.target',
  shape: z.record(z.string(), z.number().int().min(1).max(maxCents)),
  fallback: {},
}

/** A stored cost; days since 1970. A `workspaceId` of 0 means shared. */
export type StoredCost = Readonly<
  Omit<typeof moneyCost.$inferSelect, 'id' | 'campaignId' | 'listId' | 'createdAt' | 'removedAt'>
> & {
  readonly id: CostId
  readonly campaignId: CampaignId | null
  readonly listId: ListId | null
}
export type Share = { readonly workspaceId: WorkspaceId; readonly weight: number }
export type CostStore = ReturnType<typeof createCostStore>

const columns = `id, workspace_id as workspaceId, kind, label, basis, cents, per, quantity, currency, from_day as fromDay,
  to_day as toDay, as_of_day as asOfDay, campaign_id as campaignId, list_id as listId, import_id as importId, share_by as shareBy`

const statementsOf = (raw: Database) => ({
  own: raw.prepare<[number], StoredCost>(
    `select ${columns} from money_cost where workspace_id = ? and removed_at is null order by id`,
  ),
  shared: raw.prepare<[], StoredCost>(
    `select ${columns} from money_cost where workspace_id = 0 and removed_at is null order by id`,
  ),
  byId: raw.prepare<[number], StoredCost>(`select ${columns} from money_cost where id = ?`),
  sharesOf: raw.prepare<[number], Share>(
    'select workspace_id as workspaceId, weight from money_share where cost_id = ? order by workspace_id',
  ),
  insert: raw.prepare(
    `insert into money_cost (workspace_id, kind, label, basis, cents, per, quantity, currency, from_day, to_day, as_of_day,
       campaign_id, list_id, import_id, share_by, created_at)
     values (@workspaceId, @kind, @label, @basis, @cents, @per, @quantity, @currency, @fromDay, @toDay, @asOfDay,
       @campaignId, @listId, @importId, @shareBy, @createdAt)`,
  ),
  update: raw.prepare(
    `update money_cost set workspace_id = @workspaceId, kind = @kind, label = @label, basis = @basis, cents = @cents, per = @per,
       quantity = @quantity, currency = @currency, from_day = @fromDay, to_day = @toDay, as_of_day = @asOfDay,
       campaign_id = @campaignId, list_id = @listId, import_id = @importId, share_by = @shareBy where id = @id`,
  ),
  addShare: raw.prepare('insert into money_share (cost_id, workspace_id, weight) values (?, ?, ?)'),
  campaignName: raw.prepare<[number, number], { name: string }>(
    'select name from campaign where id = ? and workspace_id = ?',
  ),
  listName: raw.prepare<[number, number], { name: string }>(
    'select name from lead_list where id = ? and workspace_id = ?',
  ),
  fileName: raw.prepare<[number, number], { name: string }>(
    'select file_name as name from list_import where id = ? and list_id = ?',
  ),
})

/** Stores costs, currencies and values entered by the operator. Every write is one transaction. */
export function createCostStore(store: Store, now: () => number) {
  const { raw } = store
  const sql = statementsOf(raw)
  const values = createValueStore(store, now)

  const currencyOf = (workspaceId: WorkspaceId): string => getSetting(store, workspaceId, currencySetting)

  function aboutOf(cost: StoredCost): string | null {
    if (cost.campaignId !== null) return sql.campaignName.get(cost.campaignId, cost.workspaceId)?.name ?? null
    if (cost.listId === null) return null
    const list = sql.listName.get(cost.listId, cost.workspaceId)?.name ?? null
    const file = cost.importId === null ? null : (sql.fileName.get(cost.importId, cost.listId)?.name ?? null)
    return file === null || list === null ? list : `${list}: ${file}`
  }

  const asInput = (cost: StoredCost): CostInput =>
    toCostInput(cost, cost.shareBy === null ? [] : sql.sharesOf.all(cost.id))
  const stored = (id: CostId): StoredCost => requireFound(sql.byId.get(id), 'cost', id)
  const setShares = (id: number, cost: CostInput): void => {
    raw.prepare('delete from money_share where cost_id = ?').run(id)
    for (const { workspaceId, weight } of cost.share?.of ?? []) sql.addShare.run(id, workspaceId, weight)
  }
  function add(cost: CostInput): CostId {
    assertOfClient(raw, sql, cost)
    assertNoClientTwice(cost)
    return raw.transaction(() => {
      const { lastInsertRowid } = sql.insert.run({ ...rowOf(cost), createdAt: new Date(now()).toISOString() })
      setShares(Number(lastInsertRowid), cost)
      return Number(lastInsertRowid) as CostId
    })()
  }

  return {
    currencyOf,
    aboutOf,
    /** Returns a client's own costs and its shared ones, with the clients that share them. */
    ofClient(workspaceId: WorkspaceId): readonly (StoredCost & { readonly shares: readonly Share[] })[] {
      const mine = sql.shared
        .all()
        .map((cost) => ({ ...cost, shares: sql.sharesOf.all(cost.id) }))
        .filter(({ shares }) => shares.some((one) => one.workspaceId === workspaceId))
      return [...sql.own.all(workspaceId).map((cost) => ({ ...cost, shares: [] })), ...mine]
    },
    /** Returns clients that share a cost with one of these. */
    sharersWith(workspaces: readonly WorkspaceId[]): readonly WorkspaceId[] {
      return workspaces.flatMap((one) =>
        this.ofClient(one).flatMap(({ shares }) => shares.map(({ workspaceId }) => workspaceId)),
      )
    },
    /** Returns costs for the screens, newest first; shared ones once. */
    list(workspaces: readonly WorkspaceId[]): readonly Cost[] {
      const found = new Map<number, StoredCost>()
      for (const workspaceId of workspaces) for (const cost of this.ofClient(workspaceId)) found.set(cost.id, cost)
      return [...found.values()]
        .toSorted((a, b) => b.id - a.id)
        .map((cost) => ({
          ...asInput(cost),
          id: cost.id,
          currency: cost.currency ?? currencyOf(cost.workspaceId as WorkspaceId),
          about: aboutOf(cost),
        }))
    },
    add,
    addAll: (costs: readonly CostInput[]): readonly CostId[] => raw.transaction(() => costs.map(add))(),
    change(id: CostId, cost: CostInput): CostInput {
      const before = asInput(stored(id))
      assertOfClient(raw, sql, cost)
      assertNoClientTwice(cost)
      raw.transaction(() => {
        sql.update.run({ ...rowOf(cost), id })
        setShares(id, cost)
      })()
      return before
    },
    setRemoved(id: CostId, removed: boolean): void {
      stored(id)
      raw
        .prepare('update money_cost set removed_at = ? where id = ?')
        .run(removed ? new Date(now()).toISOString() : null, id)
    },
    saveCurrency: (workspaceId: WorkspaceId, currency: string): void =>
      setSetting(store, workspaceId, currencySetting, currency, now()),
    ...createTargets(store, now),
    ...values,
    settings(workspaceId: WorkspaceId): MoneySettings {
      const { client, byCampaign } = values.values(workspaceId)
      return {
        currency: currencyOf(workspaceId),
        values: client,
        campaigns: [...byCampaign].flatMap(([id, own_]) => {
          const name = sql.campaignName.get(id, workspaceId)?.name
          return name === undefined ? [] : [{ campaignId: id as CampaignId, name, values: own_ }]
        }),
      }
    },
  }
}

function createTargets(store: Store, now: () => number) {
  return {
    /** Returns the target cost of a meeting: the client's own, else the one for all. */
    targetOf: (workspaceId: WorkspaceId | null, currency: string): number | null =>
      (workspaceId === null ? null : getSetting(store, workspaceId, targetSetting)[currency]) ??
      getSetting(store, 'app', targetSetting)[currency] ??
      null,
    saveTarget(workspaceId: WorkspaceId | null, currency: string, cents: number | null): void {
      const { [currency]: _, ...others } = getSetting(store, workspaceId ?? 'app', targetSetting)
      const wanted = cents === null ? others : { ...others, [currency]: cents }
      setSetting(store, workspaceId ?? 'app', targetSetting, wanted, now())
    },
    targets: (workspaceId: WorkspaceId): CostTargets => targetsOf(store.raw, workspaceId),
  }
}

const rowOf = (cost: CostInput) => ({
  ...cost,
  workspaceId: cost.workspaceId ?? 0,
  currency: cost.workspaceId === null ? cost.currency : null,
  fromDay: dayOfDate(cost.from),
  toDay: cost.to === null ? null : dayOfDate(cost.to),
  asOfDay: dayOfDate(cost.asOf),
  shareBy: cost.share?.by ?? null,
})

/** Rejects a client listed twice, as it would have two shares. */
const assertNoClientTwice = ({ share }: CostInput): void => {
  const clients = share?.of.map((one) => one.workspaceId) ?? []
  if (new Set(clients).size < clients.length) throw new AppError('INVALID_INPUT', { field: 'share' })
}

/** Returns what a client's cost can be for. */
function targetsOf(raw: Database, workspaceId: WorkspaceId): CostTargets {
  const lists = raw
    .prepare(
      `select id, name from lead_list where workspace_id = ? and state = 'ready' and archived_at is null order by id desc limit 500`,
    )
    .all(workspaceId) as { id: ListId; name: string }[]
  const files = raw.prepare<[number], MoneySource>(
    `select id as importId, file_name as fileName, row_count as rows, substr(imported_at, 1, 10) as day from list_import i
      where list_id = ? and state = 'ready' and not ${isUndoneImportSql('i')} order by id`,
  )
  const campaigns = raw
    .prepare(
      'select id, name from campaign where workspace_id = ? order by gone_at is not null, name_order(name), id limit 2000',
    )
    .all(workspaceId) as { id: CampaignId; name: string }[]
  return { lists: lists.map((list) => ({ ...list, files: files.all(list.id) })), campaigns }
}

function toCostInput(cost: StoredCost, shares: readonly Share[]): CostInput {
  const { id: _id, workspaceId, fromDay, toDay, asOfDay, shareBy, ...same } = cost
  return {
    ...same,
    workspaceId: workspaceId === 0 ? null : (workspaceId as WorkspaceId),
    from: dateOfDay(fromDay),
    to: toDay === null ? null : dateOfDay(toDay),
    asOf: dateOfDay(asOfDay),
    share: shareBy === null ? null : { by: shareBy, of: shares.map((one) => ({ ...one })) },
  }
}

/** Throws NOT_FOUND for a campaign, list or file that is not the client's. */
function assertOfClient(
  raw: Database,
  sql: ReturnType<typeof statementsOf>,
  { workspaceId, campaignId, listId, importId, share }: CostInput,
): void {
  const missing = (what: string): never => {
    throw new AppError('NOT_FOUND', { what })
  }
  const clients = workspaceId === null ? (share?.of.map((one) => one.workspaceId) ?? []) : [workspaceId]
  const known = raw.prepare('select 1 from workspace where id = ?')
  for (const client of clients) if (!known.get(client)) missing('workspace')
  if (campaignId !== null && !sql.campaignName.get(campaignId, workspaceId ?? 0)) missing('campaign')
  if (listId !== null && !sql.listName.get(listId, workspaceId ?? 0)) missing('list')
  if (importId !== null && !sql.fileName.get(importId, listId ?? 0)) missing('file')
}
