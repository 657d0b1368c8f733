/** Milliseconds this thread itself worked: what else the machine does counts for nothing. */
export function threadCpuMs(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
