import type { Texts } from '../../en.ts'

export const exportStatesNl: Texts['exportStates'] = {
  preparing: 'Voorbereiden',
  running: 'Bezig',
  waiting: 'Wacht',
  paused: 'Gepauzeerd',
  cancelled: 'Geannuleerd',
  failed: 'Mislukt',
  done: 'Afgerond',
}
