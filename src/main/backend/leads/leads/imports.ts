/** What can be done with an opened file: preview, count, save, give up. */
import type { Worker } from 'node:worker_threads'
import type {
  FormatPeek,
  FormatWish,
  ImportCheck,
  ImportDraft,
  ImportSettings,
  ImportTemplate,
  LeadPreview,
  MergePreview,
  SavedImport,
} from '#shared/contract/leads/lists.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import { createGateCounter } from '#shared/domain/leads/import/count-gates.ts'
import { type GateCode, gateOfCode } from '#shared/domain/leads/import/gates.ts'
import { lookedUpGate } from '#shared/domain/leads/import/lookups.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { lookupsFor } from '../gates/lookups.ts'
import type { FileOptOuts } from '../opt-outs/file-opt-outs.ts'
import { createRowMapper } from '../rows/row-mapper.ts'
import { beginComparison } from './compare-import.ts'
import { beginImport, type ImportPlan, type ImportWriter } from './import-csv.ts'
import { asFormat, createDrafts, type Drafts, type OpenDraft, removeOldPastes } from './import-draft.ts'
import { saveTemplate } from './import-templates.ts'
import { CHECK_WIDTH, type MappedFacts, type ParseJob, type RowsRead } from './parse-jobs.ts'
import { createParseSource, type ParseHooks } from './parse-source.ts'
import { withPayloads } from './payload-bytes.ts'
import { assertWorkspaceOpen, getList, readPayload } from './queries.ts'
import { beginReImport } from './re-import-writer.ts'
import { formatOf } from './read-file.ts'
import { rememberMapping } from './remembered-mappings.ts'

type Choice = { readonly importId: string; readonly mapping: Mapping; readonly settings: ImportSettings }
export type PreviewInput = Choice & {
  readonly fromRow: number
  readonly count: number
  readonly rowNumbers?: readonly number[] | undefined
}
export type PeekInput = {
  readonly from: { readonly importId: string } | { readonly path: string }
  readonly format: FormatWish
  readonly nearLine?: number | undefined
}
export type TemplateInput = Choice & { readonly name: string; readonly forAll: boolean }
export type CheckInput = Choice & { readonly listId: ListId | null }
export type CompareInput = Choice & { readonly listId: ListId; readonly merge: MergeRule }
export type SaveInput = Choice & {
  readonly into: { readonly listId: ListId; readonly merge?: MergeRule | undefined } | { readonly name: string }
  readonly remember?: readonly number[] | undefined
}

export type Imports = Pick<Drafts, 'open' | 'paste' | 'openMade'> & {
  peek(input: PeekInput): Promise<FormatPeek>
  reread(importId: string, format: FormatWish): Promise<ImportDraft>
  saveTemplate(input: TemplateInput): ImportTemplate
  preview(input: PreviewInput): Promise<readonly LeadPreview[]>
  check(input: CheckInput): Promise<ImportCheck>
  compare(input: CompareInput): Promise<MergePreview>
  save(input: SaveInput): Promise<SavedImport>
  cancel(importId: string): Promise<void>
  /** Ends and forgets everything opened for a workspace that is being removed. */
  cancelOf(workspaceId: WorkspaceId): Promise<void>
  /** Ends everything under way and waits for it; nothing stays half imported. */
  stop(): Promise<void>
}

const PEEK_ROWS = 8

