import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { operations } from '#backend/core/instantly/operations.ts'
import { readProbes, writeScopes } from '#backend/core/instantly/scopes.ts'
import { errorCodes } from '#shared/errors.ts'
import { errorsEn } from '#shared/texts/en/core/errors.ts'
import { outcomeWords, refusalWords } from '#shared/texts/en/exports/ledger-csv.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'

const root = path.join(import.meta.dirname, '../../../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const pages = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md'], { cwd: root }).toSorted()

/** Returns a page without its code blocks. */
const prose = (page: string) => read(page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')

/** Returns the anchors of headings in a link, as GitHub generates them. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...prose(page).matchAll(/^#{1,6} (.+)$/gm)].map((match) => match[1] ?? '')
  return new Set(
    headings.map((text) =>
      text
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

describe('the error pages', () => {
  const sections = new Map(
    [...read('docs/troubleshooting.md').matchAll(/^### `([A-Z_]+)`\n([\s\S]*?)(?=^#{2,3} |$(?![\s\S]))/gm)].map(
      (match) => [match[1] ?? '', match[2] ?? ''] as const,
    ),
  )

  it('have a section for every error, and none for a removed one', () => {
    expect([...sections.keys()]).toEqual([...errorCodes])
  })

  it.each(errorCodes)('%s: has the text of the screen, and what to do', (code) => {
    const section = sections.get(code) ?? ''
    expect(section).toContain(`> ${errorsEn[code]({}).what}\n`)
    expect(section).toMatch(/^\*\*Do:\*\* \w/m)
  })
})

describe('everything the pages mention exists', () => {
  it('pages are found', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/export.md']))
  })

  it.each(pages)('%s: every npm script', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...read(page).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      (match) => match[1] ?? match[2],
    )
    expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([])
  })

  it.each(pages)('%s: every linked page, heading and picture', (page) => {
    const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
    const own = links.filter((link) => !/^[a-z]+:/.test(link))
    const broken = own.filter((link) => {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? page : path.join(path.dirname(page), file)
      if (!existsSync(path.join(root, target))) return true
      return anchor !== undefined && !anchorsOf(target).has(anchor)
    })
    expect(broken).toEqual([])
  })

  it.each(pages)('%s: every file and folder of ours', (page) => {
    const named = [...read(page).matchAll(/(?<![\w/.])((?:src|tests|scripts|resources)\/[\w./-]*\w)/g)]
    const gone = named.map((match) => match[1] ?? '').filter((file) => !existsSync(path.join(root, file)))
    expect(gone).toEqual([])
  })
})

it('setup.md lists exactly the scopes a key is tested for', () => {
  const tables = [...prose('docs/setup.md').matchAll(/^\| `([a-z_-]+:[a-z]+)` \|/gm)].map((match) => match[1] ?? '')
  expect(tables.toSorted()).toEqual([...readProbes, ...writeScopes].map(({ scope }) => scope).toSorted())
})

it('setup.md names every scope an operation needs', () => {
  const section = prose('docs/setup.md').split('\n### Scopes\n')[1]?.split('\n### ')[0] ?? ''
  const named = new Set(section.match(/\b[a-z_-]+:[a-z]+\b/g))
  const needed = new Set(Object.values(operations).map(({ scope }) => scope))
  // The resource's `all` scope grants access too.
  const isNamed = (scope: string) => named.has(scope) || named.has(scope.replace(/:.*/, ':all'))
  expect([...needed].filter((scope) => scope !== '' && !isNamed(scope))).toEqual([])
})

it('performance.md explains every figure the benches report', () => {
  const explained = (bench: string) => {
    const rows = [...read('docs/performance.md').matchAll(/^\| `([\w-]+)` \| ([^|]+) \|/gm)]
    const cells = rows.flatMap(([, name, cell]) => (name === bench ? [cell ?? ''] : []))
    return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ''))
  }
  const reported = (file: string) =>
    [...read(file).matchAll(/(?:\bline\(\s*|\bfigure: )'(\w+)'/g)].map((match) => match[1] ?? '')
  const benches = globSync('scripts/bench/*.ts', { cwd: root }).map((file) => path.basename(file, '.ts'))
  expect(benches).toContain('export')
  const parts: Readonly<Record<string, string>> = { webhook: 'relay-figures' }
  for (const bench of benches) {
    const files = [bench, ...(parts[bench] ? [`lib/${parts[bench]}`] : [])].map((name) => `scripts/bench/${name}.ts`)
    const figures = files.flatMap(reported)
    expect(figures.length).toBeGreaterThan(0)
    expect(explained(bench)).toEqual(expect.arrayContaining(figures))
  }
})

it('Every folder of the backend’s areas has a README, linked from the backend’s', () => {
  const folders = globSync('src/main/backend/*/*/', { cwd: root }).map((dir) => path.relative('src/main/backend', dir))
  expect(folders).toContain(path.join('exports', 'engine'))
  const linked = [...read('src/main/backend/README.md').matchAll(/\(([\w-]+\/[\w-]+)\/README\.md\)/g)]
  expect(linked.map((match) => path.normalize(match[1] ?? '')).toSorted()).toEqual(folders.toSorted())
})

it('Areas are in the same order for the compiler and for the reader', () => {
  const rows = [...read('src/main/backend/README.md').matchAll(/^\| `([\w-]+)\/` \|/gm)].map((match) => match[1] ?? '')
  expect(rows.length).toBeGreaterThan(5)
  for (const layer of ['src/main/backend', 'src/renderer/src']) {
    for (const [place, area] of rows.entries()) {
      const { references } = JSON.parse(read(`${layer}/${area}/tsconfig.json`)) as { references: { path: string }[] }
      const above = references
        .map((reference) => /^\.\.\/([\w-]+)$/.exec(reference.path)?.[1])
        .filter((name) => name !== undefined)
      expect(above).toEqual(rows.slice(0, place))
    }
  }
})

describe('export.md explains, with the words of the screens', () => {
  const firstCells = new Set([...prose('docs/export.md').matchAll(/^\| ([^|]+) \|/gm)].map((match) => match[1]))
  const heldGates = Object.entries(listsEn.gates).filter(([gate]) => gate !== 'ready')
  const words = {
    'every place of a row': Object.values(outcomeWords),
    'every reason to stay behind': heldGates.map(([, { word }]) => word),
    'every reason to be refused': Object.values(refusalWords),
    'every state': Object.values(en.exportStates),
  }

  it.each(Object.entries(words))('%s', (_what, all) => {
    expect(all.filter((word) => !firstCells.has(word))).toEqual([])
  })
})
