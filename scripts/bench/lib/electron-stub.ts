/** An Electron that only reports when the main entry has been read and waits for it. */
import fs from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'

/** Names the built main entry imports from Electron. */
function imported(): readonly string[] {
  const entry = fs.readFileSync(path.join(import.meta.dirname, '../../../out/main/index.js'), 'utf8')
  const names = /import\s*\{([^}]+)\}\s*from\s*"electron"/.exec(entry)?.[1]
  if (names === undefined) throw new Error('the main entry takes nothing from Electron')
  return names.split(',').map((name) => name.trim().split(' as ')[0] ?? name)
}

const source = `
const anything = () => new Proxy(function () {}, {
  get: (_, name) => (name === 'then' ? undefined : name === Symbol.toPrimitive ? () => '' : anything()),
  apply: () => anything(),
  construct: () => anything(),
})
const ready = () => { process.stdout.write('ready\\n'); return new Promise(() => {}) }
export const app = new Proxy({}, { get: (_, name) => name === 'whenReady' ? ready
  : name === 'isPackaged' ? false
  : name === 'requestSingleInstanceLock' ? () => true
  : name === 'getPath' ? () => process.env.SENDOFF_HOME
  : name === 'getVersion' ? () => '0.0.0'
  : name === 'getAppPath' ? () => process.cwd()
  : name === 'getPreferredSystemLanguages' ? () => ['en']
  : anything() })
${imported()
  .filter((name) => name !== 'app')
  .map((name) => `export const ${name} = anything()`)
  .join('\n')}
`
const url = `data:text/javascript,${encodeURIComponent(source)}`

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
})
