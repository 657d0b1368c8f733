/**
 * Runs mutated lead files through the product's own reading, recognition, mapping and gates: no crash, no hang, no lost
 * row.
 */
import fs from 'node:fs'
import path from 'node:path'
import { AppError } from '#shared/errors.ts'
import { parse } from './csv-adapter.mjs'
import { importFile } from './import-adapter.mjs'

export type FuzzResult = {
  readonly inputs: number
  readonly imported: number
  readonly refused: number
  readonly slowestMs: number
}

/** A small, fast generator with the same numbers on every platform for one seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const MAX_BYTES = 20_000
const snippets = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\ufeff',
  '@',
  'a@b.co',
  'a@b.co,',
  '***',
  '{{x}}',
  '{"a":1}',
  "'+49 1",
  'sep=;\n',
  '=1+1',
  '\u200b',
  '\ue0b0',
  'Ã¼',
  '١٢',
  'Email',
  '\nEmail,Name\n',
  '<b>',
  '\\n',
  'N/A',
  ',,,,,,,,',
].map((text) => Buffer.from(text)) // prettier-ignore

/**
 * Makes one to six changes: bytes flipped, cut, doubled or moved, and pieces of other files and of typical trouble
 * inserted.
 */
function mutate(seeds: readonly Buffer[], random: (below: number) => number): Buffer {
  const pick = () => seeds[random(seeds.length)] as Buffer
  let bytes = pick()
  for (let changes = 1 + random(6); changes > 0; changes -= 1) {
    const at = random(bytes.length + 1)
    const length = random(Math.min(64, bytes.length) + 1)
    const before = bytes.subarray(0, at)
    const after = bytes.subarray(at)
    switch (random(7)) {
      case 0:
        bytes = Buffer.concat([before, after.subarray(length)])
        break
      case 1:
        bytes = Buffer.concat([before, snippets[random(snippets.length)] as Buffer, after])
        break
      case 2:
        bytes = Buffer.concat([before, Buffer.from([random(256)]), after.subarray(1)])
        break
      case 3:
        bytes = Buffer.concat([before, after.subarray(0, length), after])
        break
      case 4: {
        const other = pick()
        const from = random(other.length + 1)
        bytes = Buffer.concat([before, other.subarray(from, from + 400), after])
        break
      }
      case 5:
        bytes = Buffer.concat([after, before])
        break
      default:
        bytes = bytes.subarray(0, at)
    }
  }
  return Buffer.from(bytes.subarray(0, MAX_BYTES))
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, count) => all + count, 0)

async function tryOne(file: string, alsoInPieces: boolean): Promise<boolean> {
  try {
    const found = await importFile(file)
    const told = found.leads + sum(found.reasons)
    if (found.rows + found.derivedLeads !== told) throw new Error(`${found.rows} rows, ${told} told`)
    if (alsoInPieces && found.encoding !== 'xlsx') {
      const whole = JSON.stringify(await parse(file))
      if (whole !== JSON.stringify(await parse(file, { chunkSize: 7 }))) throw new Error('pieces change the result')
    }
    return true
  } catch (error) {
    // A refusal with a reason is a valid answer; anything else is a bug in the app.
    if (error instanceof AppError && error.code.startsWith('FILE_')) return false
    throw error
  }
}

export type FuzzOptions = {
  readonly dir: string
  readonly seedDirs: readonly string[]
  readonly inputs: number
  readonly seed: number
  onProgress?(done: number): void
}

/** Runs the given number of inputs; throws at the first fault, with the seed, and leaves the file that triggers it. */
export async function fuzzImports({ dir, seedDirs, inputs, seed, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const seeds = seedDirs
    .flatMap((from) => fs.readdirSync(from).map((name) => path.join(from, name)))
    .filter((name) => !name.endsWith('.json'))
    .map((name) => fs.readFileSync(name))
    .filter((bytes) => bytes.length > 0 && bytes.length <= MAX_BYTES)
  const random = randomFrom(seed)
  const file = path.join(dir, 'input.csv')
  let imported = 0
  let slowestMs = 0
  for (let done = 0; done < inputs; done += 1) {
    fs.writeFileSync(file, mutate(seeds, random))
    const startedAt = performance.now()
    try {
      if (await tryOne(file, done % 10 === 0)) imported += 1
    } catch (error) {
      const kept = path.join(dir, `fault-${seed}-${done}.csv`)
      fs.copyFileSync(file, kept)
      throw new Error(`input ${done} of seed ${seed}, kept as ${kept}`, { cause: error })
    }
    slowestMs = Math.max(slowestMs, performance.now() - startedAt)
    if (slowestMs > 10_000) throw new Error(`input ${done} of seed ${seed} took ${Math.round(slowestMs)} ms`)
    if (done % 5000 === 4999) onProgress?.(done + 1)
  }
  return { inputs, imported, refused: inputs - imported, slowestMs: Math.round(slowestMs) }
}
