import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { readPdf, squeezed } from '../../../support/read-pdf.ts'
import { expectAccessible } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.reports
const paper = en.reportPage

test('A report is planned, previewed, quoted from, saved as PDF and HTML, opened and repeated, by keyboard', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { app, page, home } = sendoff
  await test.step('A report is previewed, quoted from, saved as PDF and HTML, opened and repeated, by keyboard', async () => {
    const { clients } = await sendoff.call('demo.state', {})
    const workspaceId = clients[0]
    if (!workspaceId) throw new Error('a demo without a client')
    await sendoff.call('campaigns.readNow', { workspaceId: null })
    await sendoff.call('inbox.sync', { workspaceId: null })
    await page.reload()
    await goTo(sendoff, '/analytics')
    await page.getByRole('tab', { name: words.tab.compare }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('tab', { name: en.money.title })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('tab', { name: words.tab.reports })).toHaveAttribute('aria-selected', 'true')

    // The preview is the report itself, drawn without scripts and without the network.
    const asked = { workspaceId, period: 'month' as const }
    const preview = await sendoff.call('reports.preview', asked)
    const frame = page.frameLocator('iframe')
    await expect(frame.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(frame.getByText(paper.verdicts[preview.verdict], { exact: true })).toBeVisible()
    await expect(frame.getByText(paper.demo)).toBeVisible()
    await expectAccessible(page, 'reports')

    const [reply] = await sendoff.call('reports.quotable', asked)
    const quotes = page.getByRole('list', { name: words.quotes })
    await quotes.getByRole('checkbox').first().press('Space')
    await expect(frame.getByRole('heading', { name: paper.quotes.title })).toBeVisible()
    const quoted = reply?.text.split('\n')[0] ?? ''
    await expect(frame.getByText(quoted)).toBeVisible()

    // The keyboard focus is visible in the preview too.
    const previewFrame = page.locator('iframe')
    const isInside = () => previewFrame.evaluate((each) => each === document.activeElement)
    await page.locator('.skip-link').focus()
    for (let presses = 0; presses < 60 && !(await isInside()); presses += 1) await page.keyboard.press('Tab')
    await expect(previewFrame).not.toHaveCSS('box-shadow', 'none')
    while (await isInside()) await page.keyboard.press('Tab')
    await expect(previewFrame).toHaveCSS('box-shadow', 'none')

    // The folder is asked for once.
    await expect(page.getByText(words.folderNone)).toBeVisible()
    const folder = path.join(home, 'reports')
    mkdirSync(folder)
    await app.evaluate(({ dialog }, to) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [to] })
    }, folder)
    await page.getByRole('checkbox', { name: words.formatNames.html }).first().press('Space')
    await page.getByRole('checkbox', { name: words.formatNames.xlsx }).first().press('Space')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByText(words.made(folder), { exact: true })).toBeVisible()
    const files = readdirSync(folder).toSorted()
    expect(files.map((file) => path.extname(file))).toEqual(['.html', '.pdf', '.xlsx'])
    expect(files.every((file) => file.startsWith('DEMO '))).toBe(true)

    const pdf = readPdf(readFileSync(path.join(folder, files.find((file) => file.endsWith('.pdf')) ?? '')))
    // A month of the demo fills two pages, and begins a third if all six campaigns sent: no page is left half empty
    // because the next block did not fit.
    expect([2, 3]).toContain(pdf.pages)
    const sums = (
      await sendoff.call('analytics.overview', { workspaceId, period: { from: preview.from, to: preview.to } })
    ).sums
    expect(pdf.text).toContain(squeezed(`${paper.figures.sent} ${new Intl.NumberFormat('en').format(sums.sent)}`))
    expect(pdf.text).toContain(squeezed(paper.demo))
    expect(pdf.text).toContain(squeezed(quoted))
    const html = readFileSync(path.join(folder, files[0] ?? ''), 'utf8')
    expect(html).toContain(quoted.replaceAll("'", '&#39;'))

    // Opened in its own program, and created again beside the first.
    await app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openPath = (file) => Promise.resolve(void opened.push(file) as unknown as string)
    })
    const history = page.getByRole('table', { name: words.history })
    await history.getByRole('button', { name: /^Open PDF/ }).press('Enter')
    await expect
      .poll(() =>
        app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.map((file) => file.slice(-4))),
      )
      .toEqual(['.pdf'])
    await history.getByRole('button', { name: /^Create again/ }).press('Enter')
    await expect(history.getByRole('button', { name: /^Open PDF/ })).toHaveCount(2)
    expect(readdirSync(folder)).toHaveLength(6)
    expect(readdirSync(folder).filter((file) => file.includes('(2)'))).toHaveLength(3)
  })

  await test.step('A plan is saved with its folder and says when the next report is made', async () => {
    await goTo(sendoff, '/analytics/reports')
    await app.evaluate(({ dialog }, to) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [to] })
    }, home)
    await page.getByRole('button', { name: words.folderChoose }).press('Enter')
    await expect(page.getByText(home, { exact: true })).toBeVisible()
    await page.getByRole('switch', { name: words.planOn }).press('Space')
    await page.getByLabel(words.time, { exact: true }).fill('16:30')
    await page.getByRole('button', { name: words.planSave }).press('Enter')
    await expect(page.getByText(/^Next report: .*16:30/)).toBeVisible()
    await page.reload()
    await goTo(sendoff, '/analytics/reports')
    await expect(page.getByLabel(words.time, { exact: true })).toHaveValue('16:30')
    await expectAccessible(page, 'reports with a plan')
  })
})
