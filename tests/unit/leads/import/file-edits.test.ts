/** Manual edits of a file that was open when the app ended are restored when it is opened again. */
import { beforeEach, expect, it } from 'vitest'
import type { UiState } from '#shared/contract/clients/app.ts'
import { fileEdits, type ImportDraft } from '#shared/contract/leads/imports.ts'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { listId, workspaceId } from '#shared/ids.ts'
import { dropDraft, keepFileDraft, rememberOpenFiles } from '../../../../src/renderer/src/core/stores/import-drafts.ts'
import {
  beginEdits,
  editImport,
  endEdits,
  rereadEdits,
} from '../../../../src/renderer/src/leads/import/import-edits.ts'

const file = { workspaceId: workspaceId.parse(1), path: '/leads/bakers.csv' }
const email: Target = { kind: 'field', field: 'email' }
const asVariable: Target = { kind: 'variable', name: 'town' }
const column = (position: number, header: string, target: Target): ImportDraft['columns'][number] => ({
  position,
  header,
  samples: [],
  filled: 1,
  suggestion: { target, sure: 'certain', why: 'header' },
})
const draft = (importId: string, changes: Partial<ImportDraft> = {}): ImportDraft => ({
  importId,
  workspaceId: file.workspaceId,
  fileName: 'bakers.csv',
  sha256: 'abc',
  sizeBytes: 10,
  encoding: 'utf-8',
  delimiter: ',',
  rowCount: 1,
  columns: [column(0, 'Email', email), column(1, 'Ort', { kind: 'left_out' })],
  raggedRows: 0,
  ragged: [],
  importedBefore: [],
  suggestedListName: 'bakers',
  format: { encoding: 'utf-8', delimiter: ',', sheet: null, layout: { headerLine: 1, fromLine: 1 } },
  sheets: [],
  noSheets: [],
  askedSheets: [],
  source: null,
  quirks: [],
  templates: [],
  remembered: null,
  businessAsFirstName: false,
  aboutNo: null,
  knownList: null,
  ...changes,
})

let kept: UiState['openFiles'] = []
const remember = (files: UiState['openFiles']) => {
  kept = files
}
const open = (which: ImportDraft) => {
  keepFileDraft(which, file)
  beginEdits(which)
}
/** Ends the app with the file open and starts it again. */
const restart = (importId: string) => {
  const left = kept
  endEdits(importId)
  dropDraft(importId)
  rememberOpenFiles(left, remember)
}

beforeEach(() => rememberOpenFiles([], remember))

it('A file without edits has none stored', () => {
  open(draft('plain'))
  expect(kept).toEqual([file])
  restart('plain')
  open(draft('plain again'))
  expect(kept).toEqual([file])
  dropDraft('plain again')
})

it('Mapping, settings and name are kept, and used again if the file is the same', () => {
  open(draft('first'))
  editImport('first', { mapping: [email, asVariable], chosen: new Set([1]), listName: 'Bakers in Köln' })
  expect(fileEdits.safeParse(kept[0]?.edits).success).toBe(true)
  const { edits } = kept[0] ?? {}
  expect(edits).toMatchObject({ mapping: [email, asVariable], chosen: [1], listName: 'Bakers in Köln' })
  restart('first')
  open(draft('second'))
  expect(kept).toEqual([{ ...file, edits }])
  dropDraft('second')
})

it('Its chosen list, what may be overwritten there, and joining similar files are kept', () => {
  const into = { kind: 'existing', listId: listId.parse(7) } as const
  const merge = { mode: 'both', keep: new Set(['variable:town']), clearEmpty: true } as const
  open(draft('into'))
  editImport('into', { into, merge, joins: true })
  expect(fileEdits.safeParse(kept[0]?.edits).success).toBe(true)
  restart('into')
  open(draft('into again'))
  expect(kept[0]?.edits).toMatchObject({ into, merge: { ...merge, keep: ['variable:town'] }, joins: true })
  dropDraft('into again')
})

it('A file with changed content starts again', () => {
  open(draft('third'))
  editImport('third', { mapping: [email, asVariable], chosen: new Set([1]) })
  restart('third')
  open(draft('fourth', { sha256: 'other' }))
  expect(kept).toEqual([file])
  dropDraft('fourth')
})

it('A header chosen by hand is kept, even over two restarts', () => {
  const format = { ...draft('x').format, layout: { headerLine: 2, fromLine: 2 } }
  open(draft('fifth'))
  rereadEdits(draft('fifth', { format }))
  expect(kept[0]?.edits?.format).toMatchObject({ layout: { headerLine: 2 } })
  restart('fifth')
  open(draft('sixth', { format }))
  restart('sixth')
  expect(kept[0]?.edits?.format).toMatchObject({ layout: { headerLine: 2 } })
})

it('A half-typed variable name is not kept, but earlier edits are', () => {
  open(draft('seventh'))
  const halfTyped: Target = { kind: 'variable', name: '9 lives' }
  editImport('seventh', { mapping: [email, halfTyped], chosen: new Set([1]) })
  expect(kept.at(-1)).toEqual(file)
  editImport('seventh', { mapping: [email, asVariable], listName: 'Bakers in Köln' })
  editImport('seventh', { mapping: [email, halfTyped] })
  expect(kept.at(-1)?.edits).toMatchObject({ mapping: [email, asVariable], listName: 'Bakers in Köln' })
})
