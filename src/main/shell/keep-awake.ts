/** Keeps the computer from falling asleep, the screen not, and only while asked to. */
import { powerSaveBlocker } from './electron.ts'

export function createKeepAwake(): (wanted: boolean) => void {
  let blocker: number | null = null
  return (wanted) => {
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    else if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}
