import type { ReplyTone } from '../state/life-types.ts'
import type { Language } from './reply-words.ts'

export type Words = Readonly<Record<ReplyTone, readonly string[]>> & {
  readonly replyPrefix: string
  readonly awayPrefix: string
  readonly receiptSubject: string
}

/** `{sender}` wrote, `{first} {last}` of `{company}` answers, `{back}` is the day somebody returns. */
export const replyTexts: Readonly<Record<Language, Words>> = {
  en: {
    replyPrefix: 'Re',
    awayPrefix: 'Automatic reply',
    receiptSubject: 'We have received your message',
    interested: [
      'Hi {sender},\n\ngood timing, we were talking about this on Monday. Can you send me a bit more detail, ideally with a price range?',
      'Hello {sender}, this sounds relevant for us. What would the next step look like?',
      'Hi {sender},\n\nyes, happy to hear more. I am copying nobody for now, let us keep it short: two or three bullet points please.',
    ],
    meeting: [
      'Hi {sender},\n\nlet us talk. I could do Thursday at 10 or Friday after lunch. Send an invite for whatever suits you.',
      'Sure, give me a call next Tuesday between 2 and 4, mornings are full here at {company}.',
      'Happy to take fifteen minutes. Do you have a calendar link?',
    ],
    question: [
      'Who else in our size do you work with? And does this run alongside what we already have?',
      'Is this a fixed price or per lead? We have been burned by the second before.',
      'How did you get my address, and what exactly would change for us at {company}?',
    ],
    not_interested: [
      'Hi {sender}, thanks, but this is not something we need.',
      'No thank you. We do this in-house and are happy with it.',
      'Not for us, sorry. Good luck with it.',
    ],
    not_now: [
      'Hi {sender},\n\nnot this quarter, our budget is gone. Try me again after the summer.',
      'We have just signed with somebody else for twelve months. Come back to me in a year.',
      'Interesting, but we are in the middle of a move. Could you write again in about six weeks?',
    ],
    wrong_person: [
      'I do not look after this at {company}, that would be our operations lead. I have passed it on.',
      'Wrong person, I am afraid: I moved to the product team in spring.',
    ],
    unsubscribe: ['Please take me off your list.', 'Stop writing to me and delete my data, please.'],
    out_of_office: [
      'Thank you for your message. I am out of the office and back on {back}. In urgent cases please call our front desk.',
      'I am on annual leave until {back} with no access to mail. Your message is not forwarded.',
    ],
    receipt: [
      'Thank you for writing to {company}. Your message has arrived and will be answered within two working days. This is an automatic message.',
      'We have opened a ticket for your request. Please keep the subject line as it is when you reply.',
    ],
  },
  de: {
    replyPrefix: 'AW',
    awayPrefix: 'Abwesenheitsnotiz',
    receiptSubject: 'Ihre Nachricht ist eingegangen',
    interested: [
      'Guten Tag,\n\ndas klingt für uns interessant. Schicken Sie mir gern ein paar Unterlagen und einen groben Preisrahmen.',
      'Hallo {sender},\n\ngutes Timing, wir suchen gerade nach so etwas. Wie würde das konkret ablaufen?',
      'Vielen Dank für Ihre Mail. Gern mehr dazu, am liebsten mit einem Beispiel aus unserer Branche.',
    ],
    meeting: [
      'Guten Tag,\n\nlassen Sie uns telefonieren. Donnerstag ab 10 Uhr oder Freitag nach 14 Uhr passt mir gut.',
      'Gern. Schicken Sie mir bitte eine Einladung für Dienstag, 20 Minuten sollten reichen.',
    ],
    question: [
      'Mit welchen Firmen unserer Größe arbeiten Sie denn schon zusammen?',
      'Wie verträgt sich das mit unserem bestehenden System bei {company}? Und woher haben Sie meine Adresse?',
    ],
    not_interested: [
      'Vielen Dank, aber wir haben keinen Bedarf.',
      'Guten Tag, das machen wir im Haus selbst und sind damit zufrieden. Kein Interesse.',
      'Danke für Ihre Nachricht, das ist für {company} kein Thema.',
    ],
    not_now: [
      'Grundsätzlich spannend, aber dieses Jahr ist das Budget verplant. Melden Sie sich gern im Januar noch einmal.',
      'Wir stecken gerade mitten in einem Umzug. Bitte fragen Sie in sechs bis acht Wochen wieder an.',
    ],
    wrong_person: [
      'Dafür bin ich bei {company} nicht zuständig. Wenden Sie sich bitte an unseren Einkauf.',
      'Da sind Sie bei mir falsch, ich habe die Abteilung im Frühjahr gewechselt.',
    ],
    unsubscribe: [
      'Bitte streichen Sie mich aus Ihrem Verteiler.',
      'Ich möchte keine weiteren E-Mails von Ihnen. Bitte löschen Sie meine Daten.',
    ],
    out_of_office: [
      'Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich {back} nicht im Büro. Ihre E-Mail wird nicht weitergeleitet.',
      'Guten Tag, ich bin im Urlaub und ab dem {back} wieder für Sie da. In dringenden Fällen hilft Ihnen die Zentrale.',
    ],
    receipt: [
      'Ihre Nachricht an {company} ist bei uns eingegangen. Wir melden uns innerhalb von zwei Werktagen. Dies ist eine automatische Antwort.',
    ],
  },
  nl: {
    replyPrefix: 'Antw',
    awayPrefix: 'Automatisch antwoord',
    receiptSubject: 'We hebben je bericht ontvangen',
    interested: [
      'Hoi {sender},\n\nleuk dat je mailt, hier zijn we net mee bezig. Kun je iets meer sturen, ook over de kosten?',
      'Dag {sender}, klinkt interessant voor {company}. Hoe pakken jullie zoiets aan?',
    ],
    meeting: [
      'Prima, laten we bellen. Woensdag na elf uur of vrijdagochtend schikt mij.',
      'Goed idee, stuur maar een uitnodiging voor volgende week dinsdag. Een kwartier is genoeg.',
    ],
    question: [
      'Met welke bedrijven in onze branche werken jullie al?',
      'Wat kost dit ongeveer per maand, en zitten we dan ergens aan vast?',
    ],
    not_interested: [
      'Bedankt voor je bericht, maar we hebben hier geen behoefte aan.',
      'Nee dank je, dit doen we al zelf.',
    ],
    not_now: [
      'Nu even niet, we zitten midden in een verhuizing. Mail me na de zomer nog eens.',
      'Dit kwartaal is het budget op. Probeer het in januari gerust opnieuw.',
    ],
    wrong_person: [
      'Hier ga ik bij {company} niet over. Je kunt beter bij onze inkoper zijn.',
      'Ik werk sinds het voorjaar op een andere afdeling, dus ik kan je niet verder helpen.',
    ],
    unsubscribe: ['Haal me alsjeblieft van je lijst.', 'Graag geen mails meer en mijn gegevens verwijderen.'],
    out_of_office: [
      'Bedankt voor je bericht. Ik ben afwezig en op {back} weer bereikbaar. Voor spoed kun je ons algemene nummer bellen.',
      'Ik ben met vakantie tot {back} en lees mijn mail niet.',
    ],
    receipt: [
      'Je bericht aan {company} is binnen. Je hoort binnen twee werkdagen van ons. Dit is een automatisch bericht.',
    ],
  },
  fr: {
    replyPrefix: 'RE',
    awayPrefix: 'Réponse automatique',
    receiptSubject: 'Nous avons bien reçu votre message',
    interested: [
      'Bonjour {sender},\n\nle sujet nous intéresse. Pouvez-vous m’envoyer une présentation et une idée de tarif ?',
      'Bonjour, cela tombe bien, nous y réfléchissons justement chez {company}. Comment procédez-vous ?',
    ],
    meeting: [
      'Bonjour, parlons-en. Je suis disponible jeudi à 10 h ou vendredi après-midi.',
      'Avec plaisir, envoyez-moi une invitation pour mardi prochain, vingt minutes suffiront.',
    ],
    question: [
      'Avec quelles entreprises de notre taille travaillez-vous déjà ?',
      'Quel est le prix, et y a-t-il un engagement de durée ?',
    ],
    not_interested: [
      'Merci pour votre message, mais nous n’avons pas ce besoin.',
      'Non merci, nous gérons cela en interne.',
    ],
    not_now: ['Pas ce trimestre, le budget est déjà engagé. Revenez vers moi à la rentrée.'],
    wrong_person: ['Je ne suis pas la bonne personne chez {company}, voyez plutôt avec le service achats.'],
    unsubscribe: ['Merci de me retirer de votre liste.', 'Ne m’écrivez plus et supprimez mes données, merci.'],
    out_of_office: [
      'Bonjour, je suis absent du bureau et de retour le {back}. Votre message ne sera pas transféré.',
      'Je suis en congés jusqu’au {back}. En cas d’urgence, merci d’appeler le standard.',
    ],
    receipt: ['Votre message a bien été reçu par {company}. Ceci est une réponse automatique.'],
  },
  es: {
    replyPrefix: 'RE',
    awayPrefix: 'Respuesta automática',
    receiptSubject: 'Hemos recibido su mensaje',
    interested: [
      'Hola {sender}, nos interesa. ¿Puedes enviarme algo más de información y un rango de precios?',
      'Buenos días, justo lo estamos valorando en {company}. ¿Cómo sería el siguiente paso?',
    ],
    meeting: ['Hablemos. El jueves a las 10 o el viernes por la tarde me viene bien.'],
    question: ['¿Con qué empresas de nuestro sector trabajáis ya? ¿Hay permanencia?'],
    not_interested: ['Gracias, pero no lo necesitamos.', 'No nos interesa, ya lo hacemos internamente.'],
    not_now: ['Ahora no, el presupuesto de este año está cerrado. Escríbeme en enero.'],
    wrong_person: ['No llevo este tema en {company}, mejor habla con el departamento de compras.'],
    unsubscribe: ['Por favor, dadme de baja de la lista.'],
    out_of_office: ['Estoy fuera de la oficina y vuelvo el {back}. Gracias por su mensaje.'],
    receipt: ['Su mensaje a {company} ha sido recibido. Esta es una respuesta automática.'],
  },
}
