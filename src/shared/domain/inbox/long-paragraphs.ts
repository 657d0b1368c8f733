/**
 * Splits long paragraphs of an email. A browser lays out one paragraph in quadratic time: 200,000 Thai, Arabic or mixed
 * Hebrew letters block the window for about ten seconds, and line breaks do not help.
 */
const longest = 5_000
/** How far back a space is looked for, so that no word is split. */
const farthest = 200

/** Returns the text in pieces, of which the first has at most `room` letters and the others at most `longest`. */
export function splitLongText(text: string, room = longest): string[] {
  const pieces: string[] = []
  let from = 0
  while (text.length - from > room) {
    const length = lengthToKeep(text.slice(from, from + room))
    pieces.push(text.slice(from, from + length))
    from += length
    room = longest
  }
  pieces.push(text.slice(from))
  return pieces
}

function lengthToKeep(piece: string): number {
  const line = piece.lastIndexOf('\n')
  if (line >= longest / 2) return line + 1
  const space = piece.lastIndexOf(' ')
  if (space >= piece.length - farthest) return space + 1
  // Neither a character of two units nor one written as `&amp;` is split.
  return piece.replace(/[\uD800-\uDBFF]$|&[^;\s]{0,9}$/, '').length
}

const inlineTag =
  /^<\/?(?:a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|kbd|q|s|small|span|strike|strong|sub|sup|tt|u)[\s>]/
/** Ends a paragraph within any elements: `mail.css` makes an empty one of these a block. */
const paragraphEnd = '<tt></tt>'

/** For sanitised HTML, in which every `>` in text and values is escaped. */
export function splitLongParagraphs(html: string): string {
  let letters = 0
  return html.replaceAll(/(?:<br>)?<tt><\/tt>|<[^>]*>|[^<]+/g, (part) => {
    if (part === '<br>' && letters >= longest / 2) {
      letters = 0
      return part + paragraphEnd
    }
    if (part.startsWith('<')) {
      if (part.endsWith(paragraphEnd) || !inlineTag.test(part)) letters = 0
      return part
    }
    const pieces = splitLongText(part, longest - letters)
    letters = (pieces.length > 1 ? 0 : letters) + (pieces.at(-1) as string).length
    return pieces.join(paragraphEnd)
  })
}
