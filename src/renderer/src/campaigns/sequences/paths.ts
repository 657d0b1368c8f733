import type { SequenceId } from '#shared/ids.ts'

/** Returns the path of a template's editor. */
export const sequencePath = (id: SequenceId | 'new'): string => `/sequences/${id}`
