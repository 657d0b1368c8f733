/** A cell without the signs of an icon font: no letter shows them, they would stand there as boxes. */
export const withoutIcons = (cell: string): string => cell.replace(/[\ue000-\uf8ff]/g, '').trim()
