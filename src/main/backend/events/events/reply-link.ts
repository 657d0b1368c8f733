const ofInstantly = /^https:\/\/app\.instantly\.ai(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/i

/** The address a reply can be opened at, or null. Payloads come from the internet, so only Instantly's links pass. */
export const safeReplyLink = (url: string | null): string | null => (url !== null && ofInstantly.test(url) ? url : null)
