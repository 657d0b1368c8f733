/** Assigns campaigns to the parts of their workspace: as the operator chose, otherwise by the first matching rule. */
import type {
  Assigned,
  Assignment,
  ClientRule,
  ClientRuleWords,
  RulePreviewRow,
} from '#shared/contract/clients/clients.ts'
import { createRuleFinder } from '#shared/domain/clients/rules.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { CampaignId, ClientPartId, ClientRuleId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

type Row = {
  readonly id: CampaignId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly tags: string | null
  readonly partId: ClientPartId | null
  readonly ruleId: ClientRuleId | null
  readonly byHand: 0 | 1
}
type DraftRule = ClientRuleWords & { readonly partId: ClientPartId }

const columns = `id, workspace_id as workspaceId, name, tags, part_id as partId, part_rule_id as ruleId, part_by_hand as byHand`

export type Assigner = ReturnType<typeof createAssigner>

export function createAssigner({ raw }: Store) {
  const rulesOf = raw.prepare<[number], ClientRule>(
    'select id, part_id as partId, kind, value from client_rule where workspace_id = ? order by position, id',
  )
  const all = raw.prepare<[number], Row>(
    `select ${columns} from campaign where workspace_id = ? order by name_order(name), id`,
  )
  const one = raw.prepare<[number], Row>(`select ${columns} from campaign where id = ?`)
  const some = raw.prepare<[string], Row>(
    `select ${columns} from campaign where id in (select value from json_each(?))`,
  )
  const put = raw.prepare('update campaign set part_id = ?, part_rule_id = ?, part_by_hand = ? where id = ?')
  const workspaceOfPart = raw.prepare<[number]>('select workspace_id from client_part where id = ?').pluck()

  const byRules = raw.transaction((workspaceId: WorkspaceId, only: CampaignId | null): void => {
    const find = createRuleFinder(rulesOf.all(workspaceId))
    const rows = only === null ? all.all(workspaceId) : one.all(only)
    for (const row of rows) {
      if (row.byHand === 1) continue
      const rule = find({ name: row.name, tags: tagsOf(row) })
      const [partId, ruleId] = [rule?.partId ?? null, rule?.id ?? null]
      if (row.partId !== partId || row.ruleId !== ruleId) put.run(partId, ruleId, 0, row.id)
    }
  })

  const assign = raw.transaction((wanted: readonly Assignment[]): readonly Assignment[] =>
    wanted.map(({ campaignId, to }): Assignment => {
      const row = requireFound(one.get(campaignId), 'campaign')
      if (typeof to === 'number' && workspaceOfPart.get(to) !== row.workspaceId)
        throw new AppError('NOT_FOUND', { what: 'client' })
      if (to === 'rules') {
        put.run(row.partId, row.ruleId, 0, campaignId)
        byRules(row.workspaceId, campaignId)
      } else put.run(to, null, 1, campaignId)
      return { campaignId, to: row.byHand === 1 ? row.partId : 'rules' }
    }),
  )

  return {
    rules: (workspaceId: WorkspaceId): readonly ClientRule[] => rulesOf.all(workspaceId),
    /** Assigns every campaign of a workspace that was not assigned by hand, by the current rules. One transaction. */
    byRules: (workspaceId: WorkspaceId): void => byRules(workspaceId, null),
    assigned: (ids: readonly CampaignId[]): readonly Assigned[] =>
      some
        .all(JSON.stringify(ids))
        .map(({ id, workspaceId, partId, byHand }) => ({ campaignId: id, workspaceId, partId, byHand: byHand === 1 })),
    /** Assigns all campaigns or none; returns the previous ones. Throws NOT_FOUND for another workspace's part. */
    assign: (wanted: readonly Assignment[]): readonly Assignment[] => assign.immediate(wanted),
    /** Returns how these rules would assign each campaign, by name. */
    preview(workspaceId: WorkspaceId, rules: readonly DraftRule[]): readonly RulePreviewRow[] {
      const find = createRuleFinder(rules)
      return all.all(workspaceId).map((row): RulePreviewRow => {
        const tags = tagsOf(row)
        const rule = find({ name: row.name, tags })
        const byHand = row.byHand === 1
        return {
          campaignId: row.id,
          name: row.name,
          tags,
          rule: rule === null ? null : rules.indexOf(rule),
          byHand,
          now: row.partId,
          after: byHand ? row.partId : (rule?.partId ?? null),
        }
      })
    },
  }
}

function tagsOf({ tags }: Pick<Row, 'tags'>): readonly string[] {
  const read = tags === null ? [] : parseJson(tags)
  return Array.isArray(read) ? read.filter((tag) => typeof tag === 'string') : []
}
