/** Calls of the window that concern the shell: a few of its own, and one of the backend's it listens in on. */
import type { Reply } from '#shared/rpc.ts'
import { isTheme, type Theme } from './window-state.ts'

export type ShellCallsOptions = {
  backend(name: string, input: unknown): Promise<Reply>
  pageSaysOnline(online: boolean): void
  pageListens(): void
  setTheme(theme: Theme): void
}

const done: Reply = { ok: true, data: null }

/** Answers `shell.*` here and hands everything else to the backend. */
export function createShellCalls(options: ShellCallsOptions): (name: string, input: unknown) => Promise<Reply> {
  return async (name, input) => {
    switch (name) {
      case 'shell.online':
        if (typeof input === 'boolean') options.pageSaysOnline(input)
        return done
      case 'shell.listening':
        options.pageListens()
        return done
      case 'app.saveUiState': {
        const reply = await options.backend(name, input)
        const theme = (input as { theme?: unknown } | null)?.theme
        if (reply.ok && isTheme(theme)) options.setTheme(theme)
        return reply
      }
      default:
        return options.backend(name, input)
    }
  }
}
