/** What can be done with an opened file: preview, count, save, give up. */
import type { Worker } from 'node:worker_threads'
import type { ImportCheck, ImportSettings, LeadList, LeadPreview } from '#shared/contract/lists.ts'
import { createAddressSet } from '#shared/domain/address-set.ts'
import { mappingFault } from '#shared/domain/check-mapping.ts'
import { decideGate } from '#shared/domain/gate.ts'
import { emptyGateCounts, type GateCode, gateOfCode } from '#shared/domain/gates.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import { createRowMapper } from '#shared/domain/row-mapper.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { asStoreError } from '../../db/store-errors.ts'
import type { Deps } from '../../deps.ts'
import { beginImport, type ImportWriter } from './import-csv.ts'
import { createDrafts, type Drafts, type OpenDraft, removeOldPastes } from './import-draft.ts'
import { CHECK_WIDTH, type ParseJob } from './parse-jobs.ts'
import { createParseSource, type ParseHooks } from './parse-source.ts'
import { assertWorkspaceOpen, getList, readPayload } from './queries.ts'
import type { FileFacts } from './read-file.ts'

type Choice = { readonly importId: string; readonly mapping: Mapping; readonly settings: ImportSettings }
export type PreviewInput = Choice & { readonly fromRow: number; readonly count: number }
export type CheckInput = Choice & { readonly listId: ListId | null }
export type SaveInput = Choice & { readonly into: { readonly listId: ListId } | { readonly name: string } }

export type Imports = Pick<Drafts, 'open' | 'paste'> & {
  preview(input: PreviewInput): Promise<readonly LeadPreview[]>
  check(input: CheckInput): Promise<ImportCheck>
  save(input: SaveInput): Promise<LeadList>
  cancel(importId: string): Promise<void>
  /** Ends everything under way and waits for it; nothing stays half imported. */
  stop(): Promise<void>
}

