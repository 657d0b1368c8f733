/** Files opened while another one is being read wait for their turn; none is lost. */
import { afterEach, expect, it, vi } from 'vitest'
import { AppError, toWire } from '#shared/errors.ts'
import { workspaceId } from '#shared/ids.ts'
import { currentPath } from '../../../../src/renderer/src/core/lib/router.ts'
import { dropDraft, rememberOpenFiles } from '../../../../src/renderer/src/core/stores/import-drafts.ts'
import {
  openFileFor,
  openFiles,
  pasteRowsFor,
  stopReading,
  useOpening,
} from '../../../../src/renderer/src/core/stores/opening-file.ts'

const clients = [{ id: workspaceId.parse(1) }]

/** A backend that answers one read at a time, when told to. */
function slowBackend(pastedFile?: string) {
  const asked: { readonly what: string; readonly answer: (error?: AppError) => Promise<void> }[] = []
  const call = (name: string, input: { path?: string; text?: string }) => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const what = input.path ?? input.text ?? name
    const about = { fileName: what, sha256: what, sizeBytes: 1, workspaceId: clients[0]?.id }
    const draft = { importId: what.replace('/', ''), ...about, ...(pastedFile && { pastedFile }) }
    const answer = async (error?: AppError) => {
      resolve(error ? { ok: false, error: toWire(error) } : { ok: true, data: draft })
      await new Promise((done) => setTimeout(done))
    }
    asked.push({ what, answer })
    return promise
  }
  vi.stubGlobal('window', { sendoff: { call, on: () => () => undefined } })
  return asked
}

/** Returns the paths that the next start would offer, without the files that other tests have left open. */
function remembered() {
  let paths: readonly string[] = []
  rememberOpenFiles([], (files) => {
    paths = files.map(({ path }) => path).filter((path) => /^\/[j-m]\.csv$/.test(path))
  })
  return () => paths
}

afterEach(() => {
  vi.unstubAllGlobals()
  rememberOpenFiles([], () => undefined)
  // Other tests share these modules.
  for (const opened of ['b.csv', 'c.csv', 'e.csv', 'k.csv', 'email']) dropDraft(opened)
  useOpening.setState({ askFor: null, problems: [] })
})

it('reads files and pasted rows one after the other, and shows the first that can be read', async () => {
  const asked = slowBackend()
  openFiles(['/a.csv'], clients)
  openFiles(['/b.csv', '/c.csv'], clients)
  void pasteRowsFor(workspaceId.parse(1), 'email')
  expect(asked.map(({ what }) => what)).toEqual(['/a.csv'])
  await asked[0]?.answer(new AppError('FILE_EMPTY', { fileName: 'a.csv' }))
  await asked[1]?.answer()
  expect(currentPath()).toBe('/import/b.csv')
  await asked[2]?.answer()
  await asked[3]?.answer()
  expect(asked.map(({ what }) => what)).toEqual(['/a.csv', '/b.csv', '/c.csv', 'email'])
  expect(currentPath()).toBe('/import/b.csv')
  expect(useOpening.getState()).toMatchObject({ reading: null, problems: [{ fileName: 'a.csv' }] })
})

it('shows the second file if reading the first was cancelled', async () => {
  const asked = slowBackend()
  openFiles(['/d.csv', '/e.csv'], clients)
  await asked[0]?.answer(new AppError('CANCELLED'))
  await asked[1]?.answer()
  expect(currentPath()).toBe('/import/e.csv')
  expect(useOpening.getState().problems).toEqual([])
})

it('the next start offers files that were being read or waited for it, unless they were refused', async () => {
  const paths = remembered()
  const asked = slowBackend()
  openFiles(['/j.csv', '/k.csv', '/l.csv'], clients)
  expect(paths()).toEqual(['/j.csv', '/k.csv', '/l.csv'])
  await asked[0]?.answer(new AppError('FILE_EMPTY', { fileName: 'j.csv' }))
  await asked[1]?.answer()
  expect(paths()).toEqual(['/k.csv', '/l.csv'])
  // The backend stops because the app ends.
  await asked[2]?.answer(new AppError('CANCELLED'))
  expect(paths()).toEqual(['/k.csv', '/l.csv'])
  openFiles(['/l.csv'], clients)
  await asked[3]?.answer(new AppError('FILE_EMPTY', { fileName: 'l.csv' }))
  expect(paths()).toEqual(['/k.csv'])
})

it('the next start does not offer a file whose reading the operator stopped', async () => {
  const paths = remembered()
  const asked = slowBackend()
  openFiles(['/m.csv'], clients)
  stopReading('m')
  await asked[0]?.answer(new AppError('CANCELLED'))
  expect(paths()).toEqual([])
})

it('the next start offers pasted rows until they are saved or discarded', async () => {
  const paths = remembered()
  const asked = slowBackend('/j.csv')
  void pasteRowsFor(workspaceId.parse(1), 'n')
  await asked[0]?.answer()
  expect(paths()).toEqual(['/j.csv'])
  dropDraft('n')
  expect(paths()).toEqual([])
})

it('keeps what it reported when no file is chosen', async () => {
  const asked = slowBackend()
  openFiles(['/i.csv'], clients)
  await asked[0]?.answer(new AppError('FILE_EMPTY', { fileName: 'i.csv' }))
  await openFileFor(workspaceId.parse(1), [])
  expect(useOpening.getState().problems).toMatchObject([{ fileName: 'i.csv' }])
})

it('asks once for the client of all files that arrive while it asks', () => {
  openFiles(['/f.csv'], [])
  const two = [...clients, { id: workspaceId.parse(2) }]
  openFiles(['/g.csv'], two)
  openFiles(['/h.csv'], two)
  expect(useOpening.getState().askFor?.paths).toEqual(['/g.csv', '/h.csv'])
})
