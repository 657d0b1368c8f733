/** Levels in ascending order of severity. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

export type LogLine = {
  readonly at: string
  readonly level: LogLevel
  readonly scope: string
  readonly message: string
  readonly data?: Readonly<Record<string, unknown>>
}

export type LogSink = (line: LogLine) => void

export type Logger = Record<LogLevel, (message: string, data?: Readonly<Record<string, unknown>>) => void>

/** Creates a logger for an area ("exports", "shell"). The sink redacts and writes; callers never format. */
export function createLogger(scope: string, sink: LogSink): Logger {
  const write =
    (level: LogLevel): Logger[LogLevel] =>
    (message, data) =>
      sink({ at: new Date().toISOString(), level, scope, message, ...(data ? { data } : {}) })
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
