import { hash } from 'node:crypto'

/** 48 bits of SHA-1: a number SQLite keeps in 6 bytes. Among the events of one lead two alike are no accident. */
export const hash48 = (text: string): number => Number.parseInt(hash('sha1', text, 'hex').slice(0, 12), 16)
