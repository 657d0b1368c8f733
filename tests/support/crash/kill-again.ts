import { type CrashingApp, startCrashingApp } from './crashing-app.ts'
import type { DieAt } from './die-at.ts'

export type KillPlace = Omit<DieAt, 'nth' | 'when'>

/**
 * Kills the app after a random number of turns up to the given maximum and restarts it on its folder, where it kills
 * itself at the given place: at one of the first three rows, before or after their commit. If it already dies while
 * starting, it is started once more without that.
 */
export async function killAgain(
  app: CrashingApp,
  options: {
    readonly dir: string
    readonly place: KillPlace
    readonly mostTurns: number
    readonly random: () => number
  },
): Promise<CrashingApp> {
  const { dir, place, mostTurns, random } = options
  for (let turns = Math.floor(random() * mostTurns); turns > 0 && !app.dead(); turns -= 1)
    await new Promise((resolve) => setImmediate(resolve))
  await app.kill()
  const dying: DieAt = {
    ...place,
    nth: 1 + Math.floor(random() * 3),
    when: random() < 0.5 ? 'inside' : 'committed',
  }
  const instantlyUrl = 'http://127.0.0.1:9'
  return startCrashingApp(dir, instantlyUrl, { dying }).catch(() => startCrashingApp(dir, instantlyUrl))
}
