/** An Electron that does nothing but say when the main entry has been read and waits for it. */
import { registerHooks } from 'node:module'

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
${[
  'BrowserWindow',
  'dialog',
  'ipcMain',
  'Menu',
  'nativeImage',
  'Notification',
  'nativeTheme',
  'net',
  'powerMonitor',
  'powerSaveBlocker',
  'protocol',
  'safeStorage',
  'screen',
  'session',
  'shell',
  'Tray',
]
  .map((name) => `export const ${name} = anything()`)
  .join('\n')}
`
const url = `data:text/javascript,${encodeURIComponent(source)}`

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
})
