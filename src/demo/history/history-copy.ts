/** The mails of made-up campaigns. */
import type { Language } from '../reactions/reply-words.ts'

type Mail = { readonly subject: string; readonly body: string }
export type Sequence = readonly { readonly delay: number; readonly variants: readonly Mail[] }[]

const stock: Readonly<Record<Exclude<Language, 'es'>, Sequence>> = {
  en: [
    {
      delay: 3,
      variants: [
        {
          subject: 'Stock counts at {{companyName}}',
          body: 'Hi {{firstName}},<br/><br/>teams in {{city}} tell us that counting stock costs them two days a month. We cut that to half a morning, without new scanners.<br/><br/>Worth a look for {{companyName}}?<br/><br/>Best regards',
        },
        {
          subject: '{{firstName}}, two days a month',
          body: 'Hi {{firstName}},<br/><br/>how many days a month does {{companyName}} spend on stock counts? For firms with {{employees}} people it is usually two.<br/><br/>May I show you how others got them back?<br/><br/>Best regards',
        },
      ],
    },
    {
      delay: 5,
      variants: [
        {
          subject: '',
          body: 'Hi {{firstName}},<br/><br/>in case this got buried: I can send a one-page example from your industry. Just answer with “page”.',
        },
      ],
    },
    {
      delay: 0,
      variants: [
        {
          subject: 'Shall I close this?',
          body: 'Hi {{firstName}},<br/><br/>I have not heard back, so I will stop here. If stock counts come up at {{companyName}} later on, you know where to find me.',
        },
      ],
    },
  ],
  de: [
    {
      delay: 3,
      variants: [
        {
          subject: 'Inventur bei {{companyName}}',
          body: 'Guten Tag {{firstName}} {{lastName}},<br/><br/>viele Betriebe in {{city}} verlieren zwei Tage im Monat mit dem Zählen von Beständen. Mit unserer Lösung wird daraus ein halber Vormittag, ohne neue Scanner.<br/><br/>Wäre das für {{companyName}} interessant?<br/><br/>Freundliche Grüße',
        },
        {
          subject: 'Zwei Tage im Monat',
          body: 'Guten Tag {{firstName}} {{lastName}},<br/><br/>wie viele Tage im Monat kostet Sie die Inventur? Bei Betrieben mit {{employees}} Mitarbeitern sind es meist zwei.<br/><br/>Darf ich Ihnen zeigen, wie es schneller geht?<br/><br/>Freundliche Grüße',
        },
      ],
    },
    {
      delay: 6,
      variants: [
        {
          subject: '',
          body: 'Guten Tag {{firstName}} {{lastName}},<br/><br/>falls meine Mail untergegangen ist: Ich schicke Ihnen gern ein Beispiel aus Ihrer Branche, eine Seite.',
        },
      ],
    },
    {
      delay: 0,
      variants: [
        {
          subject: 'Letzte Nachricht von mir',
          body: 'Guten Tag {{firstName}} {{lastName}},<br/><br/>ich möchte nicht stören und melde mich nicht weiter. Sollte das Thema bei {{companyName}} aufkommen, freue ich mich über eine kurze Antwort.',
        },
      ],
    },
  ],
  nl: [
    {
      delay: 4,
      variants: [
        {
          subject: 'Voorraad tellen bij {{companyName}}',
          body: 'Hoi {{firstName}},<br/><br/>bedrijven in {{city}} zijn al snel twee dagen per maand kwijt aan tellen. Bij ons is dat een halve ochtend.<br/><br/>Interessant voor {{companyName}}?<br/><br/>Groeten',
        },
      ],
    },
    {
      delay: 5,
      variants: [
        {
          subject: '',
          body: 'Hoi {{firstName}},<br/><br/>misschien is mijn mail ondergesneeuwd. Zal ik een voorbeeld uit jullie branche sturen?',
        },
      ],
    },
    {
      delay: 0,
      variants: [
        {
          subject: '',
          body: 'Hoi {{firstName}},<br/><br/>ik laat het hierbij. Komt het onderwerp later terug, dan hoor ik het graag.',
        },
      ],
    },
  ],
  fr: [
    {
      delay: 4,
      variants: [
        {
          subject: 'L’inventaire chez {{companyName}}',
          body: 'Bonjour {{firstName}},<br/><br/>à {{city}}, nos clients passaient deux jours par mois à compter leurs stocks. Aujourd’hui, une demi-matinée suffit.<br/><br/>Est-ce un sujet chez {{companyName}} ?<br/><br/>Bien cordialement',
        },
      ],
    },
    {
      delay: 0,
      variants: [
        {
          subject: '',
          body: 'Bonjour {{firstName}},<br/><br/>je me permets de vous relancer. Souhaitez-vous un exemple de votre secteur, sur une page ?',
        },
      ],
    },
  ],
}

const hiring: Sequence = [
  {
    delay: 3,
    variants: [
      {
        subject: 'Planners for {{companyName}}',
        body: 'Hi {{firstName}},<br/><br/>we know three supply planners around {{city}} who would move before Christmas. Shall I send short profiles?<br/><br/>Kind regards',
      },
      {
        subject: 'Hiring in {{city}}?',
        body: 'Hi {{firstName}},<br/><br/>is {{companyName}} hiring planners this quarter? I have three in {{city}} who are ready to talk.<br/><br/>Kind regards',
      },
    ],
  },
  {
    delay: 4,
    variants: [
      {
        subject: '',
        body: 'Hi {{firstName}},<br/><br/>one of the three has accepted elsewhere, two are left. Happy to send their profiles without names.',
      },
    ],
  },
  {
    delay: 7,
    variants: [
      {
        subject: 'A salary table for {{city}}',
        body: 'Hi {{firstName}},<br/><br/>we put together what planners earn around {{city}}. Say the word and it is yours.',
      },
    ],
  },
  {
    delay: 0,
    variants: [{ subject: '', body: 'Hi {{firstName}},<br/><br/>last note from me on this. Good luck with the team.' }],
  },
]

export const copies = { ...stock, hiring } as const
