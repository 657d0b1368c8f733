import type { Texts } from '../../en.ts'
import { plural } from './counted.ts'

export const formatNl: Texts['format'] = {
  percent: (figure) => `${figure}%`,
  rate: (share, base) => `${share} van ${base}`,
  of: (base) => `van ${base}`,
  bytes: (count, figure) => `${figure} ${plural(count, 'byte', 'bytes')}`,
  milliseconds: (figure) => `${figure} ms`,
  seconds: (figure) => `${figure} s`,
  minutes: (figure) => `${figure} min`,
  hours: (figure) => `${figure} u`,
  days: (count, figure) => `${figure} ${plural(count, 'dag', 'dagen')}`,
  fewSeconds: 'een paar seconden',
  about: (time) => `ongeveer ${time}`,
  justNow: 'zojuist',
  ago: (time) => `${time} geleden`,
  keys: {
    mod: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    escape: 'Esc',
    space: 'Spatie',
    tab: 'Tab',
    pageup: 'Page Up',
    pagedown: 'Page Down',
    home: 'Home',
    end: 'End',
  },
}
