/** Escapes what could begin a tag or an entity. Quotation marks are kept, so the result must not stand in an attribute. */
export const escapeTags = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The same, also for the value of an attribute in double quotation marks. */
export const escapeHtml = (text: string): string => escapeTags(text).replaceAll('"', '&quot;')
