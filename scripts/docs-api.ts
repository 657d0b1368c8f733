/**
 * `npm run docs:api [-- FILE]`: writes the contract as a page, out/docs/api.md: every route with its comment, its
 * input, its answer and what it touches; every event; the types they use.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { desktop } from '../src/shared/contract/core/desktop.ts'
import { contract } from '../src/shared/contract/index.ts'
import type { Route } from '../src/shared/contract/route.ts'
import { describeInput, type JsonSchema } from './lib/describe-input.ts'
import { definitionsIn, namesIn, routeInSource } from './lib/read-contract-source.ts'

const root = path.join(import.meta.dirname, '..')
const page = process.argv[2] ?? path.join(root, 'out', 'docs', 'api.md')

const sourceFiles = ['src/shared/contract/**', 'src/shared/domain/**', 'src/shared']
  .flatMap((folder) => globSync(`${folder}/*.ts`, { cwd: root }).toSorted())
  .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }))
const contractFiles = sourceFiles.filter(({ file }) => file.startsWith(path.join('src', 'shared', 'contract')))
/** The first definition of a name wins: the contract's own before those of the domain. */
const definitions = new Map<string, string>()
for (const { text } of sourceFiles)
  for (const [name, definition] of definitionsIn(text)) if (!definitions.has(name)) definitions.set(name, definition)

/** The backend's routes, and those the shell handles itself. */
const asked: Readonly<Record<string, Route>> = { ...contract, ...desktop }

const opening = `# The contract between window and backend

Every route the window may ask, and every event it may hear. Made from \`src/shared/contract\` by
\`npm run docs:api\`. How a route is added is in [CONTRIBUTING.md](../../CONTRIBUTING.md#how-a-feature-is-added).

A *query* only reads and may be repeated. A *command* changes something; the queries that read a topic it touches are named
in one \`data.changed\` event, and open ones ask again. Each answer is \`{ ok: true, data }\` or \`{ ok: false, error }\` with a
code of [troubleshooting.md](../../docs/troubleshooting.md). Input is checked by the rules given here before any handler sees it.
`

const touched = ({ touches }: Route) =>
  touches.length === 0 ? 'nothing on screen' : touches.map((topic) => `\`${topic}\``).join(', ')
const link = (name: string) => `[\`${name}\`](#${name.toLowerCase().replaceAll('.', '')})`
const code = (content: string) => `\`\`\`ts\n${content}\n\`\`\``

mkdirSync(path.dirname(page), { recursive: true })
writeFileSync(page, writePage())
console.log(`Written: ${page}`)

function writePage(): string {
  const used = new Set<string>()
  const features = contractFiles.flatMap(({ file, text: source }) => {
    const routes = Object.entries(asked).flatMap(([name, route]) => {
      const found = routeInSource(source, name)
      return found ? [{ name, route, ...found }] : []
    })
    for (const { answer } of routes) use(answer, used)
    return routes.length > 0 ? [{ feature: path.basename(file, '.ts'), file, routes }] : []
  })
  const listed = features.reduce((sum, { routes }) => sum + routes.length, 0)
  if (listed !== Object.keys(asked).length) throw new Error('a route of the contract is in none of its files')
  const events = definitions.get('Events') ?? ''
  use(events, used)
  used.delete('Events')

  return [
    opening,
    ...features.map(({ feature, routes }) => `- **${feature}**: ${routes.map(({ name }) => link(name)).join(' · ')}`),
    ...features.flatMap(({ feature, file, routes }) => [
      `\n## ${feature}\n\nDeclared in \`${file}\`.`,
      ...routes.map(({ name, route, comment, answer }) => writeRoute(name, route, comment, answer)),
    ]),
    `\n## Events\n\nWhat backend and shell announce by themselves.\n\n${code(events)}`,
    `\n## Types\n\n${code(
      [...used]
        .toSorted()
        .map((name) => definitions.get(name))
        .join('\n\n'),
    )}`,
    '',
  ].join('\n')
}

function writeRoute(name: string, route: Route, comment: string, answer: string): string {
  const kind = route.kind === 'query' ? 'Query.' : `Command, touches ${touched(route)}.`
  const schema = z.toJSONSchema(route.input, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return [
    `\n### \`${name}\`\n`,
    ...(comment ? [`${comment}\n`] : []),
    `${kind}\n`,
    code(`input: ${describeInput(schema)}\nanswer: ${answer}`),
  ].join('\n')
}

/** Records every definition of ours that `source` names, and recursively those it refers to. */
function use(source: string, used: Set<string>): void {
  for (const name of namesIn(source)) {
    const definition = definitions.get(name)
    // The errors have a page of their own.
    if (definition === undefined || used.has(name) || name === 'errorCodes') continue
    used.add(name)
    use(definition, used)
  }
}
