import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { leadList } from '../leads/leads.ts'
import { refersTo } from '../refers-to.ts'

/** A list split into variants. `plan` as it was applied; `result` as it was last computed, to be shown at once. */
export const experiment = sqliteTable(
  'experiment',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    plan: text('plan', { mode: 'json' }).notNull(),
    /** The variable that holds the name of a lead's variant. */
    mark: text('mark').notNull(),
    /** Determines, together with an address, which variant a lead gets. */
    seed: text('seed').notNull(),
    createdAt: text('created_at').notNull(),
    winner: integer('winner'),
    decidedAt: text('decided_at'),
    decision: text('decision').notNull().default(''),
    removedAt: text('removed_at'),
    result: text('result', { mode: 'json' }),
  },
  (t) => [index('experiment_workspace').on(t.workspaceId, t.id), index('experiment_list').on(t.listId)],
)

/**
 * A step that assigned variants to leads. It counts once it is `done`, unless its action was undone; it still counts if
 * the action was deleted with its list.
 */
export const experimentStep = sqliteTable(
  'experiment_step',
  {
    /** The `list_action`, which is deleted when its list is permanently deleted. */
    actionId: integer('action_id').primaryKey(),
    experimentId: refersTo('experiment_id', () => experiment.id),
    at: text('at').notNull(),
    leadCount: integer('lead_count').notNull().default(0),
    /** Number of rows in the list at that time; rows after it were added later. */
    rowCount: integer('row_count').notNull(),
    done: integer('done').notNull().default(0),
  },
  (t) => [index('experiment_step_experiment').on(t.experimentId)],
)

/**
 * The variant of an address, by a keyed hash under the experiment's seed, so that the figures survive the permanent
 * deletion of the list. It counts if its step does.
 */
export const experimentLead = sqliteTable(
  'experiment_lead',
  {
    experimentId: refersTo('experiment_id', () => experiment.id),
    address: integer('address').notNull(),
    variant: integer('variant').notNull(),
    stratum: integer('stratum').notNull(),
    actionId: integer('action_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.experimentId, t.address] })],
)

/** A value of the stratum column, by its number in `experiment_lead`. */
export const experimentStratum = sqliteTable(
  'experiment_stratum',
  {
    experimentId: refersTo('experiment_id', () => experiment.id),
    no: integer('no').notNull(),
    value: text('value').notNull(),
  },
  (t) => [primaryKey({ columns: [t.experimentId, t.no] })],
)
