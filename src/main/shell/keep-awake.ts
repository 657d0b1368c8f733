/** Keeps the computer, but not the screen, awake, and only while requested. */
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
