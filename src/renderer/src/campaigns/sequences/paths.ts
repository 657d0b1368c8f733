import type { SequenceId } from '#shared/ids.ts'

/** Where a template is written. */
export const sequencePath = (id: SequenceId | 'new'): string => `/sequences/${id}`
