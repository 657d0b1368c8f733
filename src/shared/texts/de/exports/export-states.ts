import type { Texts } from '../../en.ts'

export const exportStatesDe: Texts['exportStates'] = {
  preparing: 'Wird vorbereitet',
  running: 'Läuft',
  waiting: 'Wartet',
  paused: 'Angehalten',
  cancelled: 'Abgebrochen',
  failed: 'Fehlgeschlagen',
  done: 'Fertig',
}
