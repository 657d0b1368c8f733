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
  starter('web-trades', 'nl', 'Een nieuwe website voor een vakbedrijf', 'Bouw en ambacht', [
    {
      subjects: ['De website van {{companyName}}'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

Ik bekeek {{website|uw website}} op mijn telefoon. Twee dingen kosten {{companyName}} misschien aanvragen: [eerste punt] en [tweede punt].

Wij maken alleen websites voor vakbedrijven. Een pagina staat binnen [tijd] online en kost [prijs], zonder maandelijkse kosten.

Zal ik laten zien hoe de uwe eruit kan zien?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

Ik heb een schets gemaakt van de eerste pagina voor {{companyName}}. Die is voor u, wat u ook besluit.

Mag ik hem sturen?

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
  starter('it-services', 'nl', 'IT-beheer voor kleine bedrijven', 'IT-diensten', [
    {
      subjects: ['Wie zorgt er voor de IT van {{companyName}}?'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

Bedrijven van uw omvang in {{city|uw regio}} vertellen ons vaak hetzelfde: als er iets uitvalt, is niemand verantwoordelijk.

Wij beheren de computers, mail en back-ups van [aantal] bedrijven in de buurt. U spreekt binnen [minuten] een mens, voor een vaste prijs per werkplek.

Is dat iets voor u, of zit u al goed?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

Eén ding kunt u vandaag zelf nagaan: wanneer is er voor het laatst een bestand uit uw back-up teruggezet? Veel back-ups lopen jaren en zijn nooit getest.

Als u wilt, testen we het samen, zonder kosten.

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
  starter('recruiting', 'nl', 'Werving voor een open functie', 'Werving', [
    {
      subjects: ['Uw vacature voor {{openPosition|een nieuwe collega}}'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

{{companyName}} zoekt {{openPosition|nieuwe mensen}}. Wij bemiddelen [beroep] in {{city|uw regio}} en kennen [aantal] mensen die voor het juiste team van baan willen veranderen.

U betaalt pas als er iemand begint, en gaat die binnen [maanden] weg, dan zoeken wij kosteloos een ander.

Zal ik u twee anonieme profielen sturen?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

Een van de twee mensen aan wie ik dacht heeft [ervaring] en kan over [weken] beginnen.

Is de functie al vervuld: gefeliciteerd, en laat het me weten, dan houd ik hier op.

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
  starter('manufacturing', 'nl', 'Een leverancier voor fabrikanten', 'Industrie', [
    {
      subjects: ['Onderdelen voor {{companyName}}', 'Een tweede leverancier voor {{companyName}}'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

{{personalization|Veel fabrikanten zoeken een tweede leverancier voordat ze er een nodig hebben.}}

Wij maken [onderdelen] van [materiaal], van [kleinste] tot [grootste] stuks, geleverd binnen [dagen]. [Een klant] had [probleem] en gebruikt sinds [jaar] onze onderdelen.

Mag ik een prijs geven voor een van uw tekeningen, zodat u kunt vergelijken?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

Een offerte kost ons [uren] en u niets. Een tekening zonder uw bedrijfsnaam is genoeg.

Welk onderdeel geeft u op dit moment de meeste zorgen?

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
  starter('accounting', 'nl', 'Boekhouding voor kleine bedrijven', 'Boekhouding', [
    {
      subjects: ['De boekhouding van {{companyName}}'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

Hoeveel uur per maand bent u bezig met facturen en bonnen? Bij de meeste ondernemers die wij spreken is het [uren].

Wij doen de boekhouding van bedrijven zoals {{companyName}}: u maakt een foto van de bon, wij doen de rest. De prijs staat vast, vanaf [prijs] per maand.

Zal ik uitrekenen wat het voor u zou zijn?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

Voor een prijs heb ik maar twee getallen nodig: het aantal facturen per maand en het aantal mensen in dienst. U kunt gewoon met die twee antwoorden.

Het antwoord komt nog dezelfde dag.

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
  starter('cleaning', 'nl', 'Schoonmaak voor kantoren en praktijken', 'Facilitaire diensten', [
    {
      subjects: ['Schoonmaak bij {{companyName}}'],
      wait: 3,
      body: `Goedendag {{firstName|allemaal}},

Wie maakt er schoon bij {{companyName}}, en bent u tevreden? Ik vraag het omdat de meeste mensen pas na de derde klacht wisselen, niet na de eerste.

Wij maken kantoren en praktijken in {{city|uw plaats}} schoon: altijd dezelfde persoon, en een telefoonnummer dat wordt opgenomen. [Een klant in de buurt] is sinds [jaar] bij ons.

Mag ik tien minuten langskomen en u een prijs geven?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Goedendag {{firstName|allemaal}},

{{RANDOM | Nog even ter herinnering | Een korte aanvulling}} op mijn mail van vorige week.

De prijs hangt alleen af van het vloeroppervlak en de dagen. Antwoordt u met die twee, dan hebt u hem morgen, zonder bezoek.

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
