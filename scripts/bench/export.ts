/**
 * Benchmarks how close an export comes to what Instantly's rate limit allows, from the click until the closed ledger is
 * read back, with its durable commits, audit and parsing, against bare undici over ready-made bodies in the same run.
 * Reading the campaigns to choose from, which a window does before the click, is not measured.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { WorkspaceId } from '#shared/ids.ts'
import type { PeerFigures } from './lib/export-peer.ts'
import type { ExportFigures } from './lib/export-run.ts'
import { makeLists } from './lib/make-lists.ts'
import { runAlone, startServer } from './lib/processes.ts'
import { startProduct } from './lib/product.ts'
import { median, quick, report } from './lib/report.ts'
import { settle } from './lib/settle.ts'

const bench = 'export'
const rounds = quick ? 1 : 3
const roundTripS = 0.15
const sizes = quick
  ? { small: 1_000, middle: 5_000, large: 50_000 }
  : { small: 1_000, middle: 100_000, large: 1_000_000 }
const warmUp = quick ? 2_500 : 30_000

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-'))

type Round = ExportFigures & { readonly requests: number; readonly n429: number; readonly peer: PeerFigures }

async function main(): Promise<void> {
  const workspaceId = await prepareWorkspace()
  const [small = 0, middle = 0, large = 0, warm = 0] = makeLists(dataDir, workspaceId, [
    sizes.small,
    sizes.middle,
    sizes.large,
    warmUp,
  ])
  const thousand: Round[] = []
  const hundredThousand: Round[] = []
  const cold: Round[] = []
  const warmed: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    thousand.push(await measure(workspaceId, small, 0, sizes.small, false))
    hundredThousand.push(await measure(workspaceId, middle, 0, sizes.middle, false))
    cold.push(await measure(workspaceId, large, 0, sizes.large, true))
    warmed.push(await measure(workspaceId, large, warm, sizes.large, false))
  }
  print(thousand, hundredThousand, cold, warmed)
}

/** Creates a workspace with a key, as the first start leaves it. */
async function prepareWorkspace(): Promise<WorkspaceId> {
  const server = await startServer('limit-server.ts')
  const product = startProduct(dataDir, server.url)
  const { workspace } = await product.call('workspaces.addKey', {
    workspaceId: null,
    name: 'Bench',
    key: 'bench-key-0001',
  })
  await product.stop()
  await server.stop()
  return workspace.id
}

/** Runs one product process and one peer process, each against a fresh server. */
async function measure(
  workspaceId: number,
  listId: number,
  warmList: number,
  leads: number,
  busy: boolean,
): Promise<Round> {
  settle()
  const server = await startServer('limit-server.ts')
  const run = await runAlone<ExportFigures>('export-run.ts', [
    dataDir,
    server.url,
    String(workspaceId),
    String(listId),
    String(warmList),
    busy ? 'busy' : '',
  ])
  if (run.uploaded !== leads) throw new Error(`${run.uploaded} of ${leads} leads uploaded`)
  const stats = (await (await fetch(`${server.url}/api/v2/__reset`)).json()) as { requests: number; refused: number }
  const peer = await runAlone<PeerFigures>('export-peer.ts', [
    server.url,
    String(Math.ceil(leads / 1000)),
    String(Math.min(leads, 1000)),
  ])
  await server.stop()
  return { ...run, requests: stats.requests, n429: stats.refused, peer }
}

const shareOf = (requests: number, seconds: number) => requests / seconds / 100
const limitOf = (requests: number) => Math.max(requests / 100, roundTripS)

function print(
  thousand: readonly Round[],
  middle: readonly Round[],
  cold: readonly Round[],
  warmed: readonly Round[],
): void {
  const of = (list: readonly Round[], figure: (round: Round) => number) => median(list.map(figure))
  const peerShare = (list: readonly Round[], leads: number) => ({
    undici_prebuilt: of(list, (round) => shareOf(Math.ceil(leads / 1000), round.peer.seconds)),
  })
  const line = (figure: string, value: number, unit: string, target: string, peer?: Record<string, number>) =>
    report({ bench, figure, value, unit, target, ...(peer ? { peer } : {}) })

  line(
    'thousand_leads_s',
    of(thousand, (round) => round.seconds),
    's',
    '<= 1',
    { undici_prebuilt: of(thousand, (round) => round.peer.seconds) },
  )
  line(
    'limit_ratio',
    of(middle, (round) => round.seconds / limitOf(round.requests)),
    'x',
    '<= 1.5',
    {
      undici_prebuilt: of(middle, (round) => round.peer.seconds / limitOf(Math.ceil(sizes.middle / 1000))),
    },
  )
  line(
    'rate_share',
    of(cold, (round) => shareOf(round.requests, round.seconds)),
    'share of 100/s',
    '>= 0.945',
    peerShare(cold, sizes.large),
  )
  line(
    'rate_share_warm',
    of(warmed, (round) => shareOf(round.requests, round.seconds)),
    'share of 100/s',
    '>= 0.96',
    peerShare(warmed, sizes.large),
  )
  line('n429', Math.max(...[...cold, ...warmed].map((round) => round.n429)), 'answers', '<= 3')
  line(
    'cpu_ms_per_1k',
    of(warmed, (round) => round.cpuMs / (sizes.large / 1000)),
    'ms',
    '<= 8',
    {
      undici_prebuilt: of(warmed, (round) => round.peer.cpuMs / (sizes.large / 1000)),
    },
  )
  line(
    'cpu_times_bare',
    of(warmed, (round) => round.cpuMs / round.peer.cpuMs),
    'x of undici_prebuilt',
    '<= 3.5',
  )
  line('main_stall_ms', Math.max(...cold.map((round) => round.mainStallMs)), 'ms', '<= 50')
  line(
    'busy_query_p95_ms',
    of(cold, (round) => round.queryP95Ms),
    'ms',
    '<= 50',
  )
}

try {
  await main()
} finally {
  fs.rmSync(dataDir, { recursive: true, force: true })
}
