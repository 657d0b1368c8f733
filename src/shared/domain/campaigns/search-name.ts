/** A name as searching, sorting and rules compare it. */
export const searchNameOf = (name: string): string => name.normalize('NFC').toLocaleLowerCase('en')
