import { describe, expect, it } from 'vitest'
import { htmlToText } from '#shared/domain/inbox/html-text.ts'
import { mailPage, maxPictures } from '#shared/domain/inbox/mail-page.ts'
import { sanitiseHtml } from '#shared/domain/inbox/sanitise-html.ts'

/** Mails that try to run or load something, or to break out of their container. */
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

/** Further attacks, by what they try. */
const attacks: Readonly<Record<string, string>> = {
  'a style that ends inside an attribute of MathML':
    '<math><mtext><table><mglyph><style><math href="</style><img src onerror=alert(1)>">',
  'a form inside a form that moves MathML':
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  'a style in SVG that becomes HTML': '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  'a title in SVG that becomes HTML': '<svg><title><a id="</title><img src=x onerror=alert(1)>"></a></title></svg>',
  'a desc in SVG with HTML': '<svg><desc><img src=x onerror=alert(1)></desc></svg>',
  'HTML in foreignObject': '<svg><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>',
  'annotation-xml as HTML':
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
  'a link in SVG': '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  'an animation that sets a link':
    '<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>',
  'a use of another file':
    '<svg><use href="https://evil.example/x.svg#x"></use><image href="https://evil.example/p.png"/></svg>',
  'CDATA in SVG': '<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>',
  'a link in MathML': '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>',
  'a template in a template': '<template><template><img src=x onerror=alert(1)></template></template><b>x',
  'a shadow root written down':
    '<div><template shadowrootmode=open><style>@import "//evil.example"</style></template></div>',
  'a noscript in a comment': '<noscript><!--</noscript><img src=x onerror=alert(1)>--></noscript>',
  'a noscript in a style': '<noscript><style></noscript><img src=x onerror=alert(1)></style>',
  'noembed and noframes':
    '<noembed><p title="</noembed><img src=x onerror=alert(1)>"><noframes></noframes><img src=x onerror=alert(1)>',
  'an xmp with a tag': '<xmp><p title="</xmp><svg onload=alert(1)>">',
  'a select around markup': '<select><option><style></option></select><img src=x onerror=alert(1)></style>',
  'a comment ended early': '<!---><img src=x onerror=alert(1)>-->',
  'a comment ended with an exclamation mark': '<!-- a --!><img src=x onerror=alert(1)> -->',
  'a comment in a comment': '<!-- <!-- --> <img src=x onerror=alert(1)> -->',
  'a conditional comment':
    '<!--[if gte IE 4]><script>alert(1)</script><![endif]--><![if !mso]><script>alert(1)</script><![endif]>',
  'a declaration with a tag': '<!DOCTYPE x [<!ENTITY y "<script>alert(1)</script>">]><p>&y;</p>',
  'a processing instruction': '<?import namespace=t implementation="x"><? echo "<script>alert(1)</script>" ?>',
  'a base in the middle': '<p>x</p><base href="javascript:/a/-alert(1)///////"><a href="../lol/safe.html">x</a>',
  'a refresh with entities': '<META HTTP-EQUIV="re&#102;resh" CONTENT="0;url=javascript&colon;alert(1)">',
  'a policy of its own': '<meta http-equiv="Content-Security-Policy" content="img-src *">',
  'a set of pictures': '<img srcset="https://evil.example/a 1x, https://evil.example/b 2x" sizes=100vw loading=eager>',
  'a picture preloaded':
    '<link rel=preload as=image imagesrcset="https://evil.example/a 1x"><link rel=dns-prefetch href=//evil.example>',
  'a picture over the same protocol': '<img src="//evil.example/p.png"><img src="\\\\evil.example\\p.png">',
  'a picture through a lowsrc':
    '<img lowsrc="https://evil.example/p.png" dynsrc="https://evil.example/q.png" longdesc="javascript:alert(1)">',
  'an address in a style': '<p style="background-image:u\\72l(https://evil.example/p.png)">x</p>',
  'an import with escapes': '<style>@\\69mport "https://evil.example/x.css";</style><p class=x id=y>x</p>',
  'an expression':
    '<div style="width:expression(alert(1));behavior:url(x.htc);-moz-binding:url(//evil.example)">x</div>',
  'a font from elsewhere':
    '<style>@font-face{font-family:x;src:url(https://evil.example/f)}</style><font face="x">x</font>',
  'a style over everything': '<div style="position:fixed;z-index:99999;width:100vw;height:100vh" class="modal">x</div>',
  'a form without a form':
    '<button form=x formaction="javascript:alert(1)">x</button><input type=submit formaction=//evil.example>',
  'a target with a name':
    '<a href="https://ok.example" target="_top" rel="opener" download>x</a><area href="javascript:alert(1)">',
  'an address with a line in it': '<a href="java&NewLine;script&colon;alert&lpar;1&rpar;">x</a>',
  'an address with zeros': '<a href="java\u0000script:alert(1)">x</a><a href="\u0001javascript:alert(1)">x</a>',
  'an address with long numbers': '<a href="&#0000106&#0000097&#0000118&#0000097&#0000115cript:alert(1)">x</a>',
  'an address with a soft hyphen': '<a href="java&shy;script:alert(1)">x</a><a href="\u00a0javascript:alert(1)">x</a>',
  'an address of another kind':
    '<a href="blob:https://x/1">x</a><a href="filesystem:x">x</a><a href="view-source:x">x</a><a href="ms-msdt:/id">x</a>',
  'data with another type':
    '<a href="DaTa:text/html;base64,PHNjcmlwdD4=">x</a><img src="data:image/png,<svg onload=alert(1)>">',
  'data that ends its value': '<img src=\'data:image/png;base64,AAAA" onerror="alert(1)\'>',
  'an entity that ends a value': '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</p>',
  'an attribute nobody ends': '<a href="https://x.example/ onclick=alert(1)><img src=x onerror=alert(1)>',
  'an attribute ended by another sign': '<img alt=`<script>alert(1)</script>` src=`javascript:alert(1)`>',
  'an attribute given twice': '<a href="https://ok.example" href="javascript:alert(1)">x</a>',
  'attributes that every object has': '<p __proto__="x" constructor="y" hasOwnProperty="z" title="t">x</p>',
  'slashes instead of blanks': '<img////src=x////onerror=alert(1)//><svg/onload=alert(1)//',
  'a form feed and a tab between': '<img\u000csrc=x\u000conerror=alert(1)><img\tsrc=x\tonerror=alert(1)>',
  'a tag inside a tag name': '<a<script>alert(1)</script><b<img src=x onerror=alert(1)>',
  'a prefix before a name': '<html:script>alert(1)</html:script><svg:svg onload=alert(1)>',
  'full-width and other signs': '\uff1cscript\uff1ealert(1)\uff1c/script\uff1e<\u017fcript>alert(1)</\u017fcript>',
  'UTF-7': '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  'half a character before a tag': '\ud800<script>alert(1)</script>\udc00<img src=x onerror=alert(1)>',
  'a frame set': '<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>',
  'elements that run by themselves':
    '<marquee onstart=alert(1)>x</marquee><details open ontoggle=alert(1)>x</details><dialog open>x</dialog>',
  'a portal and a fenced frame':
    '<portal src="https://evil.example"></portal><fencedframe src="https://evil.example"></fencedframe>',
  'an element of its own': '<x-evil is=script onclick=alert(1)>x</x-evil><p is="x-evil" slot=a part=b>x</p>',
  'a table that moves what is in it':
    '<table><script>alert(1)</script><tr><a href="javascript:alert(1)">x<td></a><img src=x onerror=alert(1)>',
  'quotations deeper than are drawn': `${'<blockquote>'.repeat(3_000)}<img src=x onerror=alert(1)>`,
  'formatting begun again and again': `${'<b><i><p>'.repeat(3_000)}<script>alert(1)</script>`,
  'SVG in itself without end': `${'<svg><g>'.repeat(3_000)}<script>alert(1)</script>`,
}

