import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { removeTemporaryFiles, writeReportFiles } from '#backend/insights/reports/files.ts'
import { temporaryDir } from '../../../support/backend.ts'

let folder: string
beforeEach(() => {
  folder = temporaryDir()
})
const contents = new Map([
  ['html', '<p>report</p>'],
  ['csv', 'a,b\n'],
] as const)
const about = { name: 'Acme report', mark: '7' }
const inFolder = () => fs.readdirSync(folder).toSorted()
const words = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8')
/** A disk without hard links, such as FAT. */
const noLinks = () => Promise.reject(Object.assign(new Error('not permitted'), { code: 'EPERM', syscall: 'link' }))

describe.each([
  ['with links', undefined],
  ['without links', noLinks],
] as const)('files of a report on a disk %s', (_, linked) => {
  const put = () => writeReportFiles(folder, about, contents, linked)

  it('are all there, complete, and nothing else', async () => {
    expect((await put()).map(({ name }) => name)).toEqual(['Acme report.html', 'Acme report.csv'])
    expect(inFolder()).toEqual(['Acme report.csv', 'Acme report.html'])
    expect(words('Acme report.html')).toBe('<p>report</p>')
  })

  it('share one name, and never that of another file', async () => {
    fs.writeFileSync(path.join(folder, 'Acme report.csv'), 'mine')
    expect((await put()).map(({ name }) => name)).toEqual(['Acme report (2).html', 'Acme report (2).csv'])
    expect(inFolder()).toEqual(['Acme report (2).csv', 'Acme report (2).html', 'Acme report.csv'])
    expect(words('Acme report.csv')).toBe('mine')
    expect(words('Acme report (2).csv')).toBe('a,b\n')
  })

  it('are not written if the disk is full before the last one', async () => {
    fs.symlinkSync('/dev/full', path.join(folder, '.Acme report 7.csv.part'))
    await expect(put()).rejects.toMatchObject({ code: 'REPORT_DISK_FULL', data: { folder } })
    expect(inFolder()).toEqual([])
    await put()
    expect(inFolder()).toHaveLength(2)
  })
})

it('Only files left by a kill are deleted', async () => {
  const others = ['.Acme report 8.csv.part', '.notes 7.txt', 'Acme report 7.csv', 'Acme report 7.csv.part']
  for (const name of [...others, '.Acme report 7.csv.part', '.Acme & Sons report 7.pdf.part'])
    fs.writeFileSync(path.join(folder, name), '')
  await removeTemporaryFiles(folder, new Set(['7']))
  expect(inFolder()).toEqual(others.toSorted())
  await removeTemporaryFiles(path.join(folder, 'away'), new Set(['7']))
})

it('A folder that is missing, is a file, or refuses access is distinguished', async () => {
  const code = async (where: string) =>
    writeReportFiles(where, about, contents).then(
      () => 'written',
      (error: { code: string }) => error.code,
    )
  expect(await code(path.join(folder, 'gone'))).toBe('REPORT_FOLDER_GONE')
  const file = path.join(folder, 'file')
  fs.writeFileSync(file, '')
  expect(await code(file)).toBe('REPORT_FOLDER_GONE')
  // A part file that cannot be opened for writing.
  fs.mkdirSync(path.join(folder, '.Acme report 7.html.part'))
  expect(await code(folder)).toBe('REPORT_FOLDER_REFUSED')
  expect(inFolder().filter((name) => !name.startsWith('.'))).toEqual(['file'])
})
