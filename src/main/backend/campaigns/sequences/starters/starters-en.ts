import { starter } from './make-starter.ts'

const optOut = 'If this is not for you, a short “no” is enough and I will not write again.'
const regards = 'Best regards\n{{sendingAccountFirstName}}'

export const startersEn = [
  starter('local-marketing', 'en', 'More bookings for a local business', 'Local services', [
    {
      subjects: ['More enquiries for {{companyName}}', 'A question about {{companyName}}'],
      wait: 3,
      body: `Hi {{firstName|there}},

I looked for {{category|a business like yours}} in {{city|your area}} and found {{companyName}}. {{personalization|Your reviews tell me that people like coming to you.}}

We help local businesses get more enquiries from people who already search nearby. For [a client like them] that meant [a result you can prove].

May I send you two ideas for {{companyName}}? It takes you one minute to read.

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

The first idea for {{companyName}} is simple: [one concrete idea]. You can do it without us.

Shall I send the second one too?

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
  starter('web-trades', 'en', 'A new website for a trade', 'Trades and construction', [
    {
      subjects: ['The website of {{companyName}}'],
      wait: 3,
      body: `Hi {{firstName|there}},

I looked at {{website|your website}} on my phone. Two things may cost {{companyName}} enquiries: [first thing], and [second thing].

We build websites for trades only. A page is online in [time] and costs [price], with nothing to pay each month.

Shall I show you how yours could look?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

I made a sketch of the first page for {{companyName}}. It is yours, whatever you decide.

May I send it?

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
  starter('saas', 'en', 'Software for an operations team', 'Software', [
    {
      subjects: ['How {{companyName}} does [task]', '[Task] at {{companyName}}'],
      wait: 3,
      body: `Hi {{firstName|there}},

{{personalization|Teams that grow as fast as yours often do [task] by hand.}}

[Product] takes over [the task] and shows [what it shows]. [A client] saves [hours] a week with it.

Is [task] a topic at {{companyName}} at the moment, or is somebody else the right person?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

A video of two minutes shows [task] done with [Product]: [link].

If you prefer, I show it to you with your own data.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
  starter('it-services', 'en', 'IT support for small companies', 'IT services', [
    {
      subjects: ['Who looks after the IT of {{companyName}}?'],
      wait: 3,
      body: `Hi {{firstName|there}},

Companies of your size in {{city|your region}} often tell us the same: when something fails, nobody is in charge.

We look after the computers, mail and backups of [number] companies nearby. You reach a person within [minutes], at a fixed price per workplace.

Is that of interest, or are you in good hands already?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

One thing you can check yourself today: when was a file last restored from your backup? Many backups run for years and were never tried.

If you like, we test it together, at no cost.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
  starter('recruiting', 'en', 'Recruiting for an open position', 'Recruiting', [
    {
      subjects: ['Your opening for {{openPosition|a new colleague}}'],
      wait: 3,
      body: `Hi {{firstName|there}},

{{companyName}} is looking for {{openPosition|new people}}. We place [profession] in {{city|your region}} and know [number] who would change jobs for the right team.

You pay only when somebody starts, and we replace them free of charge if they leave within [months].

Shall I send you two anonymous profiles?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

One of the two people I had in mind has [experience] and could start in [weeks].

If the position is filled already: congratulations, and tell me, so that I stop here.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
  starter('manufacturing', 'en', 'A supplier for manufacturers', 'Manufacturing', [
    {
      subjects: ['Parts for {{companyName}}', 'A second supplier for {{companyName}}'],
      wait: 3,
      body: `Hi {{firstName|there}},

{{personalization|Many manufacturers look for a second supplier before they need one.}}

We make [parts] from [material], from [smallest] to [largest] pieces, delivered within [days]. [A client] had [problem] and has used our parts since [year].

May I quote one of your drawings, so that you have a price to compare?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

A quote takes us [hours] and costs nothing. A drawing without your company name is enough.

Which part causes you the most trouble at the moment?

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
  starter('accounting', 'en', 'Bookkeeping for small companies', 'Accounting', [
    {
      subjects: ['The books of {{companyName}}'],
      wait: 3,
      body: `Hi {{firstName|there}},

How many hours a month do you spend on invoices and receipts? For most owners we talk to it is [hours].

We take over the books of companies like {{companyName}}: you take a photo of a receipt, we do the rest. The price is fixed, from [price] a month.

Shall I work out what it would be for you?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

For a price I need two figures only: invoices a month, and people employed. You can just reply with both.

The answer comes the same day.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
  starter('logistics', 'en', 'Freight for shippers', 'Logistics', [
    {
      subjects: ['Freight from {{city|your site}}', 'Pallets from {{companyName}}'],
      wait: 3,
      body: `Hi {{firstName|there}},

We drive from {{city|your region}} to [destination] [times] a week and have space on the way.

For [a client] a pallet costs [price] door to door, with a photo of the delivery and one phone number.

Do you ship on this route, and who at {{companyName}} decides on it?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

If you tell me one shipment of last week (from, to, weight), I tell you what it would have cost with us. Then you can compare.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
  starter('cleaning', 'en', 'Cleaning for offices and practices', 'Facility services', [
    {
      subjects: ['Cleaning at {{companyName}}'],
      wait: 3,
      body: `Hi {{firstName|there}},

Who cleans at {{companyName}}, and are you content? We ask because most people change after the third complaint, not after the first.

We clean offices and practices in {{city|your town}}: the same person each time, and a phone number that is answered. [A client nearby] has been with us since [year].

May I come by for ten minutes and give you a price?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Hi {{firstName|there}},

{{RANDOM | Just a short reminder | A short follow-up}} to my mail from last week.

The price depends on the floor space and the days only. If you reply with both, you have it tomorrow, without a visit.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Hi {{firstName|there}},

I have not heard from you, so I will leave it at this mail. If the topic comes up again, just reply here.

${optOut}

${regards}`,
    },
  ]),
]
