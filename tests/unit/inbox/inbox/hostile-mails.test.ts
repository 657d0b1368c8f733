import { describe, expect, it } from 'vitest'
import { readableText } from '#backend/inbox/replies/readable-text.ts'
import { limitMarks } from '#shared/domain/core/limit-marks.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { parseEvent } from '#shared/domain/events/parse-event.ts'
import { comparableWords, htmlToText, truncationMark } from '#shared/domain/inbox/html-text.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import { nameOfSender } from '#shared/domain/inbox/person-name.ts'
import { sanitiseHtml } from '#shared/domain/inbox/sanitise-html.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const size = 500_000
const times = (text: string) => text.repeat(Math.ceil(size / text.length))
const many = (from: (n: number) => string) => Array.from({ length: size / 10 }, (_, n) => from(n)).join('')

/** Mails of half a megabyte that are hard to read. Reading one takes some 100 ms; with quadratic growth it would take minutes. */
const mails: Readonly<Record<string, string>> = {
  'blanks in a tag': `<p${times(' ')}>`,
  'blanks behind an attribute': `<p a${times(' ')}b>`,
  'blanks behind an equals sign': `<p a=${times('\t')}`,
  'a newsletter of plain lines': times('<div>Dear reader, this is a line of our newsletter.</div>\n'),
  'quotations in each other': times('<blockquote>a'),
  'quotations begun and ended': times('<blockquote></blockquote>'),
  'line ends deep in quotations': `${'<blockquote>'.repeat(20)}${times('a<br>')}`,
  'line ends alone': times('<br>'),
  'blanks by entities': `${times('&nbsp;')}x`,
  'blanks before a line end': `a${times('\u00a0')}<br>b`,
  'blanks between words': `a${times(' ')}b`,
  'signs that begin a tag': times('<'),
  'a tag without an end': `<${times('a')}`,
  'attributes without an end': `<p ${times('a=b ')}`,
  'attributes of many names': `<p ${many((n) => ` a${n}=b`)}>`,
  'equals signs': `<p${times('=')}`,
  'attributes without values': `<p ${times('a= ')}`,
  'quotation marks nobody ends': `<p a="${times(`b='`)}`,
  'quotation marks in each other': times(`<p a="'>`),
  'entities nobody ends': times('&am'),
  'ampersands alone': times('&'),
  'numbers for halves of characters': times('&#xd800;'),
  'comments nobody ends': times('<!--'),
  'empty comments': times('<!---->'),
  'CDATA nobody ends': times('<![CDATA['),
  'scripts nobody ends': times('<script></scrip'),
  'scripts ended badly': times('<script></script '),
  'tables in each other': times('<table><tr><td>'),
  'elements in each other, ended by others': `${times('<div>')}${times('</p>')}`,
  'list items nobody ends': times('<li>'),
  'one picture again and again': times('<img src="https://a.example/b">'),
  'a long name of an attribute': `<p ${times('a')}=x>`,
  'an address of blanks': `<a href="${times(' ')}javascript">x</a>`,
  'names every object has': times('<constructor __proto__=1>&constructor;'),
}

