/** Keys of addresses and domains, by which an experiment splits and recognises its leads. */

/** Keys are integers from 0 up to this limit, which JavaScript and SQLite both represent exactly. */
export const keyLimit = 2 ** 53

/**
 * Hashes a text with a seed to an integer spread evenly over 0 to `keyLimit`. The same text and seed give the same key
 * on every machine; another seed gives another order. The key is not a secret: addresses can be guessed from it.
 */
export function seededKey(seed: string, text: string): number {
  const whole = `${seed}\n${text}`
  let low = 0x2545f491
  let high = 0x6c078965
  for (let at = 0; at < whole.length; at += 1) {
    const unit = whole.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(turned(high, 5) ^ unit, 0x9e3779b1)
  }
  const one = mixed(low ^ turned(high, 16))
  const other = mixed(high ^ one)
  return (other >>> 11) * 2 ** 32 + (one >>> 0)
}

const turned = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/** Mixes the bits of a word: flipping one input bit changes about half of the output bits. */
function mixed(word: number): number {
  let now = word
  now = Math.imul(now ^ (now >>> 16), 0x7feb352d)
  now = Math.imul(now ^ (now >>> 15), 0x846ca68b)
  return now ^ (now >>> 16)
}

/** Public mailbox providers, whose users do not share a company. */
const openHosts =
  /(?:^|\.)(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|me|mac|aol|gmx|web|freenet|arcor|proton|protonmail|pm|zoho|mail|email|fastmail|hey|tutanota|tuta|posteo|mailbox|t-online|telekom|vodafone|orange|wanadoo|free|sfr|laposte|libero|virgilio|tiscali|alice|ziggo|kpnmail|planet|hetnet|home|xs4all|telenet|skynet|proximus|bluewin|sunrise|btinternet|sky|virginmedia|talktalk|comcast|verizon|att|sbcglobal|bellsouth|cox|charter|shaw|rogers|telus|qq|163|126|sina|naver|hanmail|daum|yandex|rambler|bk|inbox|list|seznam|wp|onet|interia|o2|abv|ukr)(?:\.[a-z]{2,3}){1,2}$/

/** The company domain of an address; null for an address without a domain or at a public mailbox provider. */
export function companyDomain(address: string): string | null {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return domain === '' || domain === address || openHosts.test(domain) ? null : domain
}
