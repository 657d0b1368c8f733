/**
 * Returns the text of an update file with `stagingPercentage` set; every other line stays unchanged. Throws on anything
 * else.
 */
export function withStagedShare(updateFile: string, percent: string): string {
  if (!/^(?:100|\d{1,2})$/.test(percent)) throw new Error(`“${percent}” is not a whole percentage from 0 to 100.`)
  if (!/^version: \S/m.test(updateFile)) throw new Error('This is not an update file: it names no version.')
  const line = `stagingPercentage: ${percent}`
  const others = updateFile.split('\n').filter((one) => !one.startsWith('stagingPercentage:'))
  return `${others.join('\n').trimEnd()}\n${line}\n`
}
