/** Collects the notices of all third-party material in a package of Sendoff: licence, holder and text. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Licences that require no more than their notice. Anything else is a decision for a person, so it stops the script.
 */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  // The holidays of date-holidays: data computed from them is under its licence too, which is enclosed with its
  // attributions.
  'CC-BY-3.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  // The font Inter: unchanged, under its own name, its licence enclosed.
  'OFL-1.1',
  'Unlicense',
  'Zlib',
])

/** Full texts for packages that name their licence but do not enclose it. */
const textFolder = path.join(import.meta.dirname, 'licences')

export type Notice = {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

type Manifest = {
  readonly name: string
  readonly version: string
  readonly license?: unknown
  readonly author?: string | { readonly name?: string }
  readonly dependencies?: Readonly<Record<string, string>>
}

const readManifest = (folder: string) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest

/** Returns the notice of the package in `folder`. Throws if its licence is unknown, not allowed, or has no text. */
export function noticeOf(folder: string): Notice {
  const manifest = readManifest(folder)
  const id = `${manifest.name} ${manifest.version}`
  if (typeof manifest.license !== 'string') throw new Error(`${id} names no licence. Read its terms, then decide.`)
  const licence = choose(manifest.license)
  if (!licence) throw new Error(`${id} is under ${manifest.license}, which is not among the licences we take.`)
  const enclosed = enclosedText(folder)
  const text = enclosed || standardText(licence, manifest)
  if (!text) throw new Error(`${id} has no text of its licence ${licence}, and neither has ${textFolder}.`)
  return { name: manifest.name, version: manifest.version, licence, text }
}

/**
 * Returns the licence itself, or the first allowed one of several offered (`MIT OR GPL-3.0`); if several apply together
 * (`MIT AND ISC`), all must be allowed. Null if none is.
 */
function choose(expression: string): string | null {
  const offered = expression
    .replaceAll(/[()]/g, '')
    .split(/\s+OR\s+/)
    .map((one) => one.trim())
  return offered.find((one) => one.split(/\s+AND\s+/).every((part) => allowed.has(part))) ?? null
}

function enclosedText(folder: string): string {
  const names = readdirSync(folder).filter((name) => /^(licen[sc]e|copying|notice)(\.(md|txt))?$/i.test(name))
  return names
    .toSorted()
    .map((name) => tidy(readFileSync(path.join(folder, name), 'utf8')))
    .join('\n\n')
}

function standardText(licence: string, { name, author }: Manifest): string {
  const file = path.join(textFolder, `${licence}.txt`)
  if (!existsSync(file)) return ''
  const holder =
    (typeof author === 'string' ? author : author?.name)?.replace(/\s*<.*$/, '') || `the authors of ${name}`
  return `Copyright (c) ${holder}\n\n${tidy(readFileSync(file, 'utf8'))}`
}

const tidy = (text: string) => text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').replaceAll(/ +$/gm, '').trim()

/**
 * Returns the packages installed beside the bundle: the dependencies and their dependencies, except those in `skip`.
 */
export function installedPackages(root: string, skip: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>()
  const visit = (from: string, manifest: Manifest) => {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const folder = resolvePackage(root, from, name)
      if (skip.has(name) || found.has(folder)) continue
      found.add(folder)
      visit(folder, readManifest(path.join(root, folder)))
    }
  }
  visit('', readManifest(root))
  return [...found].toSorted()
}

/** Resolves as Node does: in the folder's own node_modules first, then in those around it. */
function resolvePackage(root: string, from: string, name: string): string {
  const steps = from === '' ? [] : from.split('/node_modules/')
  for (let depth = steps.length; depth > 0; depth -= 1) {
    const nested = `${steps.slice(0, depth).join('/node_modules/')}/node_modules/${name}`
    if (existsSync(path.join(root, nested))) return nested
  }
  return `node_modules/${name}`
}

/** Returns one text file: a table of contents, then each licence text once, under the packages it covers. */
export function writeNotices(notices: readonly Notice[]): string {
  const sorted = notices.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const byText = Map.groupBy(sorted, ({ text }) => text)
  const list = sorted.map(({ name, version, licence }) => `  ${name} ${version} (${licence})`)
  const sections = [...byText].map(([text, covered]) => {
    const names = covered.map(({ name, version, licence }) => `${name} ${version} (${licence})`)
    return `${'='.repeat(80)}\n${names.join('\n')}\n${'-'.repeat(80)}\n\n${text}\n`
  })
  return `${opening}\n${list.join('\n')}\n\n${sections.join('\n')}`
}

const opening = `Third-party notices

Sendoff contains the works of others listed here, each under the licence named, with its text below.
Chromium, Node and the other parts of Electron have their notices in LICENSES.chromium.html beside the program.
SQLite, which comes with better-sqlite3, is in the public domain.
Made by "npm run notices" from what the build took in; not edited by hand.
`
