/**
 * The plan before the act, and ten exports at once with faults on: how long the whole plan of 100,000 leads takes, and
 * whether every export ends, its ledger adds up, nobody is sent twice, and none is starved by the others.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import readline from 'node:readline'
import type { ListId } from '#shared/ids.ts'
import { ledgerFaults } from '../../tests/support/export-bench.ts'
import { newCampaignSettings } from '../../tests/support/export-settings.ts'
import { makeLists } from './lib/make-lists.ts'
import { startProduct } from './lib/product.ts'
import { median, quick, report } from './lib/report.ts'

const bench = 'exports'
const many = 10
const each = quick ? 2_000 : 10_000
const planned = quick ? 10_000 : 100_000
const looks = quick ? 1 : 5

/** Names every lead of a made list has, some with blanks; as a sequence of three mails would use them. */
const names = ['firstName', 'lastName', 'companyName', 'jobTitle', 'city', 'website', 'phone', 'category'].map(
  (name) => ({
    name,
    bare: true,
  }),
)

async function main(): Promise<void> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-'))
  const server = spawn(process.execPath, [path.join(import.meta.dirname, 'lib/fault-server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(readline.createInterface({ input: server.stdout }), 'line')) as [string]
  const { url, control } = JSON.parse(line) as { url: string; control: string }
  const product = startProduct(dataDir, url)
  const { workspace } = await product.call('workspaces.addKey', {
    workspaceId: null,
    name: 'Bench',
    key: 'bench-key-0001',
  })
  const [big = 0, ...lists] = makeLists(dataDir, workspace.id, [planned, ...Array.from({ length: many }, () => each)])

  const tookMs: number[] = []
  const cpuMs: number[] = []
  for (let look = 0; look < looks; look += 1) {
    const listId = big as ListId
    const from = performance.now()
    const cpu = process.cpuUsage()
    await Promise.all([
      product.call('exports.plan', { listId }),
      product.call('exports.guard', { listId }),
      product.call('exports.coverage', { listId, copy: { names }, leaveOut: [{ variable: 'city', fault: 'blank' }] }),
    ])
    tookMs.push(performance.now() - from)
    const { user, system } = process.cpuUsage(cpu)
    cpuMs.push((user + system) / 1000)
  }
  report({ bench, figure: 'plan_100k_ms', value: median(tookMs), unit: 'ms', target: '<= 1000' })
  report({ bench, figure: 'plan_100k_cpu_ms', value: median(cpuMs), unit: 'ms', target: '-' })

  const started = performance.now()
  const ids = await Promise.all(
    lists.map(async (listId, at) => {
      const settings = newCampaignSettings(`Bench ${at}`, { skipIfInWorkspace: false })
      return (await product.call('exports.start', { listId: listId as ListId, settings, clickId: `bench click ${at}` }))
        .id
    }),
  )
  const ended = new Map<number, number>()
  while (ended.size < ids.length && performance.now() - started < 300_000) {
    for (const id of ids) {
      const { summary } = await product.call('exports.ledger', { exportId: id })
      if (summary.state === 'done' && !ended.has(id)) ended.set(id, performance.now() - started)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const ledgers = await Promise.all(ids.map((exportId) => product.call('exports.ledger', { exportId })))
  const wrong = ledgers.flatMap((ledger) => [
    ...ledgerFaults(ledger),
    ...(ledger.summary.totals.uploaded === each ? [] : [`${ledger.summary.totals.uploaded} of ${each}`]),
  ])
  const told = (await (await fetch(control)).json()) as { twice: number; refused: number }
  const times = [...ended.values()]
  report({ bench, figure: 'exports_ended', value: ended.size, unit: 'exports', target: `= ${many}` })
  report({ bench, figure: 'ledgers_wrong', value: wrong.length, unit: 'faults', target: '= 0' })
  report({ bench, figure: 'addresses_twice', value: told.twice, unit: 'addresses', target: '= 0' })
  report({ bench, figure: 'limiter_exceeded', value: told.refused, unit: 'requests', target: '= 0' })
  report({ bench, figure: 'fairness', value: Math.max(...times) / Math.min(...times), unit: 'ratio', target: '<= 1.5' })
  report({ bench, figure: 'all_ended_s', value: Math.max(...times) / 1000, unit: 's', target: '-' })
  for (const fault of wrong) console.error(fault)
  await product.stop()
  server.kill('SIGTERM')
}

await main()
