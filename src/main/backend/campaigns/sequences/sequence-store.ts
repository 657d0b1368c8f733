import type { Database } from 'better-sqlite3'
import type { Sequence, SequenceRow, SequenceVersion, VersionOrigin } from '#shared/contract/campaigns/sequences.ts'
import { type SequenceBody, sequenceBody, sequenceSteps } from '#shared/domain/campaigns/copy/sequence.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { SequenceId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

type Row = {
  readonly id: number
  readonly workspace_id: number
  readonly name: string
  readonly language: string | null
  readonly industry: string
  readonly steps: string
  readonly version: number
  readonly saved_at: string
}

export type NewVersion = {
  readonly body: SequenceBody
  readonly origin: VersionOrigin
  /** Version or campaign it was made from. */
  readonly from?: string
  readonly at: string
}

export type SequenceStore = ReturnType<typeof createSequenceStore>

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], Row>('select * from sequence where id = ? and removed_at is null'),
  insert: raw.prepare(
    `insert into sequence (workspace_id, name, language, industry, steps, version, saved_at)
     values (@workspaceId, @name, @language, @industry, @steps, 1, @at)`,
  ),
  update: raw.prepare(
    `update sequence set workspace_id = @workspaceId, name = @name, language = @language, industry = @industry,
       steps = @steps, version = @version, saved_at = @at where id = @id`,
  ),
  addVersion: raw.prepare(
    `insert into sequence_version (sequence_id, no, workspace_id, at, origin, "from", body)
     values (@id, @no, @workspaceId, @at, @origin, @from, @body)`,
  ),
  moveVersions: raw.prepare('update sequence_version set workspace_id = ? where sequence_id = ?'),
  versionAt: raw.prepare<[number, number], { body: string }>(
    'select body from sequence_version where sequence_id = ? and no = ?',
  ),
})

/** Stores templates and their versions. A template is written together with its newest version in one transaction. */
export function createSequenceStore({ raw }: Store) {
  const sql = statementsOf(raw)

  function found(id: SequenceId): Row {
    return requireFound(sql.byId.get(id), 'sequence', id)
  }

  function write(id: SequenceId | null, workspaceId: WorkspaceId | null, version: NewVersion): SequenceId {
    const { body, at } = version
    const values = {
      workspaceId: workspaceId ?? 0,
      name: body.name,
      language: body.language,
      industry: body.industry,
      steps: JSON.stringify(body.steps),
      at,
    }
    const before = id === null ? null : found(id)
    const no = (before?.version ?? 0) + 1
    const kept =
      id === null
        ? (Number(sql.insert.run(values).lastInsertRowid) as SequenceId)
        : (sql.update.run({ ...values, id, version: no }), id)
    if (before && before.workspace_id !== values.workspaceId) sql.moveVersions.run(values.workspaceId, kept)
    sql.addVersion.run({
      id: kept,
      no,
      workspaceId: values.workspaceId,
      at,
      origin: version.origin,
      from: version.from ?? '',
      body: JSON.stringify(body),
    })
    return kept
  }

  return {
    /** Returns templates of a client and those for all; with null, all, the demo's only if there are no others. */
    list(workspaceId: WorkspaceId | null): readonly SequenceRow[] {
      const whose =
        workspaceId === null
          ? `(workspace_id = 0 or workspace_id in (select id from workspace where archived_at is null))`
          : 'workspace_id in (0, @workspaceId)'
      const rows = raw
        .prepare(
          `select * from sequence where removed_at is null and ${whose} order by saved_at desc, id desc limit 1000`,
        )
        .all(workspaceId === null ? {} : { workspaceId }) as Row[]
      return rows.map((row) => rowOf(row))
    },
    /** Throws NOT_FOUND. */
    get: (id: SequenceId): Sequence => {
      const row = found(id)
      return { ...rowOf(row), steps: stepsOf(row) }
    },
    /** Writes the template and its newest version in a transaction of its own. */
    write: (id: SequenceId | null, workspaceId: WorkspaceId | null, version: NewVersion): SequenceId =>
      raw.transaction(() => write(id, workspaceId, version))(),
    /** Writes all templates or none. */
    writeAll: (workspaceId: WorkspaceId | null, all: readonly NewVersion[]): readonly SequenceId[] =>
      raw.transaction(() => all.map((version) => write(null, workspaceId, version)))(),
    setRemoved(id: SequenceId, at: string | null): void {
      const { changes } = raw.prepare('update sequence set removed_at = ? where id = ?').run(at, id)
      if (changes === 0) throw new AppError('NOT_FOUND', { what: 'sequence', id })
    },
    /** Returns versions, newest first. */
    versions(id: SequenceId): readonly SequenceVersion[] {
      found(id)
      return raw
        .prepare(
          `select no, at, origin, "from" from sequence_version where sequence_id = ?
           order by no desc limit 1000`,
        )
        .all(id) as SequenceVersion[]
    },
    /** Throws NOT_FOUND. */
    version(id: SequenceId, no: number): SequenceBody {
      const row = requireFound(sql.versionAt.get(id, no), 'sequence', id)
      return sequenceBody.parse(JSON.parse(row.body))
    },
  }
}

const stepsOf = (row: Row) => sequenceSteps.parse(JSON.parse(row.steps))

function rowOf(row: Row): SequenceRow {
  const steps = stepsOf(row)
  return {
    id: row.id as SequenceId,
    workspaceId: row.workspace_id === 0 ? null : (row.workspace_id as WorkspaceId),
    name: row.name,
    language: sequenceBody.shape.language.catch(null).parse(row.language),
    industry: row.industry,
    version: row.version,
    savedAt: row.saved_at,
    stepCount: steps.length,
    variantCount: steps.reduce((sum, step) => sum + step.variants.length, 0),
    subject: steps[0]?.variants[0]?.subject ?? '',
  }
}
