/** Reads and writes the parts of a workspace and their rules. Every function is one transaction. */
import type { Database } from 'better-sqlite3'
import type { ClientPart, ClientRule, ClientRuleWords, RemovedPart } from '#shared/contract/clients/clients.ts'
import { searchNameOf } from '#shared/domain/campaigns/search-name.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { workspaceRow } from '../workspaces/queries.ts'
import type { Assigner } from './assign.ts'
import { switchedOnSql } from './filter-sql.ts'

type PartChange = { readonly name?: string | undefined; readonly colour?: number | undefined }
type DraftRule = ClientRuleWords & { readonly partId: ClientPartId }

const columns = `p.id, p.workspace_id as workspaceId, p.name, p.colour,
  (select count(*) from campaign c where c.part_id = p.id) as campaigns,
  (select count(*) from campaign c where c.part_id = p.id and ${switchedOnSql('c')}) as running`

const statementsOf = (raw: Database) => ({
  listed: raw.prepare<{ workspaceId: WorkspaceId | null }, ClientPart>(
    `select ${columns} from client_part p
       join workspace w on w.id = p.workspace_id and w.archived_at is null and (w.demo is null or w.demo = 'ready')
       where @workspaceId is null or p.workspace_id = @workspaceId order by name_order(p.name), p.id`,
  ),
  one: raw.prepare<[number], ClientPart>(`select ${columns} from client_part p where p.id = ?`),
  add: raw.prepare(
    `insert into client_part (id, workspace_id, name, search_name, colour, created_at)
       values (@id, @workspaceId, @name, @searchName, @colour, @at)`,
  ),
  change: raw.prepare('update client_part set name = ?, search_name = ?, colour = ? where id = ?'),
  ofName: raw
    .prepare<[number, string]>('select id from client_part where workspace_id = ? and search_name = ?')
    .pluck(),
  byHandIn: raw.prepare<[number]>('select id from campaign where part_id = ? and part_by_hand = 1 order by id').pluck(),
  giveBack: raw.prepare('update campaign set part_id = null, part_rule_id = null, part_by_hand = 0 where part_id = ?'),
  dropRulesOf: raw.prepare('delete from client_rule where part_id = ?'),
  /** Whether a part ever had this id. */
  wasGiven: raw.prepare<[number], object>(`select 1 from sqlite_sequence where name = 'client_part' and seq >= ?`),
  dropPart: raw.prepare('delete from client_part where id = ?'),
  dropRules: raw.prepare('delete from client_rule where workspace_id = ?'),
  addRule: raw.prepare('insert into client_rule (workspace_id, part_id, position, kind, value) values (?, ?, ?, ?, ?)'),
})

export function createPartStore({ store, clock }: Pick<Deps, 'store' | 'clock'>, assigner: Assigner) {
  const { raw } = store
  const { listed, one, add, change, ofName, byHandIn, giveBack, dropRulesOf, wasGiven, dropPart, dropRules, addRule } =
    statementsOf(raw)

  function requirePart(id: ClientPartId): ClientPart {
    return requireFound(one.get(id), 'client')
  }

  function assertNameIsFree(workspaceId: WorkspaceId, name: string, self: ClientPartId | null): void {
    const holder = ofName.get(workspaceId, searchNameOf(name)) as number | undefined
    if (holder !== undefined && holder !== self) throw new AppError('CLIENT_NAME_TAKEN')
  }

  function insert(part: Pick<ClientPart, 'workspaceId' | 'name' | 'colour'>, id: ClientPartId | null): ClientPartId {
    workspaceRow(store, part.workspaceId)
    assertNameIsFree(part.workspaceId, part.name, null)
    const at = new Date(clock.now()).toISOString()
    const { workspaceId, name, colour } = part
    return Number(
      add.run({ id, workspaceId, name, searchName: searchNameOf(name), colour, at }).lastInsertRowid,
    ) as ClientPartId
  }

  function putRules(workspaceId: WorkspaceId, rules: readonly DraftRule[]): void {
    for (const { partId } of rules)
      if (requirePart(partId).workspaceId !== workspaceId) throw new AppError('NOT_FOUND', { what: 'client' })
    dropRules.run(workspaceId)
    for (const [position, { partId, kind, value }] of rules.entries())
      addRule.run(workspaceId, partId, position, kind, value)
    assigner.byRules(workspaceId)
  }

  const update = raw.transaction((id: ClientPartId, wish: PartChange) => {
    const part = requirePart(id)
    const { name = part.name, colour = part.colour } = wish
    assertNameIsFree(part.workspaceId, name, id)
    change.run(name, searchNameOf(name), colour, id)
    return requirePart(id)
  })
  const remove = raw.transaction((id: ClientPartId): RemovedPart | null => {
    const part = one.get(id)
    if (!part) return null
    const { workspaceId, name, colour } = part
    const rules = assigner.rules(workspaceId).map(({ partId, kind, value }) => ({ partId, kind, value }))
    const campaignIds = byHandIn.all(id) as CampaignId[]
    giveBack.run(id)
    dropRulesOf.run(id)
    dropPart.run(id)
    assigner.byRules(workspaceId)
    return { id, workspaceId, name, colour, rules, campaignIds }
  })
  const restore = raw.transaction(({ id, rules, campaignIds, ...part }: RemovedPart): ClientPart => {
    if (one.get(id)) return requirePart(id)
    requireFound(wasGiven.get(id), 'client')
    insert(part, id)
    // Rules added meanwhile are kept, after the restored ones; rules of parts that were also removed are not restored.
    const wanted = rules.filter(({ partId }) => one.get(partId)?.workspaceId === part.workspaceId)
    const same = (a: DraftRule) => (b: DraftRule) => a.partId === b.partId && a.kind === b.kind && a.value === b.value
    const later = assigner.rules(part.workspaceId).filter((rule) => !wanted.some(same(rule)))
    putRules(part.workspaceId, [...wanted, ...later])
    assigner.assign(campaignIds.map((campaignId) => ({ campaignId, to: id })))
    return requirePart(id)
  })
  const save = raw.transaction((workspaceId: WorkspaceId, rules: readonly DraftRule[]): readonly ClientRule[] => {
    putRules(workspaceId, rules)
    return assigner.rules(workspaceId)
  })

  return {
    list: (workspaceId: WorkspaceId | null): readonly ClientPart[] => listed.all({ workspaceId }),
    /** Throws CLIENT_NAME_TAKEN or NOT_FOUND. */
    create: (part: Pick<ClientPart, 'workspaceId' | 'name' | 'colour'>): ClientPart => requirePart(insert(part, null)),
    update: (id: ClientPartId, wish: PartChange): ClientPart => update.immediate(id, wish),
    /** Returns what was removed, for undoing; null if it was already gone. */
    remove: (id: ClientPartId): RemovedPart | null => remove.immediate(id),
    restore: (removed: RemovedPart): ClientPart => restore.immediate(removed),
    saveRules: (workspaceId: WorkspaceId, rules: readonly DraftRule[]): readonly ClientRule[] =>
      save.immediate(workspaceId, rules),
  }
}
