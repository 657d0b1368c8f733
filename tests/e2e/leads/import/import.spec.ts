/** A real-world file in the window: recognised, read differently on request, with the rows behind every count. */
import path from 'node:path'
import { importingEn } from '#shared/texts/en/leads/import.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { expect, test, writeFile } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const fixture = (name: string) => path.join(import.meta.dirname, '../../../fixtures/import', name)

test('A file is read with its tool named; encoding and header line can be changed, and the encoding chosen where it cannot be decoded', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('The import names the tool a file comes from with the reason, and shows its corrections', async () => {
    await sendoff.dropFiles([fixture('source-apollo-70.csv')])
    const source = page.getByText(importingEn.source.recognised(importingEn.sources.apollo, 70))
    await expect(source).toBeVisible()
    await source.click()
    await expect(page.getByText(/Apollo Contact Id/).first()).toBeVisible()
    await page.getByText(/^Cleaned up: /).click()
    await expect(page.getByText(importingEn.quirks.apostrophes.text)).toBeVisible()
    await expect(page.getByRole('region', { name: listsEn.import.file }).getByText("'+61 2 5550 0101")).toBeVisible()
  })

  await test.step('Encoding and header line of a file are changed with its rows in view', async () => {
    const bytes = Buffer.from('Email,Firma\nann@acme.example,M\xfcller\nbo@birch.example,Gro\xdf\n', 'latin1')
    await sendoff.dropFiles([writeFile('adressen.csv', bytes)])
    await expect(page.getByText('Windows-1252').first()).toBeVisible()
    const { reading } = importingEn
    await page.getByRole('button', { name: reading.change }).click()
    const dialog = page.getByRole('dialog', { name: reading.title })
    await expect(dialog.getByRole('cell', { name: 'Müller' })).toBeVisible()
    await dialog.getByRole('combobox', { name: reading.encoding }).click()
    await page.getByRole('option', { name: importingEn.encodingNames['windows-1251'] }).click()
    await expect(dialog.getByRole('cell', { name: 'Mьller' })).toBeVisible()
    await dialog.getByRole('combobox', { name: reading.header }).click()
    await page.getByRole('option', { name: reading.noHeader }).click()
    await expect(dialog.getByRole('cell', { name: 'Firma' })).toBeVisible()
    await dialog.getByRole('button', { name: reading.use }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText(reading.without)).toBeVisible()
    await expect(page.getByText('3 rows, 2 columns')).toBeVisible()
  })

  await test.step('A file that cannot be decoded is read in the encoding the operator chooses, with the rows around the fault in view', async () => {
    const { reading } = importingEn
    const sound = Array.from({ length: 30 }, (_, at) => `lead${at}@acme.example,Größe ${at}\n`).join('')
    const bytes = Buffer.concat([
      Buffer.from(`Email,Firma\n${sound}`),
      Buffer.from('ann@acme.example,M\xfcller\n', 'latin1'),
    ])
    await sendoff.dropFiles([writeFile('gemischt.csv', bytes)])
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('line 32')
    await page.screenshot({ path: test.info().outputPath('refused.png') })
    await dialog.getByRole('button', { name: reading.chooseEncoding }).click()
    await expect(dialog.getByRole('cell', { name: 'Müller' })).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('encoding.png') })
    await dialog.getByRole('combobox', { name: reading.encoding }).click()
    await page.getByRole('option', { name: importingEn.encodingNames['utf-8'], exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText('line 32')
    await expect(dialog.getByRole('button', { name: reading.use })).toBeDisabled()
    await dialog.getByRole('combobox', { name: reading.encoding }).click()
    await page.getByRole('option', { name: importingEn.encodingNames['utf-8+windows-1252'] }).click()
    await expect(dialog.getByRole('cell', { name: 'Größe 29' })).toBeVisible()
    await dialog.getByRole('button', { name: reading.use }).click()
    await expect(page.getByText('31 rows, 2 columns')).toBeVisible()
    await expect(dialog).toBeHidden()
  })
})

