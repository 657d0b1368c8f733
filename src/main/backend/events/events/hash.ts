import { hash } from 'node:crypto'

/** 48 bits of SHA-1, a number SQLite stores in 6 bytes. Collisions among one lead's events are all but impossible. */
export const hash48 = (text: string): number => Number.parseInt(hash('sha1', text, 'hex').slice(0, 12), 16)
