/** Files the system asks the app to open: by double click, by a second start, on the command line. */
import { statSync } from 'node:fs'
import path from 'node:path'

export const leadFileExtensions = ['csv', 'tsv', 'txt'] as const

/** The lead files named in a command line; switches, the app's own path and what does not exist are left out. */
export function leadFilesOf(argv: readonly string[], workingDirectory: string): readonly string[] {
  return argv
    .slice(1)
    .filter((arg) => !arg.startsWith('-') && isLeadFileName(arg))
    .map((arg) => path.resolve(workingDirectory, arg))
    .filter(isFile)
}

function isLeadFileName(name: string): boolean {
  return leadFileExtensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`))
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile()
  } catch {
    return false
  }
}

export type OpenedFiles = {
  add(paths: readonly string[]): void
  /** The window listens from now on: it is given what came before, and everything after. */
  listening(): void
  /** The window is gone: what comes now waits for the next one. */
  notListening(): void
}

/** Holds opened files until a window listens, so that none is lost while it still loads. */
export function createOpenedFiles(announce: (paths: readonly string[]) => void): OpenedFiles {
  let held: string[] = []
  let heard = false
  return {
    add(paths) {
      if (paths.length === 0) return
      if (heard) announce(paths)
      else held.push(...paths)
    },
    listening() {
      heard = true
      if (held.length > 0) announce(held)
      held = []
    },
    notListening() {
      heard = false
    },
  }
}
