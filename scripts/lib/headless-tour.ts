/**
 * Takes the built app through its main job without a display: sample file in, campaign out, export report and pictures.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Ledger, LedgerReason } from '#shared/contract/exports/exports.ts'
import { gateWords, outcomeWords, refusalSentence } from '#shared/texts/en/exports/ledger-csv.ts'
import { projectRoot } from '../../tests/e2e/support/ensure-build.ts'
import { launchSendoff, type Sendoff } from '../../tests/e2e/support/launch.ts'
import { screens } from '../../tests/e2e/support/screens.ts'
import { startFakeInstantly } from '../../tests/support/instantly/server.ts'

const sample = path.join(projectRoot, 'resources', 'samples', 'leads.csv')
const pictureFolder = path.join(projectRoot, 'out', 'tour')
const steps = ['connect', 'mapping', 'list', 'plan', 'ledger'] as const

/** Runs the tour and prints its result. Throws with the step at which it stopped. */
export async function runTour(): Promise<void> {
  rmSync(pictureFolder, { recursive: true, force: true })
  mkdirSync(pictureFolder, { recursive: true })
  const instantly = await startFakeInstantly({
    workspaces: [
      { name: 'Northwind Outreach', keys: [{ key: tourKey }], mailboxes: 3, blocked: ['olivestreet.example'] },
    ],
  })
  const sendoff = await launchSendoff({ instantlyUrl: instantly.url })
  const pictures: string[] = []
  try {
    const ledger = await mainJob(sendoff, pictures)
    console.log(
      `\nExport report of ${path.basename(sample)} to “${ledger.summary.campaignName}”, ${ledger.summary.state}`,
    )
    console.log(ledgerTable(ledger))
    console.log(`\nPictures:\n${pictures.map((file) => `  ${path.relative(projectRoot, file)}`).join('\n')}`)
  } finally {
    await sendoff.quit()
    await instantly.close()
    rmSync(sendoff.home, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Not a real key, but one the simulated Instantly accepts. */
const tourKey = 'sample-key-of-the-simulated-instantly'

async function mainJob(sendoff: Sendoff, pictures: string[]): Promise<Ledger> {
  const { page } = sendoff
  page.setDefaultTimeout(20_000)
  const step = async (name: (typeof steps)[number], what: string, act: () => Promise<void>) => {
    console.log(`  ${what}`)
    try {
      await act()
    } catch (cause) {
      throw new Error(`The tour stopped at “${what}”.`, { cause })
    }
    const file = path.join(pictureFolder, `${steps.indexOf(name) + 1}-${name}.png`)
    // With `path`, the launcher would take it for a picture of a test, and skip it.
    writeFileSync(file, await page.screenshot())
    pictures.push(file)
  }

  await step('connect', 'connect a client with a key of the simulated Instantly', async () => {
    await screens.connect.key(page).fill(tourKey)
    await screens.connect.test(page).click()
    await screens.connect.add(page).waitFor()
  })
  await step('mapping', 'drop the sample lead file and look at its mapping', async () => {
    await screens.connect.add(page).click()
    await screens.drop.chooseFile(page).waitFor()
    await sendoff.dropFiles([sample])
    await screens.mapping.save(page).waitFor()
  })
  await step('list', 'save the list', async () => {
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()
  })
  await step('plan', 'review the export', async () => {
    await screens.list.export(page).click()
    await screens.plan.send(page).waitFor()
  })
  let ledger: Ledger | null = null
  await step('ledger', 'export', async () => {
    await screens.plan.send(page).click()
    ledger = await finishedLedger(sendoff)
    await screens.ledger.title(page).waitFor()
  })
  if (!ledger) throw new Error('no ledger')
  return ledger
}

/** Waits until the only export has ended. */
async function finishedLedger(sendoff: Sendoff): Promise<Ledger> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const { rows } = await sendoff.call('exports.list', { workspaceId: null, page: {} })
    const [newest] = rows
    if (newest && ['done', 'failed', 'cancelled'].includes(newest.state))
      return sendoff.call('exports.ledger', { exportId: newest.id })
    await sendoff.page.waitForTimeout(200)
  }
  throw new Error('the export did not end within a minute')
}

/** Returns the ledger as a table that adds up: uploaded rows, every other reason with its count, then all rows. */
function ledgerTable({ reasons, summary }: Pick<Ledger, 'reasons' | 'summary'>): string {
  const others = reasons.filter((reason) => reason.outcome !== 'uploaded')
  const lines: readonly (readonly [string, number])[] = [
    [outcomeWords.uploaded, summary.totals.uploaded],
    ...others.map((reason) => [wordsOf(reason), reason.count] as const),
  ]
  const sum = lines.reduce((before, [, count]) => before + count, 0)
  const all = [...lines, ['Rows', summary.totals.rows] as const]
  const left = Math.max(...all.map(([words]) => words.length))
  const right = Math.max(...all.map(([, count]) => String(count).length))
  const printed = all.map(([words, count]) => `  ${words.padEnd(left)}  ${String(count).padStart(right)}`)
  const rule = `  ${'-'.repeat(left + 2 + right)}`
  const verdict = sum === summary.totals.rows ? '  It adds up.' : `  It does not add up: the lines make ${sum}.`
  return [...printed.slice(0, -1), rule, ...printed.slice(-1), verdict].join('\n')
}

function wordsOf({ outcome, gate, refusals, error }: LedgerReason): string {
  if (gate) return `${outcomeWords[outcome]}: ${gateWords[gate]}`
  if (refusals.length > 0) return refusalSentence(refusals).replace(/^./, (letter) => letter.toUpperCase())
  return error ? `${outcomeWords[outcome]}: ${error}` : outcomeWords[outcome]
}
