import { starter } from './make-starter.ts'

const optOut = 'Is dit niets voor u? Een kort “nee” is genoeg, dan schrijf ik u niet weer.'
const regards = 'Met vriendelijke groet\n{{sendingAccountFirstName}}'

export const startersNl = [
  starter('local-marketing', 'nl', 'Meer aanvragen voor lokale bedrijven', 'Lokale diensten', [
    {
      subjects: ['Meer aanvragen voor {{companyName}}', 'Een vraag over {{companyName}}'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

Ik zocht {{category|een bedrijf zoals dat van u}} in {{city|uw omgeving}} en vond {{companyName}}. {{personalization|Uit uw beoordelingen blijkt dat mensen graag bij u komen.}}

Wij helpen lokale bedrijven aan meer aanvragen van mensen die al in de buurt zoeken. Voor [een vergelijkbare klant] betekende dat [een bewijsbaar resultaat].

Mag ik u twee ideeën voor {{companyName}} sturen? Lezen kost één minuut.

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

Het eerste idee voor {{companyName}} is eenvoudig: [één concreet idee]. Dat kan ook zonder ons.

Zal ik het tweede ook sturen?

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Goedendag {{firstName|allemaal}},

Ik heb niets van u gehoord, dus ik laat het bij deze mail. Komt het onderwerp weer op, antwoord dan gewoon hier.

${optOut}

${regards}`,
    },
  ]),
  starter('saas', 'nl', 'Software voor het operationele team', 'Software', [
    {
      subjects: ['Hoe {{companyName}} [taak] doet'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

{{personalization|Teams die zo snel groeien als het uwe doen [taak] vaak nog met de hand.}}

[Product] neemt [de taak] over en laat zien [wat het laat zien]. [Een klant] bespaart er [uren] per week mee.

Speelt [taak] nu bij {{companyName}}, of is iemand anders de juiste persoon?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

Een video van twee minuten toont [taak] met [Product]: [link].

Als u wilt, laat ik het u met uw eigen gegevens zien.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Goedendag {{firstName|allemaal}},

Ik heb niets van u gehoord, dus ik laat het bij deze mail. Komt het onderwerp weer op, antwoord dan gewoon hier.

${optOut}

${regards}`,
    },
  ]),
  starter('logistics', 'nl', 'Vracht voor verladers', 'Logistiek', [
    {
      subjects: ['Vracht vanaf {{city|uw locatie}}'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

Wij rijden [aantal] keer per week van {{city|uw regio}} naar [bestemming] en hebben onderweg plaats.

Voor [een klant] kost een pallet [prijs] van deur tot deur, met een foto van de levering en één telefoonnummer.

Verzendt u op deze route, en wie beslist daarover bij {{companyName}}?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

Noem mij één zending van vorige week (van, naar, gewicht) en ik zeg u wat die bij ons had gekost. Dan kunt u vergelijken.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Goedendag {{firstName|allemaal}},

Ik heb niets van u gehoord, dus ik laat het bij deze mail. Komt het onderwerp weer op, antwoord dan gewoon hier.

${optOut}

${regards}`,
    },
  ]),
]
