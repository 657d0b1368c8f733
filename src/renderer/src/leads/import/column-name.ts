import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import { t } from '../../core/lib/texts.ts'

/** Returns the name of a column: its header, or its position if it has none. */
export const columnName = (column: Pick<ImportColumn, 'header' | 'position'>): string =>
  column.header.trim() || t.lists.import.noHeader(column.position + 1)

/** Removes icon-font characters from a cell, as text fonts would show them as boxes. */
export const withoutIcons = (cell: string): string => cell.replace(/[\ue000-\uf8ff]/g, '').trim()