test('Every count opens its rows, several files wait for each other, and without any address the import says what to do', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('The person behind a business becomes a second lead linked to it', async () => {
    await sendoff.dropFiles([fixture('mapping-linkedin-person.csv')])
    await expect(page.getByText(importingEn.gates.derived(2))).toBeVisible()
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()
    const [list] = await sendoff.call('lists.all', {
      workspaceId: (await sendoff.call('workspaces.list', {}))[0]?.id as never,
    })
    expect(list).toMatchObject({ rowCount: 5, gates: { ready: 4, no_address: 1 } })
    const { rows } = await sendoff.call('lists.leads', { listId: list?.id as never, page: {} })
    const person = rows.find(({ email }) => email === 'ann.lee@cafesol.example')
    expect(person).toMatchObject({ rowNumber: 1, firstName: 'Ann', lastName: 'van der Lee', companyName: 'Café Sol' })
    const { linked } = await sendoff.call('lists.lead', { leadId: person?.id as never })
    expect(linked).toMatchObject({ email: 'info@cafesol.example', role: 'business' })
  })

  await test.step('Several dropped files are kept one after the other, and a remembered mapping is offered for the same header', async () => {
    const first = writeFile('one.csv', 'Kontaktweg,Wer\nann@acme.example,Ann Lee\nbo@birch.example,Bo Kim\n')
    const second = writeFile('two.csv', 'Kontaktweg,Wer\ncy@cedar.example,Cy Fox\ndi@dune.example,Di Moe\n')
    await sendoff.dropFiles([first, second])
    await expect(page.getByText(importingEn.queue.waiting(1))).toBeVisible()
    await page.getByRole('button', { name: importingEn.templates.more }).click()
    await page.getByRole('menuitem', { name: importingEn.templates.save }).click()
    await page.getByRole('dialog').getByRole('button', { name: importingEn.templates.save }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.getByRole('button', { name: importingEn.queue.next }).click()
    await expect(page.getByText('two.csv').first()).toBeVisible()
    await sendoff.dropFiles([writeFile('three.csv', 'Kontaktweg,Wer\ned@elm.example,Ed Noe\n')])
    await expect(page.getByText(importingEn.templates.title)).toBeVisible()
    await page.getByRole('button', { name: importingEn.templates.use }).click()
    await expect(page.getByText(importingEn.templates.title)).toBeHidden()
  })

  await test.step('A count opens its rows, and is recounted when a rule is switched', async () => {
    const rows = [
      'Email,First Name,Company',
      'info@acme.example,Ann,Acme',
      'a***@acme.example,Bo,Acme',
      'cy@cedar.example,Cy,Cedar',
      'di@dune.example,Di,Dune',
      'eve@mailinator.com,EVELYN,EVELYN FOODS',
    ]
    await sendoff.dropFiles([writeFile('mixed.csv', `${rows.join('\n')}\n`)])
    await page.getByRole('button', { name: importingEn.gates.open(listsEn.gates.masked.word) }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('a***@acme.example')).toBeVisible()
    await dialog.getByRole('button', { name: importingEn.gates.openRow(2) }).click()
    await expect(dialog.getByRole('region', { name: importingEn.gates.openRow(2) })).toContainText('Bo')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: importingEn.gates.flag(1, importingEn.flags.all_caps) }).click()
    await expect(dialog.getByRole('cell', { name: 'EVELYN FOODS', exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: listsEn.import.save(3) })).toBeVisible()
    // A check is switched off beside its count, and stays visible to be switched on again.
    const disposable = page.getByRole('switch', { name: importingEn.switches.holdDisposable.label })
    const counted = page.getByRole('row').filter({ has: disposable })
    await expect(counted).toContainText('−1')
    await disposable.click()
    await expect(page.getByRole('button', { name: listsEn.import.save(4) })).toBeVisible()
    await expect(counted).toContainText(/[^−]0$/)
    await disposable.click()
    await expect(page.getByRole('button', { name: listsEn.import.save(3) })).toBeVisible()
    await page.getByText(importingEn.gates.more).click()
    await page.getByRole('switch', { name: importingEn.switches.holdRole.label }).click()
    await expect(page.getByRole('button', { name: listsEn.import.save(2) })).toBeVisible()
    await expect(
      page.getByRole('button', { name: importingEn.gates.open(listsEn.gates.role_address.word) }),
    ).toBeVisible()
  })

  await test.step('The import stops with advice if no row has an address', async () => {
    await sendoff.dropFiles([writeFile('nobody.csv', 'Email,First Name\n,Ann\n,Bo\n')])
    await expect(page.getByText(importingEn.gates.noneWithAddress)).toBeVisible()
    await page.getByRole('button', { name: listsEn.import.saveUnknown }).first().click()
    await expect(page.getByText(en.errors.IMPORT_NO_ADDRESS({}).means)).toBeVisible()
  })
})
