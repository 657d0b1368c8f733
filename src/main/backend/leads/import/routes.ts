/** Routes for importing lead files; the work is done in `imports.ts`. */

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { imports as contract, ImportDraft } from '#shared/contract/leads/imports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { ListIndex } from '../list-index/list-index.ts'
import { listStateOf } from '../lists/queries.ts'
import { deleteTemplate } from './import-templates.ts'
import type { Imports } from './imports.ts'
import { newOwnFile } from './pasted-rows.ts'
import { forgetMapping } from './remembered-mappings.ts'

export type ImportExtras = {
  readonly imports: Imports
  readonly index: ListIndex
  /**
   * Called when a file is opened for a client, so that the data its rows are compared with is refreshed in the
   * background.
   */
  readonly opened?: (workspaceId: WorkspaceId) => void
}

export function importRoutes(
  deps: Deps,
  { imports, index, opened = () => undefined }: ImportExtras,
): Handlers<typeof contract> {
  const { store } = deps
  return {
    'imports.open': ({ workspaceId, path: file, format }) => {
      opened(workspaceId)
      return imports.open(workspaceId, file, format)
    },
    'imports.peek': (input) => imports.peek(input),
    'imports.reread': ({ importId, format }) => imports.reread(importId, format),
    'imports.paste': ({ workspaceId, text }) => {
      opened(workspaceId)
      return imports.paste(workspaceId, text)
    },
    'imports.openSample': ({ workspaceId }) => {
      opened(workspaceId)
      return openSample(deps, imports, workspaceId)
    },
    'imports.choose': () => deps.host.chooseOpenPaths(),
    'imports.preview': (input) => imports.preview(input),
    'imports.check': (input) => imports.check(input),
    'imports.compare': (input) => imports.compare(input),
    'imports.save': async (input) => {
      const list = await imports.save(input)
      if (list.step?.counts) index.renew(listStateOf(store, list.id))
      else index.ensure(listStateOf(store, list.id))
      return list
    },
    'imports.forgetMapping': ({ workspaceId, id }) => forgetMapping(store, workspaceId, id),
    'imports.saveTemplate': (input) => imports.saveTemplate(input),
    'imports.deleteTemplate': ({ id }) => deleteTemplate(store, id),
    'imports.cancel': ({ importId }) => imports.cancel(importId),
    'imports.discardPasted': ({ path: file }) => imports.discardPasted(file),
  }
}

const sampleName = 'leads.csv'

/** Opens a copy of the included sample like any other file: the parser reads files on disk, not in the app's archive. */
async function openSample(deps: Deps, imports: Imports, workspaceId: WorkspaceId): Promise<ImportDraft> {
  const file = newOwnFile(deps)
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, await readFile(path.join(deps.config.paths.samplesDir, sampleName)), { mode: 0o600 })
  return imports.openMade(workspaceId, { path: file, name: sampleName, lastList: null })
}
