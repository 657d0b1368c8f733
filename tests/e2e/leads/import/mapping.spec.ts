/**
 * The mapping screen in an operator's use: combined columns, business names, remembered mappings, one scrolling page.
 */
import path from 'node:path'
import type { Page } from '@playwright/test'
import { importingEn } from '#shared/texts/en/leads/import.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import type { Sendoff } from '../../support/launch.ts'
import { expect, test, writeFile } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const fixture = (name: string) => path.join(import.meta.dirname, '../../../fixtures/import', name)
const { composed, business, templates } = importingEn
const words = listsEn.import

const picture = async (page: Page, name: string) => {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 800 })
      await page.screenshot({ path: test.info().outputPath(`${name}-${theme}-${width}.png`), animations: 'disabled' })
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function leadsOf(sendoff: Sendoff) {
  const [workspace] = await sendoff.call('workspaces.list', {})
  const [list] = await sendoff.call('lists.all', { workspaceId: workspace?.id as never })
  const { rows } = await sendoff.call('lists.leads', { listId: list?.id as never, page: {} })
  return Promise.all(rows.map(({ id }) => sendoff.call('lists.lead', { leadId: id })))
}

const places = [
  'Email,Town,State',
  'ann@acme.example,Austin,Texas',
  'bo@birch.example,Boise,',
  'cy@cedar.example,,Utah',
  'di@dune.example,,',
]

test('Columns are combined into a variable, and a mapping is remembered for the next file or forgotten by Undo', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('Columns are combined with each row in view, and the next file uses the combination again', async () => {
    await sendoff.dropFiles([writeFile('places.csv', `${places.join('\n')}\n`)])
    await page.getByRole('button', { name: composed.open }).click()
    const dialog = page.getByRole('dialog', { name: composed.title })
    await dialog.getByLabel(composed.name).fill('business_location')
    await dialog.getByLabel(composed.value).click()
    await dialog.getByRole('button', { name: composed.insertColumn('Town') }).click()
    await page.keyboard.type(', {state}')
    await dialog.getByLabel(composed.fallback).fill('your area')
    await expect(dialog.getByRole('listitem')).toHaveText(['Austin, Texas', 'Boise', 'Utah', 'your area'])
    await picture(page, 'dialog')
    await dialog.getByRole('button', { name: composed.add }).click()
    // The same value for every lead, beside it.
    await page.getByRole('button', { name: composed.open }).click()
    await dialog.getByLabel(composed.name).fill('offer')
    await dialog.getByLabel(composed.value).fill('Autumn check')
    await expect(dialog.getByRole('listitem')).toHaveText(['Autumn check'])
    await dialog.getByRole('button', { name: composed.add }).click()
    await expect(page.getByRole('list', { name: composed.list }).getByRole('listitem')).toHaveCount(2)
    await picture(page, 'mapping')
    await screens.mapping.save(page).click()
    await expect(page.getByText(templates.remembered)).toBeVisible()
    await screens.list.export(page).waitFor()
    expect((await leadsOf(sendoff)).map(({ variables }) => variables)).toMatchObject([
      { business_location: 'Austin, Texas', offer: 'Autumn check' },
      { business_location: 'Boise' },
      { business_location: 'Utah' },
      { business_location: 'your area' },
    ])
    // The next file with this header includes it; it can be changed there, and undone.
    await sendoff.dropFiles([writeFile('more.csv', 'Email,Town,State\ned@elm.example,Eugene,Oregon\n')])
    await expect(page.getByText(templates.asLastTime)).toBeVisible()
    await page.getByRole('button', { name: composed.edit('business_location') }).click()
    const editing = page.getByRole('dialog', { name: composed.editTitle('business_location') })
    await expect(editing.getByLabel(composed.value)).toHaveValue('{Town}, {State}')
    await editing.getByLabel(composed.value).fill('{State}')
    await editing.getByRole('button', { name: composed.save }).click()
    await expect(page.getByRole('region', { name: listsEn.import.preview }).getByText('Oregon').last()).toBeVisible()
    await page.getByRole('button', { name: templates.afresh }).click()
    await expect(page.getByRole('list', { name: composed.list })).toHaveCount(0)
  })

  await test.step('Undo in the toast forgets a remembered mapping', async () => {
    await sendoff.dropFiles([writeFile('one.csv', 'Email,Wer\nann@acme.example,Ann Lee\n')])
    await page.getByRole('combobox', { name: listsEn.import.fieldFor('Wer') }).click()
    await page.getByRole('option', { name: listsEn.fields.job_title }).click()
    await page.getByRole('button', { name: listsEn.import.save(1) }).click()
    const toast = page.locator('.toast').filter({ hasText: templates.remembered })
    await toast.getByRole('button', { name: en.ui.undo }).click()
    await expect(page.getByText(templates.notRemembered)).toBeVisible()
    await sendoff.dropFiles([writeFile('two.csv', 'Email,Wer\nbo@birch.example,Bo Kim\n')])
    await expect(screens.mapping.title(page)).toBeVisible()
    await expect(page.getByText(templates.asLastTime)).toHaveCount(0)
  })

  await test.step('The last column that is asked about has the focus once it is decided', async () => {
    await sendoff.dropFiles([writeFile('asked.csv', 'Email,Quux\nann@acme.example,a b c\nbo@birch.example,d e f\n')])
    await page.getByRole('button', { name: words.keepVariable }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name: words.fieldFor('Quux') })).toBeFocused()
  })
})

