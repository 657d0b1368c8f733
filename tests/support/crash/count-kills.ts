import fs from 'node:fs'

/** Where a long run gathers how often something was killed: a byte for each. */
export const killsEnv = 'SENDOFF_KILLS'

export function countKill(): void {
  const file = process.env[killsEnv]
  if (file) fs.appendFileSync(file, '.')
}
