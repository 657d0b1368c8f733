const numbersAPage = 32_768

export type NumberSet = {
  add(number: number): void
  delete(number: number): void
  has(number: number): boolean
}

/**
 * A set of whole numbers from 0, one bit each. A `Set` is rebuilt each time it has doubled, which blocks the thread for
 * a tenth of a second at a million numbers.
 */
export function createNumberSet(): NumberSet {
  const pages = new Map<number, Uint8Array>()
  const pageOf = (number: number) => pages.get(Math.floor(number / numbersAPage))
  const byteOf = (number: number) => (number % numbersAPage) >>> 3
  const bitOf = (number: number) => 1 << (number % 8)
  return {
    add(number) {
      let page = pageOf(number)
      if (!page) {
        page = new Uint8Array(numbersAPage / 8)
        pages.set(Math.floor(number / numbersAPage), page)
      }
      const byte = byteOf(number)
      page[byte] = (page[byte] ?? 0) | bitOf(number)
    },
    delete(number) {
      const page = pageOf(number)
      const byte = byteOf(number)
      if (page) page[byte] = (page[byte] ?? 0) & ~bitOf(number)
    },
    has: (number) => ((pageOf(number)?.[byteOf(number)] ?? 0) & bitOf(number)) !== 0,
  }
}
