/** Guesses which of the older encodings a non-UTF-8 text uses, from the words that contain non-ASCII bytes. */
import type { Encoding } from '#shared/domain/leads/import/detect-bytes.ts'
import { decodeWhole } from './decode-bytes.ts'
import { olderEastern, otherLatin, otherScripts, westernLetters } from './letters-of-languages.ts'

/** Collects the words with non-ASCII bytes, each cut out of its line, up to a limit. */
export type WordSample = {
  push(bytes: Buffer): void
  words(): Buffer
}

const SAMPLE_BYTES = 128 * 1024
const SPACE = 0x20

export function createWordSample(): WordSample {
  const sample = Buffer.alloc(SAMPLE_BYTES)
  let used = 0
  let wordAt = 0
  let hasHigh = false
  return {
    push(bytes) {
      for (const byte of bytes) {
        if (used >= SAMPLE_BYTES - 1) return
        sample[used] = byte
        used += 1
        // Letters, and the second bytes of Japanese and Chinese characters.
        if (byte >= 0x40) {
          if (byte >= 0x80) hasHigh = true
          continue
        }
        sample[used - 1] = SPACE
        if (!hasHigh) used = wordAt
        wordAt = used
        hasHigh = false
      }
    },
    words: () => sample.subarray(0, hasHigh ? used : wordAt),
  }
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** Returns how many characters of some ranges a text has, and how many of them stand beside another one. */
const runsOf = (text: string, ranges: string) => ({
  all: count(text, new RegExp(`[${ranges}]`, 'g')),
  together: (text.match(new RegExp(`[${ranges}]{2,}`, 'g')) ?? []).join('').length,
})

/** Returns whether the text is Shift-JIS: adjacent characters, most beginning with a symbol of Windows-1252. */
function isShiftJis(words: Buffer): boolean {
  const text = decodeWhole(words, 'shift_jis')
  if (text === null) return false
  const { all, together } = runsOf(text, '\\u3000-\\u30ff\\u4e00-\\u9fff\\uff01-\\uff5e')
  if (all < 2 || together < all * 0.7 || count(text, /[\uff61-\uff9f]/g) > all) return false
  let signs = 0
  let high = 0
  for (let i = 0; i < words.length; i += 1) {
    const byte = words[i] as number
    if (byte < 0x80 || (byte >= 0xa0 && byte < 0xe0)) continue
    high += 1
    if (byte < 0xa0) signs += 1
    i += 1
  }
  return signs >= high * 0.5
}

/**
 * Returns whether the text is Big5: its characters are adjacent, and, unlike in any other encoding, the second bytes of
 * many are ASCII letters and those of the others are not.
 */
function isBig5(words: Buffer): boolean {
  const text = decodeWhole(words, 'big5')
  if (text === null) return false
  const { all, together } = runsOf(text, '\\u3000-\\u303f\\u4e00-\\u9fff\\uff01-\\uff5e')
  if (all < 4 || together < all * 0.7) return false
  let frequent = 0
  let low = 0
  for (let i = 0; i + 1 < words.length; i += 1) {
    const byte = words[i] as number
    if (byte < 0x80) continue
    // The range of the frequent characters, and of the symbols before them.
    if (byte >= 0xa1 && byte <= 0xc6) frequent += 1
    i += 1
    if ((words[i] as number) < 0x80) low += 1
  }
  return frequent >= all * 0.9 && low >= all * 0.15 && low <= all * 0.85
}

/**
 * Returns whether the text is EUC-JP: it has kana, which Chinese encodings have in the same range but which are rare in
 * Chinese text, or kanji of names and companies.
 */
function isEucJp(words: Buffer, high: number): boolean {
  const text = decodeWhole(words, 'euc-jp')
  if (text === null) return false
  const characters = high / 2
  if (count(text, /[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f]/g) < characters * 0.9) return false
  if (count(text, /[\u3040-\u30ff]/g) >= characters * 0.1) return true
  const chinese = decodeWhole(words, 'gb18030')
  return (
    count(text, frequentKanji) >= characters * 0.2 && count(text, frequentKanji) > count(chinese ?? '', frequentHanzi)
  )
}
const frequentKanji = /[株式会社有限東京都大阪府県市区山田中村川本井藤木林部長氏名電話番号住所様御子郎美一]/g
const frequentHanzi = /[的有限公司北京上海市省区王李张刘陈杨赵黄周吴徐孙姓名电话邮箱地址职位部门经理科技贸易中国小明]/g

/** Returns the encoding of a non-Latin script, recognised by three or more non-ASCII bytes in a row, or null. */
function guessNonLatin(words: Buffer): Encoding | null {
  let inRuns = 0
  let high = 0
  let even = 0
  let runs = 0
  let run = 0
  for (const byte of [...words, SPACE]) {
    if (byte >= 0x80) {
      run += 1
      high += 1
      continue
    }
    if (run >= 3) inRuns += run
    if (run > 0) {
      runs += 1
      if (run % 2 === 0) even += 1
    }
    run = 0
  }
  if (high < 4 || inRuns < high * 0.5) return null
  if (even >= runs * 0.95) {
    if (isEucJp(words, high)) return 'euc-jp'
    const korean = decodeWhole(words, 'euc-kr')
    if (korean && count(korean, /[\uac00-\ud7a3]/g) >= (high / 2) * 0.8) return 'euc-kr'
    const chinese = decodeWhole(words, 'gb18030')
    if (chinese && count(chinese, /[\u4e00-\u9fff]/g) >= (high / 2) * 0.8) return 'gb18030'
  }
  return guessByScript(words, high)
}

/** Chooses among encodings in which all these bytes are letters: the one in which most of them are frequent letters. */
function guessByScript(words: Buffer, high: number): Encoding | null {
  let best: { readonly encoding: Encoding; readonly frequent: number } | null = null
  for (const { encoding, script, letters } of otherScripts) {
    const text = decodeWhole(words, encoding)
    if (text === null || count(text, script) < high * 0.9) continue
    // In the wrong Cyrillic encoding small letters become capitals, which then appear in the middle of words.
    const frequent = count(text, letters) - count(text, /\p{Ll}\p{Lu}/gu)
    if (!best || frequent > best.frequent) best = { encoding, frequent }
  }
  return best?.encoding ?? null
}

/** Returns an eastern encoding if one of its languages has nearly all the letters and no Western language does. */
function guessEastern(words: Buffer): Encoding | null {
  const western = Math.max(...westernLetters.map((letters) => shareOf(words, 'windows-1252', letters)))
  let best: { readonly encoding: Encoding; readonly share: number } | null = null
  for (const { encoding, letters } of otherLatin) {
    const share = shareOf(words, encoding, letters)
    if (share >= 0.95 && share >= western + 0.04 && share > (best?.share ?? 0)) best = { encoding, share }
  }
  return best?.encoding ?? null
}

function shareOf(words: Buffer, encoding: Encoding, letters: RegExp): number {
  const text = decodeWhole(words, encoding)
  const all = text === null ? 0 : count(text, /(?!\p{ASCII})\p{L}/gu)
  return text === null || all === 0 ? 0 : count(text, letters) / all
}

/**
 * Returns whether the text is ISO 8859-2, which is nearly identical to Windows-1250. It is recognised by letters that
 * are symbols in Windows-1252 and stand among other letters (`£ukasz`, `Wi¶niewski`), provided that no language uses
 * what Windows-1250 makes of them (`koąile` for `košile`).
 */
function isOlderEastern(words: Buffer): boolean {
  const western = decodeWhole(words, 'windows-1252')
  if (western === null) return false
  const signs = new Set(western.match(/(?<=\p{L})[^\p{ASCII}\p{L}]|[^\p{ASCII}\p{L}](?=\p{L})/gu))
  if (signs.size < 2) return false
  const best = Math.max(...olderEastern.map((letters) => shareOf(words, 'iso-8859-2', letters)))
  if (best < 0.95 || letterShare(words, 'iso-8859-2') < 0.98) return false
  return otherLatin.every(
    ({ encoding, letters }) =>
      encoding !== 'windows-1250' || shareOf(words, encoding, letters) < best || letterShare(words, encoding) < 0.9,
  )
}

/** Symbols among letters speak against an encoding: `¹` in the middle of a word is a misread Polish letter. */
function letterShare(words: Buffer, encoding: Encoding): number {
  const text = decodeWhole(words, encoding)
  if (text === null) return -1
  const beyond = count(text, /[^\p{ASCII}]/gu)
  const letters = count(text, /(?!\p{ASCII})\p{L}/gu)
  // Marks that surround words count like letters.
  const marks = count(text, /[‘’“”„–—…€«»©®™°·•\u00a0]/g)
  return beyond === 0 ? 1 : (letters + marks) / beyond
}

/**
 * Returns whether the text is Mac Roman. Old Macs put their small accented letters where Windows has Eastern European
 * capitals and symbols: é is 0x8E there, ü 0x9F. Bytes that both use among letters (an apostrophe, a dash) prove
 * nothing.
 */
function isMacRoman(words: Buffer): boolean {
  let mac = 0
  let within = 0
  let other = 0
  words.forEach((byte, at) => {
    if (byte >= 0xc0) other += 1
    else if (macLetters.has(byte)) {
      mac += 1
      if (isMacLetter(words[at - 1]) || isMacLetter(words[at + 1])) within += 1
    }
  })
  const text = decodeWhole(words, 'macintosh')
  // Ä is a euro sign in Windows, which stands alone.
  if (text === null || within === 0 || other * 3 > mac) return false
  return letterShare(words, 'macintosh') >= 0.8 && count(text, /[éèêàâçîôûùüöäïëñáíóúãõåøßÉÀÄÖÜÇÑ]/g) >= mac * 0.8
}
const macLetters = new Set([
  0x80, 0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x98, 0x9a, 0x9b, 0x9c, 0x9d,
  0x9e, 0x9f, 0xa7,
])
const isMacLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || macLetters.has(byte))