/** Also deletes what was pasted in an earlier run and never saved. */
export function createImports(
  deps: Deps,
  spawnParser: () => Worker,
  /** Lets the log be, until what it gives is called: a saving has two threads busy and moves its log itself. */
  holdCheckpoints: () => () => void = () => () => undefined,
  /** Takes over who the file says opted out. */
  fileOptOuts: Pick<FileOptOuts, 'note' | 'start'> | null = null,
): Imports {
  const { store } = deps
  const log = deps.log('leads')
  const source = createParseSource(spawnParser)
  const drafts = createDrafts(deps, source)
  removeOldPastes(deps.config.paths.dataDir)
  /** Saves into the same list wait for each other: its positions have no holes. */
  const savingInto = new Map<ListId, Promise<unknown>>()

  async function preview(input: PreviewInput) {
    const { importId, mapping, settings, fromRow, count } = input
    const open = drafts.get(importId)
    assertWidth(mapping, open)
    // A preview also shows a mapping that is not finished; only saving needs an address.
    assertMapping(mapping, settings, { emailNeeded: false })
    const mapper = createRowMapper(mapping, settings)
    const last = Math.min(open.facts.rowCount, fromRow + count - 1)
    const wanted = input.rowNumbers ?? Array.from({ length: Math.max(0, last - fromRow + 1) }, (_, i) => fromRow + i)
    const rows = await readRows(open, wanted)
    const { lookups } = lookupsFor(store, open.draft.workspaceId, settings)
    const gateNow = (gate: GateCode, email: string | null) =>
      gateOfCode(gate === 0 && email !== null ? (lookedUpGate(lookups, email) ?? gate) : gate)
    return rows.map(({ rowNumber, cells, ragged }): LeadPreview => {
      const row = mapper.judge(cells, ragged)
      const person = mapper.derive(cells, row, ragged)
      return {
        rowNumber,
        gate: gateNow(row.gate, row.email),
        email: row.email,
        otherEmails: row.otherEmails,
        emailColumn: row.emailColumn,
        ...readPayload(mapper.payload(cells, row.email)),
        person: person && {
          gate: gateNow(person.gate, person.email),
          email: person.email,
          ...readPayload(person.payload),
          textsLeftOut: person.textsLeftOut,
        },
      }
    })
  }

  function readRows(open: OpenDraft, rowNumbers: readonly number[]): Promise<RowsRead> | RowsRead {
    const width = open.facts.header.length
    const held = rowNumbers.flatMap((rowNumber) => {
      const cells = open.firstRows[rowNumber - 1]
      return cells ? [{ rowNumber, cells, ragged: cells.length > width }] : []
    })
    if (held.length === rowNumbers.length) return held
    return source.run(
      { kind: 'rows', path: open.path, format: formatOf(open.facts), rowNumbers },
      { signal: open.abort.signal },
    )
  }

  async function check({ importId, mapping, settings, listId }: CheckInput): Promise<ImportCheck> {
    const open = drafts.get(importId)
    assertWidth(mapping, open)
    assertMapping(mapping, settings)
    if (listId !== null) assertOwnList(listId, open)
    open.checking?.abort()
    const mine = new AbortController()
    open.checking = mine
    const inList = store.raw
      .prepare('select 1 from lead where email = ? and list_id = ? and removed = 0 and gate = 0')
      .pluck()
    const { lookups, lookedAt } = lookupsFor(store, open.draft.workspaceId, settings)
    const counter = createGateCounter((email) => listId !== null && inList.get(email, listId) !== undefined, lookups)
    const { asked } = await readWhole(
      open,
      { kind: 'check', mapping, ...settings },
      {
        signal: AbortSignal.any([mine.signal, open.abort.signal]),
        onProgress: (done, share) => deps.announce('import.progress', { importId, phase: 'check', rows: done, share }),
        onChunk({ values }) {
          for (let at = 0; at < values.length; at += CHECK_WIDTH) {
            const [own, email, marks, row] = [values[at], values[at + 1], values[at + 2], values[at + 3]]
            counter.add(own as GateCode, email as string | null, marks as number, row as number)
          }
        },
      },
    )
    return { ...counter.result(), lookedAt, asked }
  }

  async function compare({ importId, mapping, settings, listId, merge }: CompareInput): Promise<MergePreview> {
    const open = drafts.get(importId)
    assertWidth(mapping, open)
    assertMapping(mapping, settings)
    assertOwnList(listId, open)
    open.checking?.abort()
    const mine = new AbortController()
    open.checking = mine
    const signal = AbortSignal.any([mine.signal, open.abort.signal])
    const comparing = beginComparison(
      store,
      { listId, mapping, settings, merge, lookups: lookupsFor(store, open.draft.workspaceId, settings).lookups },
      signal,
    )
    const { asked } = await readWhole(
      open,
      { kind: 'load', mapping, ...settings, storePath: store.raw.name },
      {
        signal,
        onProgress: (rows, share) => deps.announce('import.progress', { importId, phase: 'check', rows, share }),
        onChunk: (chunk) => comparing.add(withPayloads(chunk)),
      },
    )
    return { ...comparing.result(), asked }
  }

  function save(input: SaveInput): Promise<SavedImport> {
    const open = drafts.get(input.importId)
    // A second click is the same save, not a second list.
    if (open.saving) return open.saving as Promise<SavedImport>
    const { listId } = 'listId' in input.into ? input.into : { listId: null }
    const before = listId === null ? undefined : savingInto.get(listId)
    const saving = (before ?? Promise.resolve()).catch(() => undefined).then(() => saveNow(input, open))
    open.saving = saving
    if (listId !== null) {
      savingInto.set(listId, saving)
    }
    return saving.finally(() => {
      if (listId !== null && savingInto.get(listId) === saving) savingInto.delete(listId)
    })
  }

  async function saveNow(
    { importId, mapping, settings, into, remember }: SaveInput,
    open: OpenDraft,
  ): Promise<SavedImport> {
    const { workspaceId, fileName } = open.draft
    let writer: ImportWriter | null = null
    const letGo = holdCheckpoints()
    try {
      assertWidth(mapping, open)
      assertMapping(mapping, settings)
      assertWorkspaceOpen(store, workspaceId)
      if (open.abort.signal.aborted) throw new AppError('CANCELLED')
      const at = new Date(deps.clock.now()).toISOString()
      const { lookups } = lookupsFor(store, workspaceId, settings)
      const writing = beginSaving(store, {
        workspaceId,
        into,
        fileName,
        facts: open.facts,
        mapping,
        settings,
        lookups,
        at,
      })
      writer = writing
      const facts = await readWhole(
        open,
        { kind: 'load', mapping, ...settings, storePath: store.raw.name },
        {
          signal: open.abort.signal,
          onChunk: (chunk) => writing.add(chunk),
          onProgress: (_rows, share) =>
            deps.announce('import.progress', { importId, phase: 'save', rows: writing.rows(), share }),
        },
      )
      // A list nobody can be written to is no list: the file needs another column, or addresses first.
      if (writing.withAddress() === 0) throw new AppError('IMPORT_NO_ADDRESS', { fileName, rows: facts.rowCount })
      await writing.settle?.()
      if (open.abort.signal.aborted) throw new AppError('CANCELLED')
      const { step, optOuts } = store.raw.transaction(() => {
        const finished = writing.finish()
        return { step: finished, optOuts: fileOptOuts?.note(writing.listId) }
      })()
      writer = null
      if (optOuts) fileOptOuts?.start(writing.listId)
      log.info('import saved', { rows: facts.rowCount })
      const list = getList(store, writing.listId)
      open.saving = null
      await open.saved?.(list.id).catch((error: unknown) => {
        // The list is saved; what is not remembered only comes again.
        log.error('what was pulled could not be remembered', { error: String(error) })
      })
      const id =
        remember &&
        rememberMapping(store, workspaceId, {
          header: open.facts.header,
          source: open.draft.source?.id ?? null,
          mapping,
          settings,
          chosen: remember,
          at,
        })
      await drafts.drop(importId)
      return { ...list, ...(step ? { step } : {}), ...(id ? { remembered: id } : {}) }
    } catch (error) {
      open.saving = null
      if (writer) await clearAway(writer)
      throw asStoreError(error)
    } finally {
      letGo()
    }
  }

  async function clearAway(writer: ImportWriter) {
    try {
      await writer.remove()
    } catch (error) {
      // Still unseen, and removed at the next start.
      log.error('half an import could not be removed', { error: String(error) })
    }
  }

  /** Reads the whole file by a job; a file that is another than the one opened is FILE_CHANGED, whatever else it is. */
  async function readWhole(
    open: OpenDraft,
    job: Unplaced<Extract<ParseJob, { kind: 'check' | 'load' }>>,
    hooks: ParseHooks,
  ): Promise<MappedFacts> {
    let facts: MappedFacts
    try {
      facts = await source.run({ ...job, path: open.path, format: formatOf(open.facts), before: open.facts }, hooks)
    } catch (error) {
      // Rows that cannot be read any more are a file that changed; one that is gone says so itself.
      const readAgain = error instanceof AppError && /^FILE_(?!NOT_FOUND|UNREADABLE)/.test(error.code)
      throw readAgain ? new AppError('FILE_CHANGED', { fileName: open.draft.fileName }, { cause: error }) : error
    }
    if (facts.sha256 !== open.facts.sha256) throw new AppError('FILE_CHANGED', { fileName: open.draft.fileName })
    return facts
  }

  function assertOwnList(listId: ListId, open: OpenDraft) {
    if (getList(store, listId).workspaceId !== open.draft.workspaceId) throw new AppError('NOT_FOUND', { what: 'list' })
  }

  return {
    open(workspaceId, filePath, format) {
      assertWorkspaceOpen(store, workspaceId)
      return drafts.open(workspaceId, filePath, format)
    },
    peek({ from, format, nearLine = 1 }) {
      const path = 'path' in from ? from.path : drafts.get(from.importId).path
      return source.run({ kind: 'peek', path, format: asFormat(format), count: PEEK_ROWS, nearLine })
    },
    reread: drafts.reread,
    saveTemplate({ importId, mapping, settings, name, forAll }) {
      const open = drafts.get(importId)
      assertWidth(mapping, open)
      const at = new Date(deps.clock.now()).toISOString()
      return saveTemplate(store, open.draft.workspaceId, {
        header: open.facts.header,
        mapping,
        settings,
        name,
        forAll,
        at,
      })
    },
    paste(workspaceId, text) {
      assertWorkspaceOpen(store, workspaceId)
      return drafts.paste(workspaceId, text)
    },
    openMade(workspaceId, file) {
      assertWorkspaceOpen(store, workspaceId)
      return drafts.openMade(workspaceId, file)
    },
    preview,
    check,
    compare,
    save,
    cancel: (importId) => drafts.drop(importId),
    cancelOf: (workspaceId) => drafts.dropOf(workspaceId),
    async stop() {
      await drafts.dropAll()
      await source.stop()
    },
  }
}

