/**
 * The desktop around the app: dialogs, other programs, notifications. Headless, a dialog is cancelled and nothing is
 * opened, and tests substitute their own functions. Headed, it runs the usual helpers of a Linux or Mac desktop.
 */
import { execFile } from 'node:child_process'
import { EventEmitter } from 'node:events'
import path from 'node:path'
import { run } from '../run-state.ts'
import { makeEvent } from './events.ts'

type DialogOptions = { readonly title?: string; readonly defaultPath?: string; readonly properties?: readonly string[] }

type BoxOptions = {
  readonly buttons?: readonly string[]
  readonly cancelId?: number
  readonly checkboxChecked?: boolean
}

/** The window of the dialog is an optional first argument. */
const optionsOf = (args: readonly unknown[]) => (args.at(-1) ?? {}) as DialogOptions

export const dialog = {
  async showOpenDialog(...args: unknown[]) {
    const { title = '', properties = [] } = optionsOf(args)
    const multiple = properties.includes('multiSelections') ? ['--multiple', '--separator=\n'] : []
    const chosen = await ask('zenity', ['--file-selection', `--title=${title}`, ...multiple])
    return chosen ? { canceled: false, filePaths: chosen.split('\n') } : { canceled: true, filePaths: [] }
  },
  async showSaveDialog(...args: unknown[]) {
    const { title = '', defaultPath = '' } = optionsOf(args)
    const chosen = await ask('zenity', ['--file-selection', '--save', `--title=${title}`, `--filename=${defaultPath}`])
    return { canceled: !chosen, filePath: chosen }
  },
  /** Nobody can press a button, so it returns the answer of Esc. */
  async showMessageBox(...args: unknown[]) {
    const { buttons = [], cancelId, checkboxChecked = false } = (args.at(-1) ?? {}) as BoxOptions
    const cancel = buttons.findIndex((label) => /^(cancel|no)$/i.test(label))
    return { response: cancelId ?? Math.max(cancel, 0), checkboxChecked }
  },
}

const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'

export const shell = {
  async openExternal(url: string) {
    await ask(opener, [url])
  },
  async openPath(folder: string) {
    await ask(opener, [folder])
    return ''
  },
  showItemInFolder(file: string): void {
    void ask(opener, [path.dirname(file)])
  },
}

export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string
  static isSupported = (): boolean => true

  constructor({ title = '', body = '' }: { readonly title?: string; readonly body?: string } = {}) {
    super()
    this.title = title
    this.body = body
  }
  show(): void {
    void ask('notify-send', [this.title, this.body])
    setImmediate(() => this.emit('show', makeEvent()))
  }
  close(): void {
    setImmediate(() => this.emit('close', makeEvent()))
  }
}

/** Returns the output of a helper program; empty if there is no desktop or no such program, or if the user declined. */
function ask(program: string, args: readonly string[]): Promise<string> {
  if (!run.headed) return Promise.resolve('')
  return new Promise((resolve) => {
    execFile(program, [...args], (error, stdout) => resolve(error ? '' : stdout.trim()))
  })
}
