import type { LogLine, LogSink } from '#shared/log.ts'

/** Writes each entry as a JSON line to standard error. Callers pass no bodies, secrets, paths or addresses. */
export const writeLogLine: LogSink = (line: LogLine) => {
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