function beginSaving(store: Deps['store'], plan: Omit<ImportPlan, 'into'> & Pick<SaveInput, 'into'>): ImportWriter {
  const { into } = plan
  const merge = 'listId' in into ? into.merge : undefined
  // Added only: the rows that are there already stay behind, each with its reason.
  if (!merge || merge.mode === 'add' || !('listId' in into)) return beginImport(store, plan)
  return beginReImport(store, { ...plan, into: { listId: into.listId, merge } })
}

/** A job but for the file it is about. */
type Unplaced<Job> = Job extends unknown ? Omit<Job, 'path' | 'format' | 'before'> : never

function assertWidth(mapping: Mapping, open: OpenDraft) {
  if (mapping.length === open.facts.header.length) return
  throw new AppError('INVALID_INPUT', { field: 'mapping', message: 'one target per column' })
}

function assertMapping(mapping: Mapping, settings: ImportSettings, { emailNeeded } = { emailNeeded: true }) {
  const found = mappingFault(mapping, settings.composed)
  switch (found?.fault) {
    case undefined:
      return
    case 'no_email':
      if (emailNeeded) throw new AppError('MAPPING_NO_EMAIL')
      return
    case 'target_twice':
      throw new AppError('MAPPING_TARGET_TWICE', { target: found.target })
    case 'column_missing':
      throw new AppError('INVALID_INPUT', { field: 'composed', message: 'no such column' })
    case 'name_invalid':
      throw new AppError('MAPPING_NAME_INVALID', { name: found.name })
  }
}
