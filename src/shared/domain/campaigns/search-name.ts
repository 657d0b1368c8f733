/** Normalises a name for searching, sorting and rules. */
export const searchNameOf = (name: string): string => name.normalize('NFC').toLocaleLowerCase('en')