/** Also deletes what was pasted in an earlier run and never saved. */
export function createImports(deps: Deps, spawnParser: () => Worker): Imports {
  const { store } = deps
  const log = deps.log('leads')
  const source = createParseSource(spawnParser)
  const drafts = createDrafts(deps, source)
  removeOldPastes(deps.config.paths.dataDir)
  /** Saves into the same list wait for each other: its positions have no holes. */
  const savingInto = new Map<ListId, Promise<unknown>>()

  async function preview({ importId, mapping, settings, fromRow, count }: PreviewInput) {
    const open = drafts.get(importId)
    assertWidth(mapping, open)
    // A preview also shows a mapping that is not finished; only saving needs an address.
    assertMapping(mapping, { emailNeeded: false })
    const mapper = createRowMapper(mapping, settings)
    const held = open.firstRows.slice(fromRow - 1, fromRow - 1 + count)
    const wanted = Math.min(count, open.facts.rowCount - fromRow + 1)
    const rows =
      held.length >= wanted
        ? held
        : await source.run(
            { kind: 'rows', path: open.path, format: open.facts, fromRow, count },
            { signal: open.abort.signal },
          )
    return rows.map((cells, i): LeadPreview => {
      const { gate, email, otherEmails } = mapper.judge(cells)
      return {
        rowNumber: fromRow + i,
        gate: gateOfCode(gate),
        email,
        otherEmails,
        ...readPayload(mapper.payload(cells, email)),
      }
    })
  }

  async function check({ importId, mapping, settings, listId }: CheckInput): Promise<ImportCheck> {
    const open = drafts.get(importId)
    assertWidth(mapping, open)
    assertMapping(mapping)
    if (listId !== null) assertOwnList(listId, open)
    open.checking?.abort()
    const mine = new AbortController()
    open.checking = mine
    const gates = emptyGateCounts()
    const seen = createAddressSet()
    const inList = store.raw.prepare('select 1 from lead where email = ? and list_id = ? and gate = 0').pluck()
    let rows = 0
    let unknownVerification = 0
    await readWhole(
      open,
      { kind: 'check', mapping, holdUnverified: settings.holdUnverified },
      {
        signal: AbortSignal.any([mine.signal, open.abort.signal]),
        onProgress: (done, share) => deps.announce('import.progress', { importId, phase: 'check', rows: done, share }),
        onChunk(values) {
          for (let at = 0; at < values.length; at += CHECK_WIDTH) {
            const own = values[at] as GateCode
            const email = values[at + 1] as string | null
            rows += 1
            const gate =
              email === null
                ? own
                : decideGate(own, {
                    inList: listId !== null && inList.get(email, listId) !== undefined,
                    inFile: seen.has(email),
                  })
            if (gate === 0 && email !== null) seen.add(email)
            if (gate === 0 && values[at + 2] === 0) unknownVerification += 1
            gates[gateOfCode(gate)] += 1
          }
        },
      },
    )
    return { gates, rowCount: rows, unknownVerification }
  }

  function save(input: SaveInput): Promise<LeadList> {
    const open = drafts.get(input.importId)
    // A second click is the same save, not a second list.
    if (open.saving) return open.saving as Promise<LeadList>
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

  async function saveNow({ importId, mapping, settings, into }: SaveInput, open: OpenDraft): Promise<LeadList> {
    const { workspaceId, fileName } = open.draft
    let writer: ImportWriter | null = null
    try {
      assertWidth(mapping, open)
      assertMapping(mapping)
      assertWorkspaceOpen(store, workspaceId)
      if (open.abort.signal.aborted) throw new AppError('CANCELLED')
      const { holdUnverified } = settings
      const at = new Date(deps.clock.now()).toISOString()
      const writing = beginImport(store, {
        workspaceId,
        into,
        fileName,
        facts: open.facts,
        mapping,
        holdUnverified,
        at,
      })
      writer = writing
      const facts = await readWhole(
        open,
        { kind: 'load', mapping, holdUnverified, storePath: store.raw.name },
        {
          signal: open.abort.signal,
          onChunk: (values) => writing.add(values),
          onProgress: (_rows, share) =>
            deps.announce('import.progress', { importId, phase: 'save', rows: writing.rows(), share }),
        },
      )
      writing.finish()
      writer = null
      log.info('import saved', { rows: facts.rowCount })
      const list = getList(store, writing.listId)
      open.saving = null
      await drafts.drop(importId)
      return list
    } catch (error) {
      open.saving = null
      if (writer) await clearAway(writer)
      throw asStoreError(error)
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
  ): Promise<FileFacts> {
    let facts: FileFacts
    try {
      facts = await source.run({ ...job, path: open.path, format: open.facts }, hooks)
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
    open(workspaceId, filePath) {
      assertWorkspaceOpen(store, workspaceId)
      return drafts.open(workspaceId, filePath)
    },
    paste(workspaceId, text) {
      assertWorkspaceOpen(store, workspaceId)
      return drafts.paste(workspaceId, text)
    },
    preview,
    check,
    save,
    cancel: (importId) => drafts.drop(importId),
    stop: () => drafts.dropAll(),
  }
}

/** A job but for the file it is about. */
type Unplaced<Job> = Job extends unknown ? Omit<Job, 'path' | 'format'> : never

function assertWidth(mapping: Mapping, open: OpenDraft) {
  if (mapping.length === open.facts.header.length) return
  throw new AppError('INVALID_INPUT', { field: 'mapping', message: 'one target per column' })
}

function assertMapping(mapping: Mapping, { emailNeeded } = { emailNeeded: true }) {
  const found = mappingFault(mapping)
  switch (found?.fault) {
    case undefined:
      return
    case 'no_email':
      if (emailNeeded) throw new AppError('MAPPING_NO_EMAIL')
      return
    case 'target_twice':
      throw new AppError('MAPPING_TARGET_TWICE', { target: found.target })
    case 'name_invalid':
      throw new AppError('MAPPING_NAME_INVALID', { name: found.name })
  }
}
