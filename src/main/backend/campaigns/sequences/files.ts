import path from 'node:path'
import type { SequenceBody } from '#shared/domain/campaigns/copy/sequence.ts'
import { AppError } from '#shared/errors.ts'
import type { SequenceId, WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { plainFileName } from '../../core/lib/file-name.ts'
import { readSmallFile } from '../../core/lib/read-small-file.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'
import { largestSequenceFile, type ReadSequences, readSequenceFile, writeSequenceFile } from './sequence-file.ts'
import type { SequenceStore } from './sequence-store.ts'

/** Imports the sequences of the chosen files, all of them or none; null if cancelled. Throws SEQUENCE_FILE_REFUSED. */
export async function importSequenceFiles(deps: Deps, store: SequenceStore, workspaceId: WorkspaceId | null) {
  const paths = await deps.host.chooseOpenPaths()
  if (paths.length === 0) return null
  const bodies: { readonly body: SequenceBody; readonly from: string }[] = []
  for (const file of paths.slice(0, 50)) {
    const fileName = path.basename(file)
    const read = await readSequencesFrom(file)
    if (!read.ok) throw new AppError('SEQUENCE_FILE_REFUSED', { fileName, why: read.why, where: read.where ?? '' })
    bodies.push(...read.sequences.map((body) => ({ body, from: fileName.slice(0, 200) })))
  }
  const at = new Date(deps.clock.now()).toISOString()
  const ids = store.writeAll(
    workspaceId,
    bodies.map(({ body, from }) => ({ body, from, origin: 'file', at })),
  )
  const [first] = ids
  return first === undefined ? null : { count: ids.length, first }
}

async function readSequencesFrom(file: string): Promise<ReadSequences> {
  const bytes = await readSmallFile(file, largestSequenceFile)
  return bytes === null ? { ok: false, why: 'too_big', where: null } : readSequenceFile(bytes.toString('utf8'))
}

/** Writes templates to a file; null if cancelled. The file name says if a template belongs to the demo client. */
export async function saveSequenceFile(deps: Deps, store: SequenceStore, ids: readonly SequenceId[]) {
  const chosen = ids.map((id) => store.get(id))
  const [first] = chosen
  const isDemo = createDemoLookup(deps.store)
  const name = (chosen.length === 1 && first && plainFileName(first.name)) || 'sequences'
  const demo = chosen.some(({ workspaceId }) => isDemo(workspaceId))
  const file = await deps.host.chooseSavePath({ defaultName: offeredFileName(demo, `${name}.json`) })
  if (file === null) return null
  await writeFileAtomically(file, (whole) => whole.write(writeSequenceFile(chosen)))
  return { path: file, count: chosen.length }
}
