import type { LogLine, LogSink } from '#shared/log.ts'

/** One JSON line each on standard error. What callers pass has no bodies, secrets, paths or addresses in it. */
export const writeLogLine: LogSink = (line: LogLine) => {
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
