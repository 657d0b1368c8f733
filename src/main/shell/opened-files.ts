/** Parses a command line: files to open, or a link to follow. */
import { statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isAppLink } from '#shared/domain/app/app-links.ts'

/** Types offered by the open dialog; for other files the window explains what they are. */
export const leadFileExtensions = ['csv', 'tsv', 'txt', 'xlsx', 'xls', 'json', 'jsonl'] as const

export type CommandLine = {
  readonly files: readonly string[]
  /** A `sendoff://` link as given, not checked yet. */
  readonly link: string | null
}

export type CommandLineOptions = {
  readonly workingDirectory: string
  /** Path of the app when Electron itself was started with it; null for an installed app. */
  readonly appPath: string | null
}

/**
 * Returns the files and folders named in a command line, including missing ones with the name of a lead file, for which
 * the window reports the problem. A command line with a link opens no files, because the author of the link may have
 * written the rest.
 */
export function readCommandLine(
  argv: readonly string[],
  { workingDirectory, appPath }: CommandLineOptions,
): CommandLine {
  const words = argv.slice(firstOwnArgument(argv, workingDirectory, appPath)).filter((word) => !word.startsWith('-'))
  const link = words.find(isAppLink)
  if (link !== undefined) return { files: [], link }
  const files = words
    .map(asPath)
    .filter((word) => word !== '')
    .map((word) => path.resolve(workingDirectory, word))
    .filter((file) => pathExists(file) || hasLeadFileName(file))
  return { files, link: null }
}

/** Desktops may pass `file:` addresses instead of paths; one that names no local file is ignored. */
function asPath(word: string): string {
  if (!/^file:\/\//i.test(word)) return word
  try {
    return fileURLToPath(word)
  } catch {
    return ''
  }
}

/** When Electron itself was started, all arguments up to the app's path are Electron's. */
function firstOwnArgument(argv: readonly string[], workingDirectory: string, appPath: string | null): number {
  if (appPath === null) return 1
  const at = argv.findIndex((word, index) => index > 0 && path.resolve(workingDirectory, word) === appPath)
  return at < 0 ? argv.length : at + 1
}

function hasLeadFileName(name: string): boolean {
  return leadFileExtensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`))
}

function pathExists(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}