const tags =
  /^<(?:\/?(?:a|abbr|b|big|blockquote|caption|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|i|ins|kbd|li|ol|p|pre|q|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)|br|hr|img)(?: (?:href|title|alt|align|valign|width|height|colspan|rowspan|start|dir|cellpadding|cellspacing|src|data-image|data-link)="[^"<>]*")*>$/

describe('a displayed mail', () => {
  it.each([...hostile.map((html) => [html.slice(0, 80), html]), ...Object.entries(attacks)])(
    'contains only what is allowed: %s',
    (_what, html) => {
      const { html: safe } = sanitiseHtml(html)
      for (const [tag] of safe.matchAll(/<[^>]*>?/g)) expect(tag).toMatch(tags)
      for (const [, value = ''] of safe.matchAll(/ src="([^"]*)"/g))
        expect(value).toMatch(/^data:image\/(?:png|jpeg|gif|webp);/)
      for (const [, value = ''] of safe.matchAll(/ href="([^"]*)"/g))
        expect(value).toMatch(/^(?:https?:\/\/|mailto:|tel:)/i)
      // Sanitising the result again does not change it.
      expect(sanitiseHtml(safe).html.replaceAll(/ data-(?:link|image)="[^"]*"/g, '')).toBe(
        safe.replaceAll(/ data-(?:link|image)="[^"]*"/g, ''),
      )
    },
  )

  it.each(Object.entries(attacks))(
    'requests nothing else from outside once its pictures are loaded: %s',
    (_what, html) => {
      const { html: safe, images } = sanitiseHtml(html)
      for (const address of images) expect(address).toMatch(/^https?:\/\/[^\s"'<>]+$/)
      const page = mailPage(
        safe,
        Object.fromEntries(images.map((address) => [address, 'data:image/png;base64,AAAA'])),
        {
          theme: 'light',
          style: 'app://bundle/mail.css',
        },
      )
      for (const [, value] of page.matchAll(/ src="([^"]*)"/g)) expect(value).toMatch(/^data:image\/png;base64,/)
      expect(page.match(/<(?:link|meta|script|style|base)\b/g)).toEqual(['<meta', '<meta', '<link'])
    },
  )

  it('keeps text, links and tables, and names images instead of fetching them', () => {
    const { html, images, links, suspicious } = sanitiseHtml(
      '<div style="color:red"><p>Hällo &amp; <b>hi</b> &euro;5 <a href="https://a.example/?x=1&amp;y=2">link</a></p><img src="https://t.example/o.gif" width="1"></div>',
    )
    expect(html).toBe(
      '<div><p>Hällo &amp; <b>hi</b> €5 <a href="https://a.example/?x=1&amp;y=2" title="https://a.example/?x=1&amp;y=2" data-link="0">link</a></p><img width="1" data-image="https://t.example/o.gif"></div>',
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

  it('are on the page wherever they are', () => {
    const { html, images } = sanitiseHtml(
      '<img src="https://a.example/$&?x=1&amp;y"><img src="https://a.example/$&?x=1&amp;y" alt="b">',
    )
    const page = mailPage(html, { [images[0] ?? '']: picture(8) }, look)
    expect(page).toContain(`<body><img src="${picture(8)}"><img alt="b" src="${picture(8)}"></body>`)
  })

  it('repeated many times make no page that cannot be drawn', () => {
    const { html, images } = sanitiseHtml('<img src="https://a.example/b.png">'.repeat(19_000))
    expect(html.match(/data-image/g)?.length).toBe(200)
    const page = mailPage(html, { [images[0] ?? '']: picture(1_000_000) }, look)
    expect(page.length).toBeLessThan(maxPictures + 100_000)
    expect(page).toContain('src="data:image/png')
  })

  it('contained in the mail itself are limited too', () => {
    const { html } = sanitiseHtml(`<img alt="x" src="${inMail(png(20, 20))}">`.repeat(5_000))
    expect(html.match(/ src="/g)?.length).toBe(200)
    expect(html.match(/<img /g)?.length).toBe(5_000)
  })

  /** The first bytes of pictures, which contain their size. */
  const png = (width: number, height: number) => [
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    0,
    0,
    0,
    13,
    0x49,
    0x48,
    0x44,
    0x52,
    0,
    0,
    width >> 8,
    width & 255,
    0,
    0,
    height >> 8,
    height & 255,
  ]
  const gif = (width: number, height: number, first = [1, 0, 1, 0]) => [
    0x47,
    0x49,
    0x46,
    0x38,
    0x39,
    0x61,
    width & 255,
    width >> 8,
    height & 255,
    height >> 8,
    0x80,
    0,
    0,
    0,
    0,
    0,
    255,
    255,
    255,
    0x21,
    0xf9,
    4,
    0,
    0,
    0,
    0,
    0,
    0x2c,
    0,
    0,
    0,
    0,
    ...first,
  ]
  const jpeg = (width: number, height: number) => [
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    0,
    0,
    0xff,
    0xff,
    0xc2,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
  ]
  const webp = (kind: string, rest: readonly number[]) => [...Buffer.from(`RIFF....WEBP${kind}....`, 'latin1'), ...rest]
  const inMail = (bytes: readonly number[]) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`
  const shown = (bytes: readonly number[]) => sanitiseHtml(`<img src="${inMail(bytes)}">`).html.includes(' src="')

  it.each([
    ['PNG', png(3_000, 2_000), png(20_000, 20_000)],
    ['GIF', gif(600, 400), gif(20_000, 20_000)],
    ['GIF whose first frame is larger than itself', gif(1, 1), gif(1, 1, [0x20, 0x4e, 0x20, 0x4e])],
    ['JPEG', jpeg(3_000, 2_000), jpeg(20_000, 20_000)],
    ['WebP', webp('VP8 ', [0, 0, 0, 0, 0, 0, 99, 0, 99, 0]), webp('VP8 ', [0, 0, 0, 0, 0, 0, 255, 63, 255, 63])],
    ['WebP without loss', webp('VP8L', [0x2f, 99, 0, 1, 0]), webp('VP8L', [0x2f, 255, 255, 255, 15])],
    [
      'WebP with more to it',
      webp('VP8X', [0, 0, 0, 0, 99, 0, 0, 99, 0, 0]),
      webp('VP8X', [0, 0, 0, 0, 255, 63, 0, 255, 63, 0]),
    ],
  ])('that would take gigabytes to draw are left out, however small their file: %s', (_what, usual, bomb) => {
    expect(shown(usual)).toBe(true)
    expect(shown(bomb)).toBe(false)
  })

  it.each([
    ['a JPEG with a mark that has no length', [0xff, 0xd8, 0xff, 0x01, 0, 2, ...jpeg(20, 20).slice(2)]],
    ['a PNG that begins with something else', png(20, 20).with(12, 0x78)],
  ])('whose size could be read in two ways are left out: %s', (_what, bytes) => {
    expect(shown(bytes)).toBe(false)
  })

  it('of another type than declared are left out', () => {
    expect(shown([0x42, 0x4d, ...png(20, 20)])).toBe(false)
    expect(shown([])).toBe(false)
  })
})

describe('tables of a mail', () => {
  const reached = (html: string) =>
    [...sanitiseHtml(html).html.matchAll(/<t[dh]([^>]*)>/g)].reduce((sum, [, cell = '']) => {
      const span = (name: string) => Number(new RegExp(` ${name}="(\\d+)`).exec(cell)?.[1] ?? 1)
      return sum + span('colspan') * span('rowspan')
    }, 0)

  it('keep cells that span others', () => {
    const cell = '<td colspan="3" rowspan="2">x</td>'
    expect(sanitiseHtml(`<table><tbody><tr>${cell}</tr></tbody></table>`).html).toContain(cell)
  })

  it.each([
    ['columns', '<td colspan=1000>'],
    ['rows', '<tr><td rowspan=65534>'],
    ['both', '<tr><th colspan="+900 " rowspan=900px>'],
  ])('that would block the window reach no further than 40,000 places: %s', (_what, cell) => {
    expect(reached(`<table>${cell.repeat(9_000)}`)).toBeLessThan(40_000)
  })
})

describe('links of a mail', () => {
  it('show their real address, whatever the mail says', () => {
    const { html, links } = sanitiseHtml('<a href="https://evil.example/" title="https://bank.example">bank</a>')
    expect(html).toBe('<a href="https://evil.example/" title="https://evil.example/" data-link="0">bank</a>')
    expect(links).toEqual(['https://evil.example/'])
  })

  it.each([
    ['https://\u0430\u0440\u0440le.example/login', 'https://xn--le-6kc8da.example/login'],
    ['https://\uff41pple.example:8443?a', 'https://apple.example:8443?a'],
    ['https://m\u00fcller.example/\u0430', 'https://m\u00fcller.example/\u0430'],
  ])('shows letters that only look like others as a browser does: %s', (href, shown) => {
    expect(sanitiseHtml(`<a href="${href}">x</a>`).links).toEqual([shown])
  })

  it('show their host first, not a user name that looks like one', () => {
    const far = `https://bank.example%2Flogin${'%20'.repeat(200)}@evil.example/x`
    const { links, html } = sanitiseHtml(
      `<a href="${far}">x</a><a href="https://a@bank.example@evil.example">y</a><a href="https://evil.example\\@bank.example/">z</a><a href="https://ok.example/@mara">w</a>`,
    )
    expect(links).toEqual(['https://evil.example/x', 'https://evil.example', 'https://ok.example/@mara'])
    expect(html).not.toContain('bank.example')
  })

  it('cannot reverse the reading order of their address', () => {
    const { links } = sanitiseHtml('<a href="https://evil.example/\u202emoc.knab//:sptth">bank</a>')
    expect(links).toEqual(['https://evil.example/%E2%80%AEmoc.knab//:sptth'])
  })
})

it('The text of a formatted mail keeps its paragraphs and quotations', () => {
  expect(
    htmlToText(
      '<style>p{}</style><p>Guten Tag,</p><p>ja&nbsp;bitte<br>Dienstag.</p><ul><li>eins<li>zwei</ul><blockquote>alt<br>alt2</blockquote><script>x</script>',
    ),
  ).toBe('Guten Tag,\n\nja\u00a0bitte\nDienstag.\n\n- eins\n- zwei\n\n> alt\n> alt2')
})
