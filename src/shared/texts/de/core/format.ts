import type { Texts } from '../../en.ts'
import { plural } from './counted.ts'

const thin = '\u202f'

export const formatDe: Texts['format'] = {
  percent: (figure) => `${figure}${thin}%`,
  rate: (share, base) => `${share} von ${base}`,
  of: (base) => `von ${base}`,
  bytes: (count, figure) => `${figure} ${plural(count, 'Byte', 'Bytes')}`,
  milliseconds: (figure) => `${figure} ms`,
  seconds: (figure) => `${figure} s`,
  minutes: (figure) => `${figure} min`,
  hours: (figure) => `${figure} h`,
  days: (count, figure) => `${figure} ${plural(count, 'Tag', 'Tage')}`,
  fewSeconds: 'wenige Sekunden',
  about: (time) => `etwa ${time}`,
  justNow: 'gerade eben',
  ago: (time) => `vor ${time}`,
  keys: {
    mod: 'Strg',
    alt: 'Alt',
    shift: 'Umschalt',
    escape: 'Esc',
    space: 'Leertaste',
    tab: 'Tab',
    pageup: 'Bild auf',
    pagedown: 'Bild ab',
    home: 'Pos1',
    end: 'Ende',
  },
}
