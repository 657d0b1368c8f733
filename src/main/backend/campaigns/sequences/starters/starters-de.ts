import { starter } from './make-starter.ts'

const optOut = 'Wenn das nichts für Sie ist, genügt ein kurzes „Nein“, dann schreibe ich nicht wieder.'
const regards = 'Viele Grüße\n{{sendingAccountFirstName}}'

export const startersDe = [
  starter('local-marketing', 'de', 'Mehr Anfragen für lokale Betriebe', 'Lokale Dienstleister', [
    {
      subjects: ['Mehr Anfragen für {{companyName}}', 'Eine Frage zu {{companyName}}'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

bei der Suche nach {{category|einem Betrieb wie Ihrem}} in {{city|Ihrer Gegend}} bin ich auf {{companyName}} gestoßen. {{personalization|Ihre Bewertungen zeigen, dass die Leute gern zu Ihnen kommen.}}

Wir helfen lokalen Betrieben zu mehr Anfragen von Menschen, die ohnehin in der Nähe suchen. Für [ein ähnlicher Kunde] hieß das [ein belegbares Ergebnis].

Darf ich Ihnen zwei Ideen für {{companyName}} schicken? Das Lesen dauert eine Minute.

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Die erste Idee für {{companyName}} ist einfach: [eine konkrete Idee]. Das geht auch ohne uns.

Soll ich die zweite auch schicken?

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
  starter('web-trades', 'de', 'Neue Website für Handwerksbetriebe', 'Handwerk und Bau', [
    {
      subjects: ['Die Website von {{companyName}}'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

ich habe mir {{website|Ihre Website}} am Handy angesehen. Zwei Dinge kosten {{companyName}} vielleicht Anfragen: [erster Punkt] und [zweiter Punkt].

Wir bauen nur Websites für Handwerksbetriebe. Eine Seite ist in [Dauer] online und kostet [Preis], ohne monatliche Gebühr.

Soll ich Ihnen zeigen, wie Ihre aussehen könnte?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Ich habe einen Entwurf der Startseite für {{companyName}} gemacht. Er gehört Ihnen, wie auch immer Sie sich entscheiden.

Darf ich ihn schicken?

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
  starter('saas', 'de', 'Software für das operative Team', 'Software', [
    {
      subjects: ['Wie {{companyName}} [Aufgabe] löst', '[Aufgabe] bei {{companyName}}'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

{{personalization|Teams, die so schnell wachsen wie Ihres, erledigen [Aufgabe] oft noch von Hand.}}

[Produkt] nimmt Ihnen [die Aufgabe] ab und zeigt [was es zeigt]. [Ein Kunde] spart damit [Stunden] in der Woche.

Ist [Aufgabe] bei {{companyName}} gerade ein Thema, oder ist jemand anderes zuständig?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Ein Video von zwei Minuten zeigt [Aufgabe] mit [Produkt]: [Link].

Wenn Sie möchten, zeige ich es Ihnen mit Ihren eigenen Daten.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
  starter('it-services', 'de', 'IT-Betreuung für kleine Firmen', 'IT-Dienstleister', [
    {
      subjects: ['Wer betreut die IT von {{companyName}}?'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

Firmen Ihrer Größe in {{city|Ihrer Region}} erzählen uns oft dasselbe: Wenn etwas ausfällt, ist niemand zuständig.

Wir betreuen Rechner, Mail und Datensicherung von [Anzahl] Firmen in der Nähe. Sie erreichen einen Menschen binnen [Minuten], zum Festpreis je Arbeitsplatz.

Ist das interessant, oder sind Sie schon gut versorgt?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Eins können Sie heute selbst prüfen: Wann wurde zuletzt eine Datei aus Ihrer Sicherung zurückgeholt? Viele Sicherungen laufen jahrelang und wurden nie erprobt.

Wenn Sie mögen, testen wir es zusammen, kostenlos.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
  starter('recruiting', 'de', 'Personal für eine offene Stelle', 'Personalvermittlung', [
    {
      subjects: ['Ihre offene Stelle {{openPosition|im Team}}'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

{{companyName}} sucht {{openPosition|neue Leute}}. Wir vermitteln [Beruf] in {{city|Ihrer Region}} und kennen [Anzahl], die für das richtige Team wechseln würden.

Sie zahlen erst, wenn jemand anfängt, und wir besetzen kostenlos nach, wenn die Person in den ersten [Monate] geht.

Soll ich Ihnen zwei anonyme Profile schicken?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Eine der beiden Personen, an die ich denke, hat [Erfahrung] und könnte in [Wochen] anfangen.

Falls die Stelle besetzt ist: Glückwunsch, und sagen Sie es mir, dann höre ich hier auf.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
  starter('manufacturing', 'de', 'Zulieferer für Maschinenbauer', 'Fertigung', [
    {
      subjects: ['Teile für {{companyName}}', 'Ein zweiter Lieferant für {{companyName}}'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

{{personalization|Viele Hersteller suchen einen zweiten Lieferanten, bevor sie ihn brauchen.}}

Wir fertigen [Teile] aus [Material], von [kleinste] bis [größte] Stück, geliefert binnen [Tage]. [Ein Kunde] hatte [Problem] und setzt unsere Teile seit [Jahr] ein.

Darf ich eine Ihrer Zeichnungen anbieten, damit Sie einen Vergleichspreis haben?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Ein Angebot dauert bei uns [Stunden] und kostet nichts. Eine Zeichnung ohne Firmennamen genügt.

Welches Teil macht Ihnen im Moment die meiste Mühe?

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
  starter('accounting', 'de', 'Buchhaltung für kleine Firmen', 'Steuern und Buchhaltung', [
    {
      subjects: ['Die Buchhaltung von {{companyName}}'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

wie viele Stunden im Monat kosten Sie Rechnungen und Belege? Bei den meisten, mit denen wir sprechen, sind es [Stunden].

Wir übernehmen das Buchen laufender Vorgänge für Firmen wie {{companyName}}: Sie fotografieren den Beleg, wir machen den Rest. Der Preis ist fest, ab [Preis] im Monat.

Soll ich ausrechnen, was es für Sie wäre?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Für einen Preis brauche ich nur zwei Zahlen: Rechnungen im Monat und Angestellte. Antworten Sie einfach mit beiden.

Die Antwort kommt am selben Tag.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
  starter('logistics', 'de', 'Fracht für Versender', 'Logistik', [
    {
      subjects: ['Fracht ab {{city|Ihrem Standort}}', 'Paletten von {{companyName}}'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

wir fahren [Anzahl] Mal pro Woche von {{city|Ihrer Region}} nach [Ziel] und haben unterwegs Platz.

Für [ein Kunde] kostet eine Palette [Preis] von Tür zu Tür, mit Foto der Lieferung und einer einzigen Telefonnummer.

Versenden Sie auf dieser Strecke, und wer bei {{companyName}} entscheidet darüber?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Nennen Sie mir eine Sendung der letzten Woche (von, nach, Gewicht), und ich sage Ihnen, was sie bei uns gekostet hätte. Dann können Sie vergleichen.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
  starter('cleaning', 'de', 'Reinigung für Büros und Praxen', 'Gebäudedienste', [
    {
      subjects: ['Reinigung bei {{companyName}}'],
      wait: 3,
      body: `Guten Tag {{firstName|zusammen}},

wer reinigt bei {{companyName}}, und sind Sie zufrieden? Wir fragen, weil die meisten nach der dritten Beschwerde wechseln, nicht nach der ersten.

Wir reinigen Büros und Praxen in {{city|Ihrer Stadt}}: jedes Mal dieselbe Person, und eine Nummer, unter der jemand abnimmt. [Ein Kunde in der Nähe] ist seit [Jahr] bei uns.

Darf ich für zehn Minuten vorbeikommen und einen Preis nennen?

${optOut}

${regards}`,
    },
    {
      subjects: [''],
      wait: 5,
      body: `Guten Tag {{firstName|zusammen}},

{{RANDOM | nur kurz zur Erinnerung | ein kurzer Nachtrag}} zu meiner Mail von letzter Woche.

Der Preis hängt nur von der Fläche und den Tagen ab. Antworten Sie mit beidem, dann haben Sie ihn morgen, ohne Besuch.

${regards}`,
    },
    {
      subjects: [''],
      wait: 0,
      body: `Guten Tag {{firstName|zusammen}},

ich habe nichts von Ihnen gehört, also belasse ich es bei dieser Mail. Wenn das Thema wieder aufkommt, antworten Sie einfach hier.

${optOut}

${regards}`,
    },
  ]),
]
