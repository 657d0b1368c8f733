/** Words around numbers and times. Numbers are passed in already formatted. */
import { plural } from './counted.ts'

const thin = '\u202f'

export const formatEn = {
  percent: (figure: string) => `${figure}${thin}%`,
  rate: (share: string, base: string) => `${share} of ${base}`,
  of: (base: string) => `of ${base}`,
  bytes: (count: number, figure: string) => `${figure} ${plural(count, 'byte', 'bytes')}`,
  milliseconds: (figure: string) => `${figure} ms`,
  seconds: (figure: string) => `${figure} s`,
  minutes: (figure: string) => `${figure} min`,
  hours: (figure: string) => `${figure} h`,
  days: (count: number, figure: string) => `${figure} ${plural(count, 'day', 'days')}`,
  fewSeconds: 'a few seconds',
  about: (time: string) => `about ${time}`,
  justNow: 'just now',
  ago: (time: string) => `${time} ago`,
  /** Names on keys without a symbol. */
  keys: {
    mod: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    escape: 'Esc',
    space: 'Space',
    tab: 'Tab',
    pageup: 'Page Up',
    pagedown: 'Page Down',
    home: 'Home',
    end: 'End',
  },
}
