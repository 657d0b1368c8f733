/** The table of the Electron features we rely on: every call and event of the shell and the preload, and no other. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../../../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Names imported from Electron, as an object or a class. */
const modules = new Set(
  [read('src/main/shell/electron.ts'), read('src/preload/index.ts')].flatMap((text) =>
    [...text.matchAll(/^(?:export|import) \{([^}]+)\} from 'electron'$/gm)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim()),
    ),
  ),
)
modules.delete('')

/** Names under which the shell holds an Electron object, and its class. */
const held: Readonly<Record<string, string>> = {
  window: 'BrowserWindow',
  owner: 'BrowserWindow',
  contents: 'WebContents',
  webContents: 'WebContents',
  tray: 'Tray',
  notification: 'Notification',
  session: 'Session',
}
/** Returns the members of Electron's classes, from its own types. */
const types = read('node_modules/electron/electron.d.ts')
function membersOf(name: string): ReadonlySet<string> {
  const body =
    new RegExp(`^ {2}(?:class|interface) ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^ {2}\\}`, 'm').exec(types)?.[1] ?? ''
  return new Set([...body.matchAll(/^ {4}(?:static )?(?:readonly )?(\w+)\??[(:<]/gm)].map(([, member = '']) => member))
}
const members = new Map(Object.values(held).map((name) => [name, membersOf(name)]))

type Node = { readonly type: string } & Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesIn(one)
  else if (isNode(value)) {
    yield value
    for (const child of Object.values(value)) yield* nodesIn(child)
  }
}

/** Returns the last name of `a.b.c`. */
function lastName(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node['name'])
  return node.type === 'MemberExpression' && node['computed'] === false ? lastName(node['property']) : ''
}

const emitterCalls = new Set(['on', 'once', 'off', 'removeListener', 'emit'])

/** Returns a source's uses of Electron: `app.quit`, `new Tray`, and events as `app before-quit`. */
function usesIn(source: string): readonly string[] {
  const uses: string[] = []
  for (const node of nodesIn(parseSync('x.ts', source).program)) {
    if (node.type === 'NewExpression' && modules.has(lastName(node['callee'])))
      uses.push(`new ${lastName(node['callee'])}`)
    if (node.type === 'CallExpression') {
      const callee = node['callee']
      const [event] = node['arguments'] as readonly unknown[]
      if (!isNode(callee) || callee.type !== 'MemberExpression' || !emitterCalls.has(lastName(callee))) continue
      const of = lastName(callee['object'])
      if (isNode(event) && event.type === 'Literal' && of !== 'ipcRenderer' && (held[of] || modules.has(of)))
        uses.push(`${held[of] ?? of} ${String(event['value'])}`)
    }
    if (node.type !== 'MemberExpression' || node['computed'] === true) continue
    const of = lastName(node['object'])
    const member = lastName(node['property'])
    if (emitterCalls.has(member) && of !== 'ipcRenderer') continue
    const name = held[of]
    if (name) {
      if (members.get(name)?.has(member)) uses.push(`${name}.${member}`)
    } else if (modules.has(of)) uses.push(`${of}.${member}`)
  }
  return uses
}

const files = ['src/main/index.ts', ...globSync(['src/main/shell/*.ts', 'src/preload/*.ts'], { cwd: root })]
const used = new Set(files.flatMap((file) => usesIn(read(file))))

const table = /## What we rely on in Electron\n[\s\S]*?(?=\n## )/.exec(read('docs/release.md'))?.[0] ?? ''
const rows = [...table.matchAll(/^\| (.+) \|$/gm)].slice(1).map(([, row = '']) => row.split(' | '))
const quoted = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
/** The updater uses `net.request`. */
const byOthers = new Set(['net.request'])

describe('the table of what we rely on in Electron', () => {
  it('is compared with code that uses Electron', () => {
    expect(used.size).toBeGreaterThan(80)
    expect(usesIn(`window.on('close', f); app.quit(); new Tray(x); session.defaultSession`)).toEqual(
      expect.arrayContaining(['BrowserWindow close', 'app.quit', 'new Tray', 'Session.defaultSession']),
    )
  })

  it('has every call and event of the shell and the preload', () => {
    const named = new Set(rows.flatMap(([first]) => quoted(first)))
    expect([...used].filter((name) => !named.has(name)).toSorted()).toEqual([])
  })

  it('has no unused ones', () => {
    const named = rows.flatMap(([first]) => quoted(first))
    expect(named.filter((name) => !used.has(name) && !byOthers.has(name))).toEqual([])
  })

  it.each(rows.map((row) => [row[0] ?? '', row[3] ?? ''] as const))('%s: the named test exists', (_name, tests) => {
    if (tests === 'none') return
    const names = quoted(tests)
    expect(names.length).toBeGreaterThan(0)
    const there = (name: string) =>
      ['.spec.ts', '.test.ts'].some((ending) => existsSync(path.join(root, 'tests', `${name}${ending}`)))
    expect(names.filter((name) => !there(name))).toEqual([])
  })
})
