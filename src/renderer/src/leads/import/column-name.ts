import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import { t } from '../../core/lib/texts.ts'

/** A column by its header, or by its place where it has none. */
export const columnName = (column: Pick<ImportColumn, 'header' | 'position'>): string =>
  column.header.trim() || t.lists.import.noHeader(column.position + 1)
