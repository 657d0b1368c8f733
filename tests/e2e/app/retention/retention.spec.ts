import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import { en } from '#shared/texts/en.ts'
import { layDemo } from '../../../support/demo.ts'
import { expectAccessible } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { expectWhole } from '../../support/whole.ts'

const words = en.retention
const ago = 300 * 86_400_000

test('Retention shows what it will delete beforehand, and never deletes replies that still need an answer', async ({
  launch,
}) => {
  test.slow()
  // A real client, not the demo, with data from a year ago.
  const home = mkdtempSync(path.join(os.tmpdir(), 'sendoff-'))
  await layDemo(path.join(home, 'data'), 'read')
  const raw = new Database(path.join(home, 'data', 'sendoff.db'))
  raw.exec(`update workspace set demo = null;
    update inbox_thread set last_at = last_at - ${ago}; update inbox_message set at = at - ${ago}`)
  const id = raw.prepare<[], WorkspaceId>('select min(id) from workspace').pluck().get() as WorkspaceId
  const texts = (open: 0 | 1) =>
    raw
      .prepare(
        `select count(*) from inbox_message m join inbox_thread t on t.id = m.thread_id where m.workspace_id = ?
           and (m.text <> '' or m.html is not null) and (t.box in ('answer', 'snoozed') or t.follow_up_of is not null) = ${open}`,
      )
      .pluck()
      .get(id) as number
  const open = texts(1)
  expect(open).toBeGreaterThan(0)
  expect(texts(0)).toBeGreaterThan(0)
  const sendoff = await launch({ home })
  const { page } = sendoff

  await goTo(sendoff, `/settings/workspaces/${id}`)
  const field = page.getByLabel(words.kinds.emails)
  await field.scrollIntoViewIfNeeded()
  await field.click()
  await page.getByRole('option', { name: words.months(3), exact: true }).click()
  // Counts what would be deleted and what is kept because it is in use.
  await expect(page.getByText(/Would delete [\d,]+ emails?, .* kept: still being worked on\./)).toBeVisible()
  await expectAccessible(page, 'retention')
  await expectWhole(sendoff, 'retention')
  await shot('retention')
  const act = page.getByRole('button', { name: words.saveAndDelete })
  await act.click()
  const dialog = page.getByRole('dialog', { name: words.sure })
  await expect(dialog.getByText(/\d+ emails?, /)).toBeVisible()
  await expectAccessible(page, 'retention, sure')
  await expectWhole(sendoff, 'retention-sure')
  await shot('retention-sure')
  // After cancelling, nothing has been deleted.
  await dialog.getByRole('button', { name: en.ui.cancel }).click()
  expect((await sendoff.call('retention.state', { workspaceId: id })).rules.emails).toBeNull()
  expect(texts(0)).toBeGreaterThan(0)

  await act.click()
  await dialog.getByRole('button', { name: words.act }).click()
  await expect(page.getByText(/^Last deleted .*: [\d,]+ emails?/)).toBeVisible()
  expect(texts(0)).toBe(0)
  expect(texts(1)).toBe(open)
  await shot('retention-done')
  // Nothing more would be deleted.
  await field.click()
  await page.getByRole('option', { name: words.months(6), exact: true }).click()
  await expect(page.getByText(words.nothing, { exact: false })).toBeVisible()

  const { rows } = await sendoff.call('inbox.threads', { workspaceId: id, box: 'answer', page: { limit: 5 } })
  expect(rows.length).toBeGreaterThan(0)
  for (const { id: threadId } of rows) {
    const { messages } = await sendoff.call('inbox.thread', { threadId })
    expect(messages.at(-1)?.text).not.toBe('')
  }
  raw.close()

  /** Takes pictures for visual inspection. */
  async function shot(name: string): Promise<void> {
    const folder = process.env['SENDOFF_SHOTS']
    if (folder) await sendoff.page.screenshot({ path: `${folder}/${name}.png` })
  }
})
