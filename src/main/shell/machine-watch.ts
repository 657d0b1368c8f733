/** Reports when the machine sleeps, wakes, and loses or regains its network. */
import type { MachineEvent } from '#shared/host.ts'
import { net, powerMonitor } from './electron.ts'

export type MachineWatch = {
  /** Reports the page's `navigator.onLine`, which notices a change sooner than the poll. */
  pageSays(online: boolean): void
  stop(): void
}

const pollEveryMs = 5000

/** Starts watching. `tell` gets only changes; at its start the backend takes the machine as online and awake. */
export function watchMachine(tell: (event: MachineEvent) => void): MachineWatch {
  let online = true
  let pageOnline = true
  const settle = () => {
    const now = pageOnline && net.isOnline()
    if (now === online) return
    online = now
    tell(online ? 'online' : 'offline')
  }
  const onSuspend = () => tell('suspend')
  const onResume = () => {
    tell('resume')
    settle()
  }
  powerMonitor.on('suspend', onSuspend)
  powerMonitor.on('resume', onResume)
  const timer = setInterval(settle, pollEveryMs)
  settle()
  return {
    pageSays(saysOnline) {
      pageOnline = saysOnline
      settle()
    },
    stop() {
      clearInterval(timer)
      powerMonitor.off('suspend', onSuspend)
      powerMonitor.off('resume', onResume)
    },
  }
}