/**
 * Returns whether the text is in a DOS encoding. DOS put accented letters where Windows has symbols: ü is 0x81 there,
 * and ö is 0x94, which is a closing quotation mark in Windows and never occurs inside a word. Old Macs have other
 * letters in the same positions; in the right encoding the letters inside words are lower case.
 */
function isDosEncoding(words: Buffer): boolean {
  let dos = 0
  let within = 0
  let other = 0
  words.forEach((byte, at) => {
    if (byte < 0x80) return
    if (byte >= 0xc0 && byte !== 0xe1) other += 1
    if (!dosLetters.has(byte)) return
    dos += 1
    if (isLetter(words[at - 1]) && isLetter(words[at + 1])) within += 1
  })
  if (within === 0 || within * 3 < dos || other * 3 > dos) return false
  if (letterShare(words, 'cp850') < 0.8) return false
  const fit = letterScore(decodeWhole(words, 'cp850') ?? '')
  return fit > letterScore(decodeWhole(words, 'macintosh') ?? '') && fit >= dos * 0.6
}
/** Letters that are frequent in Western European languages. */
const dosLetters = new Set([
  0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x93,
  0x94, 0x95, 0x96, 0x97, 0x99, 0x9a, 0x9b, 0x9d, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xe1,
])
const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || dosLetters.has(byte))
/** Counts frequent non-ASCII letters with the same case as their neighbours, minus those with a different case. */
const letterScore = (text: string): number =>
  count(text, /(?<!\p{Lu}{2})[éèêàâçîôûùüöäëñáíóúãåøæß]|(?<!\p{Ll})[ÉÈÀÇÖÄÜÑÁÍÓÚÅØ]/gu) -
  count(text, /\p{Ll}(?!\p{ASCII})\p{Lu}|(?!\p{ASCII})\p{Ll}\p{Lu}/gu)

/** Returns the encoding of a text that is not UTF-8; null if a guess would produce garbled names. */
export function guessEncoding(words: Buffer): Encoding | null {
  if (isShiftJis(words)) return 'shift_jis'
  if (isBig5(words)) return 'big5'
  const script = guessNonLatin(words)
  if (script) return script
  if (isDosEncoding(words)) return 'cp850'
  if (isMacRoman(words)) return 'macintosh'
  if (isOlderEastern(words)) return 'iso-8859-2'
  const western = letterShare(words, 'windows-1252')
  const eastern = letterShare(words, 'windows-1250')
  if (eastern >= 0.9 && eastern > western + 0.1) return 'windows-1250'
  const east = guessEastern(words)
  if (east) return east
  return western >= 0.5 ? 'windows-1252' : null
}
