import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { parseJson } from '../lib/parse-json.ts'

/**
 * Tells this folder from a copy of it: the file itself, which a copy has under another number, and the computer by its
 * name and its network cards.
 */
const markShape = z.object({ file: z.string(), name: z.string(), cards: z.array(z.string()) })
type Mark = z.output<typeof markShape>

/** Cards of virtual machines' programs have the same addresses on every computer. */
const sharedCards = /^(?:00:50:56|00:1c:42|0a:00:27)/

const fileIn = (dataDir: string): string => path.join(dataDir, 'computer-id')

type Known = {
  readonly id: string
  readonly mark: Mark | null
  /** When a copied folder was last written where it came from, once that was asked. */
  readonly copiedAt: string | undefined
}

function read(dataDir: string): Known | null {
  try {
    const [id = '', mark = '', copiedAt] = fs.readFileSync(fileIn(dataDir), 'utf8').trim().split('\n')
    return /^[0-9a-f]{8}$/.test(id) ? { id, mark: markShape.safeParse(parseJson(mark)).data ?? null, copiedAt } : null
  } catch {
    return null
  }
}

/** Replaces the file as a whole; `cards` are known beside those this computer has now. */
function write(dataDir: string, id: string, cards: readonly string[] = []): void {
  const part = `${fileIn(dataDir)}.part`
  try {
    fs.writeFileSync(part, `${id}\n`, { mode: 0o600 })
    // A renamed file keeps its number.
    const mark = markNow(part)
    if (mark) fs.appendFileSync(part, `${JSON.stringify({ ...mark, cards: merged(mark.cards, cards) })}\n`)
    fs.renameSync(part, fileIn(dataDir))
  } catch {
    // The disk is full or the folder read-only: the start reports that, and this id is used until the app quits.
    fs.rmSync(part, { force: true })
  }
}

const merged = (now: readonly string[], known: readonly string[]): readonly string[] =>
  [...new Set([...now, ...known])].slice(0, 20).toSorted()

/** Null before the first start, and where the system does not say. */
function markNow(file: string): Mark | null {
  try {
    const { ino } = fs.statSync(file, { bigint: true })
    const cards = Object.values(os.networkInterfaces()).flatMap((addresses = []) =>
      addresses.filter(({ internal, mac }) => !internal && !sharedCards.test(mac)).map(({ mac }) => mac),
    )
    return { file: String(ino), name: os.hostname(), cards: [...new Set(cards)].toSorted() }
  } catch {
    return null
  }
}

/** Distinguishes this computer's copies from others' in a shared folder; made once and kept beside the store. */
export const getComputerId = (dataDir: string): string => read(dataDir)?.id ?? renewComputerId(dataDir)

/** Makes this folder one of its own. */
export function renewComputerId(dataDir: string): string {
  const id = randomBytes(4).toString('hex')
  write(dataDir, id)
  return id
}

/**
 * Whether the folder was copied from another computer, where it may still be used. One moved on the same computer is
 * not; without a network that cannot be told until a later start.
 */
export function isCopiedFolder(dataDir: string): boolean {
  const known = read(dataDir)
  const now = markNow(fileIn(dataDir))
  if (!known || !now) return false
  const { id, mark } = known
  if (mark && mark.file !== now.file) {
    if (mark.name !== now.name) return true
    if (mark.cards.length === 0 || now.cards.length === 0) return false
    if (!mark.cards.some((card) => now.cards.includes(card))) return true
  }
  // Cards that are off now still belong to this computer.
  const cards = merged(now.cards, mark?.cards ?? [])
  if (JSON.stringify({ ...now, cards }) !== JSON.stringify(mark)) write(dataDir, id, mark?.cards)
  return false
}

/**
 * Returns when a copied folder was last written where it came from, as `found` at its first start here: every start
 * changes what shows it, and the first may have been killed.
 */
export function copiedFolderAt(dataDir: string, found: () => number): number {
  const known = Number(read(dataDir)?.copiedAt ?? Number.NaN)
  if (Number.isFinite(known)) return known
  const at = found()
  try {
    fs.appendFileSync(fileIn(dataDir), `${at}\n`)
  } catch {
    // The disk is full or the folder read-only, and the start reports that.
  }
  return at
}