describe('a mail that is slow to read', () => {
  it.each(Object.entries(mails))('is read and shown in time proportional to its length: %s', (_what, html) => {
    expect(threadCpuMs(() => htmlToText(html))).toBeLessThan(10_000)
    expect(threadCpuMs(() => sanitiseHtml(html))).toBeLessThan(10_000)
  })

  it.each([
    ['who wrote what, again and again', `x\nOn Monday ${times('wrote: ')}${times(' ')}x`],
    ['line ends alone', times('\n')],
    ['signs of a quotation', times('\n>')],
    ['blanks', `x\n${times(' ')}x`],
    ['dashes', `x\n${times('-')}${times(' ')}x`],
    ['characters that grow when they are normalised', '\ufdfa'.repeat(mailLimits.words)],
  ])('and in plain text as well: %s', (_what, text) => {
    expect(threadCpuMs(() => comparableWords(splitQuotedText(text).own))).toBeLessThan(10_000)
  })

  it('says that it was cut', () => {
    const text = htmlToText(`<p>Yes, please.</p>${'<p>and so on and so on</p>'.repeat(100_000)}`)
    expect(text.startsWith('Yes, please.\n\nand so on')).toBe(true)
    expect(text.endsWith(truncationMark)).toBe(true)
    expect(text.length).toBeLessThanOrEqual(mailLimits.words + 100)
    expect(htmlToText('<p>Yes, please.</p>')).toBe('Yes, please.')
  })

  it('has at most 30 accents on a letter, however many it is given', () => {
    const accents = (count: number) => '\u0301'.repeat(count)
    expect(sanitiseHtml(`<p>Caf${'e&#769;'.repeat(3)}e${'&#769;'.repeat(5_000)}</p>`).html).toBe(
      `<p>Caf${`e${accents(1)}`.repeat(3)}e${accents(30)}</p>`,
    )
    expect(limitMarks(`e${accents(5_000)}, e\u0301`)).toBe(`e${accents(30)}, e\u0301`)
    expect(limitMarks(`e${'\u0301\u200d'.repeat(5_000)}`)).toHaveLength(31)
  })

  it('is formatted up to the same length as its text', () => {
    const { html } = sanitiseHtml(`<p>${'word '.repeat(100_000)}</p><p>end</p>`)
    expect(html.replaceAll('<tt></tt>', '').length).toBeLessThan(mailLimits.words + 100)
    expect(html.endsWith(truncationMark)).toBe(true)
    expect(sanitiseHtml('<p>Yes &amp; no</p>').html).toBe('<p>Yes &amp; no</p>')
  })

  it('shows names of object properties as plain words', () => {
    expect(htmlToText('<p>&toString; &constructor; &amp; &AMP;</p>')).toBe('&toString; &constructor; & &')
    expect(readableText('<p>&toString; &valueOf; &amp;</p>').trim()).toBe('&toString; &valueOf; &')
    expect(sanitiseHtml('<a title="&valueOf;">x</a>').html).toBe('<a title="&amp;valueOf;">x</a>')
  })
})

describe('the text of a formatted mail', () => {
  it.each([
    ['<div>Hi,</div><div><br></div><div>yes.</div>', 'Hi,\nyes.'],
    ['<p>a</p>\n<p> b <b>c</b> </p>', 'a\n\nb c'],
    ['<ul><li> one</li><li><p>two</p></li><li></li></ul>after', '- one\n\n- two\n\nafter'],
    ['yes<blockquote><p>a</p><p>b</p><blockquote>c</blockquote></blockquote>bye', 'yes\n\n> a\n\n> b\n\n> > c\n\nbye'],
    ['<blockquote>first</blockquote>answer', '> first\n\nanswer'],
    ['<p title="a > b">x</p><a href=\'y\' class = z>w</a>', 'x\n\nw'],
    ['1 < 2 <3 and <b', '1 < 2 <3 and'],
  ])('is what a person would read: %s', (html, text) => expect(htmlToText(html)).toBe(text))

  it('is that of a reply that came in HTML only', () => {
    const raw = {
      event_type: 'reply_received',
      lead_email: 'kai@prospect.example',
      reply_html: '<p>Yes,<br>please</p>',
    }
    expect(parseEvent(JSON.stringify(raw), { receivedAt: 0 })).toMatchObject({ replyText: 'Yes,\nplease' })
  })
})

describe('a sender whose name is slow to find', () => {
  const run = (sign: string) => `x${sign.repeat(150_000)}y`
  it.each([
    ['quotation marks in the header', { fromName: run('"'), address: 'a@b.example', text: '' }],
    ['blanks in the header', { fromName: run(' '), address: 'a@b.example', text: '' }],
    ['digits in the address', { fromName: '', address: `${run('1')}.b@b.example`, text: '' }],
  ])('is named in time that grows with the length alone: %s', (_what, mail) => {
    expect(threadCpuMs(() => nameOfSender(mail))).toBeLessThan(10_000)
  })
})
