/** Removes icon-font characters from a cell, as text fonts would show them as boxes. */
export const withoutIcons = (cell: string): string => cell.replace(/[\ue000-\uf8ff]/g, '').trim()
