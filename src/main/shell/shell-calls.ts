/** Calls of the window that concern the shell: a few of its own, and backend calls it observes. */

import type { Input, Output, RouteName } from '#shared/contract/index.ts'
import { AppError, toWire } from '#shared/errors.ts'
import { isLanguageChoice, type LanguageChoice } from '#shared/language.ts'
import type { Reply } from '#shared/rpc.ts'
import { isTheme, type Theme } from './window-state.ts'

export type ShellCallsOptions = {
  backend(name: string, input: unknown): Promise<Reply>
  /** Called with the promise of a list being saved. */
  savesList(saving: Promise<unknown>): void
  pageSaysOnline(online: boolean): void
  pageListens(): void
  setTheme(theme: Theme): void
  setLanguage(choice: LanguageChoice): void
  /** The page has saved its state, so the app may quit. */
  pageLeft(): void
  readonly desktop: DesktopCalls
  dragList(input: unknown): Promise<Reply>
}

/** Handles the contract's `desktop.*`; thrown errors become error replies. */
export type DesktopCalls = {
  settings(): Promise<Output<'desktop.settings'>>
  saveSettings(change: Input<'desktop.saveSettings'>): Promise<Output<'desktop.saveSettings'>>
  answer(answer: Input<'desktop.answer'>): void
  diagnostics(): Promise<string>
  updates(): Output<'desktop.updates'>
  checkForUpdates(): Promise<Output<'desktop.checkForUpdates'>>
  restartToUpdate(): Promise<Output<'desktop.restartToUpdate'>>
}

const done: Reply = { ok: true, data: null }

/** Handles `shell.*` itself and passes everything else to the backend. */
export function createShellCalls(options: ShellCallsOptions): (name: string, input: unknown) => Promise<Reply> {
  return async (name, input) => {
    switch (name) {
      case 'shell.online':
        if (typeof input === 'boolean') options.pageSaysOnline(input)
        return done
      case 'shell.listening':
        options.pageListens()
        return done
      case 'app.uiState': {
        // Data restored from a backup may have another language than the shell remembers: the window's language takes
        // precedence.
        const reply = await options.backend(name, input)
        const language = reply.ok ? (reply.data as { language?: unknown } | null)?.language : undefined
        if (isLanguageChoice(language)) options.setLanguage(language)
        return reply
      }
      case 'imports.save': {
        const reply = options.backend(name, input)
        options.savesList(reply)
        return reply
      }
      case 'shell.left':
        options.pageLeft()
        return done
      case 'desktop.dragList':
        return options.dragList(input)
      case 'desktop.settings':
      case 'desktop.saveSettings':
      case 'desktop.answer':
      case 'desktop.diagnostics':
      case 'desktop.updates':
      case 'desktop.checkForUpdates':
      case 'desktop.restartToUpdate':
        return answerDesktop(name, input, options.desktop)
      case 'app.saveUiState': {
        const reply = await options.backend(name, input)
        const { theme, language } = (input ?? {}) as { theme?: unknown; language?: unknown }
        if (reply.ok && isTheme(theme)) options.setTheme(theme)
        if (reply.ok && isLanguageChoice(language)) options.setLanguage(language)
        return reply
      }
      default:
        return options.backend(name, input)
    }
  }
}

type DesktopRoute = Exclude<Extract<RouteName, `desktop.${string}`>, 'desktop.dragList'>

async function answerDesktop(name: DesktopRoute, input: unknown, calls: DesktopCalls): Promise<Reply> {
  // Loaded with the first of these calls, not at the start, because it brings the parser with it.
  const { desktop } = await import('#shared/contract/core/desktop.ts')
  try {
    switch (name) {
      case 'desktop.settings':
        return { ok: true, data: await calls.settings() }
      case 'desktop.saveSettings':
        return { ok: true, data: await calls.saveSettings(parse(desktop[name].input.safeParse(input))) }
      case 'desktop.answer':
        calls.answer(parse(desktop[name].input.safeParse(input)))
        return done
      case 'desktop.diagnostics':
        return { ok: true, data: { text: await calls.diagnostics() } }
      case 'desktop.updates':
        return { ok: true, data: calls.updates() }
      case 'desktop.checkForUpdates':
        return { ok: true, data: await calls.checkForUpdates() }
      case 'desktop.restartToUpdate':
        return { ok: true, data: await calls.restartToUpdate() }
      default:
        return name satisfies never
    }
  } catch (error) {
    return { ok: false, error: toWire(error) }
  }
}

function parse<T>(parsed: { readonly success: boolean; readonly data?: T | undefined }): T {
  if (!parsed.success || parsed.data === undefined) throw new AppError('INVALID_INPUT')
  return parsed.data
}