test('A business name is offered as first name, its person gets no text unless asked, and one page opens on the first ready lead', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('The name of a business is offered as first name, off by default, and undone in one step', async () => {
    await sendoff.dropFiles([fixture('source-gosom.csv')])
    const file = page.getByRole('region', { name: listsEn.import.file })
    await expect(file.getByText(business.title)).toBeVisible()
    await picture(page, 'business')
    await file.getByRole('button', { name: business.alsoFirst }).click()
    await expect(file.getByText(business.used)).toBeVisible()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(file.getByText(business.title)).toBeVisible()
    await file.getByRole('button', { name: business.alsoFirst }).click()
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()
    for (const lead of await leadsOf(sendoff)) expect(lead.fields['first_name']).toBe(lead.fields['company_name'])
  })

  await test.step('A person derived from a business gets no text written for the business unless asked', async () => {
    const file = writeFile(
      'shops.csv',
      'email,business_name,linkedin_email,linkedin_contact_name,icebreaker\ninfo@cafe.example,Café Sol,ann@cafe.example,Ann Lee,Loved the espresso\n',
    )
    await sendoff.dropFiles([file])
    await expect(page.getByText(importingEn.gates.withoutTexts(1))).toBeVisible()
    await expect(page.getByText(importingEn.person.without(['icebreaker']))).toBeVisible()
    await page.getByText(importingEn.gates.more, { exact: true }).click()
    const asked = page.getByRole('switch', { name: importingEn.switches.personTexts.label })
    await expect(asked).not.toBeChecked()
    await picture(page, 'rules')
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()
    const leads = await leadsOf(sendoff)
    expect(leads.map(({ email, variables }) => [email, variables['icebreaker']])).toEqual([
      ['info@cafe.example', 'Loved the espresso'],
      ['ann@cafe.example', undefined],
    ])
  })

  await test.step('The import opens on the first ready lead, scrolls as one page, and summarises the checks in one line', async () => {
    const header = ['Email', 'First Name', ...Array.from({ length: 14 }, (_, at) => `Extra ${at}`)]
    const row = (email: string, name: string) =>
      [email, name, ...Array.from({ length: 14 }, () => '\ue0c8 x')].join(',')
    const rows = [row('', 'Nobody'), row('broken@', 'Bad'), row('ann@acme.example', 'Ann')]
    await sendoff.dropFiles([writeFile('wide.csv', `${[header.join(','), ...rows].join('\n')}\n`)])
    const preview = page.getByRole('region', { name: listsEn.import.preview })
    await expect(preview.getByText(listsEn.import.previewRow(3, 3))).toBeVisible()
    await expect(preview.getByText('ann@acme.example')).toBeVisible()
    await expect(page.getByText(/Checked against .*opt-outs/)).toBeVisible()
    await page.setViewportSize({ width: 1280, height: 800 })
    const nested = await page.evaluate(() =>
      [...document.querySelectorAll('.import-body *')]
        .filter((box) => box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY))
        .map(({ className }) => className),
    )
    expect(nested).toEqual([])
    // A character of an icon font has no glyph, and is not drawn as a box.
    await expect(screens.mapping.table(page)).not.toContainText('\ue0c8')
    // A rule without effect is not shown as on.
    await page.getByText(importingEn.gates.more, { exact: true }).click()
    await expect(page.getByRole('switch', { name: listsEn.import.holdUnverified })).not.toBeChecked()
  })
})
