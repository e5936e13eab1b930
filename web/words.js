// Every word of the page itself, in both languages. What the library says comes from the library.
const WORDS = {
  skip: ["Zum Inhalt", "Skip to content"],
  navigation: ["Bereiche", "Sections"],
  otherLanguage: ["English", "Deutsch"],
  viewGrades: ["Zwei Noten", "Two grades"],
  viewCase: ["Fall", "Case"],
  viewReport: ["Bericht", "Report"],
  viewGuidelines: ["Richtlinien", "Guidelines"],
  viewPage: ["Zur Seite", "About"],

  loadingPython: [
    "Die Seite lädt die Rechenumgebung; das dauert einige Sekunden. Sie können schon lesen.",
    "The page is loading what it computes with; that takes a few seconds. You can read meanwhile.",
  ],
  loadingLibrary: ["Richtlinien und Entscheidungen werden gelesen …", "Reading guidelines and decisions …"],
  broken: [
    "Die Seite konnte nicht geladen werden. Liegen alle Dateien des Ordners auf dem Server, und wird sie über http geöffnet, nicht als Datei?",
    "The page could not be loaded. Are all files of the folder on the server, and is it opened by http, not as a file?",
  ],
  fault: ["Unerwarteter Fehler. Ihre Eingaben sind erhalten.", "Unexpected error. What you entered is kept."],

  gradesTitle: ["Zwei Noten vergleichen", "Compare two grades"],
  gradesLead: [
    "Wie weit liegen zwei Gesamturteile auseinander: den Ziffern nach, durch die Skala, der Sache nach? Und was davon ist erklärt?",
    "How far apart are two overall marks: by the figures, by the scale, in substance? And what of it is explained?",
  ],
  earlier: ["Frühere Note", "Earlier grade"],
  later: ["Spätere Note", "Later grade"],
  between: ["Was dazwischen geschah", "What happened in between"],
  betweenHint: [
    "Beförderung, Laufbahnwechsel und Ähnliches; der Tag ist entbehrlich.",
    "Promotion, change of career track and the like; the day may be left out.",
  ],
  addEvent: ["Ereignis hinzufügen", "Add an event"],
  event: ["Ereignis", "Event"],
  day: ["Tag", "Day"],
  remove: ["Entfernen", "Remove"],
  toCase: ["Den ganzen Fall prüfen", "Check the whole case"],
  finding: ["Befund", "Finding"],

  land: ["Land", "Land"],
  field: ["Bereich", "Field"],
  edition: ["Ausgabe", "Edition"],
  grade: ["Note", "Grade"],
  own: ["eigene", "own"],
  unknown: ["nicht bekannt", "not known"],
  choose: ["bitte wählen", "please choose"],
  asText: ["Note als Text", "Grade as text"],
  asTextHint: ["Skala, Doppelpunkt, Note: ni-pol-1999:3", "Scale, colon, grade: ni-pol-1999:3"],
  typeGrade: ["Note, wie sie gedruckt ist", "Grade as printed"],
  asList: ["Aus den Listen wählen", "Choose from the lists"],

  caseTitle: ["Einen Fall prüfen", "Check a case"],
  caseLead: [
    "Tragen Sie ein, was bekannt ist. Was fehlt, gilt als nicht bekannt und bleibt im Bericht offen. Keine Namen, keine Personaldaten.",
    "Enter what is known. What is missing counts as not known and stays open in the report. No names, no personnel data.",
  ],
  caseTools: ["Fall", "Case"],
  newCase: ["Neu", "New"],
  openCase: ["Datei öffnen", "Open a file"],
  saveCase: ["Fall speichern", "Save the case"],
  example: ["Beispiel", "Example"],
  noExample: ["wählen …", "choose …"],
  stateTitle: ["Stand der Prüfung", "State of the check"],
  waiting: ["Wird geprüft …", "Checking …"],
  faults: ["Noch nicht prüfbar", "Cannot be checked yet"],
  oneFault: ["Eine Angabe fehlt oder ist falsch:", "One entry is missing or wrong:"],
  manyFaults: ["{n} Angaben fehlen oder sind falsch:", "{n} entries are missing or wrong:"],
  andMore: ["und {n} weitere", "and {n} more"],
  toReport: ["Bericht lesen", "Read the report"],
  opened: ["„{name}“ ist geöffnet.", "“{name}” is open."],
  comments: [
    "Die Datei enthält Kommentare. Sie stehen nicht im Formular und fehlen in einer Datei, die Sie hier speichern.",
    "The file has comments. They are not in the form and will be missing from a file that you save here.",
  ],
  saved: ["„{name}“ ist gespeichert.", "“{name}” is saved."],
  notOpened: ["„{name}“ konnte nicht gelesen werden:", "“{name}” could not be read:"],
  lose: [
    "Ihre Eingaben sind nicht gespeichert und gehen verloren. Fortfahren?",
    "What you entered is not saved and will be lost. Continue?",
  ],
  loseYes: ["Verwerfen und fortfahren", "Discard and continue"],
  loseNo: ["Abbrechen", "Cancel"],
  yes: ["ja", "yes"],
  no: ["nein", "no"],
  needed: ["nötig", "needed"],
  dayHint: ["TT.MM.JJJJ", "YYYY-MM-DD"],
  more: ["Weitere Angaben", "Further entries"],
  facts: ["Weitere Tatsachen", "Further facts"],
  factsHint: [
    "Fügen Sie nur hinzu, was in Ihrem Fall eine Rolle spielt.",
    "Add only what matters in your case.",
  ],
  search: ["Suchen", "Search"],
  general: ["Der Fall", "The case"],
  add: ["Hinzufügen", "Add"],
  addTo: ["{what} hinzufügen", "Add: {what}"],
  removeFrom: ["{what} entfernen", "Remove: {what}"],
  emptyList: ["Ausdrücklich keine.", "Expressly none."],
  key: ["Eintrag", "Entry"],
  value: ["Wert", "Value"],
  strange: ["Kein Eintrag des Formats", "No entry of the format"],

  reportTools: ["Bericht", "Report"],
  print: ["Drucken oder als PDF sichern", "Print, or save as PDF"],
  saveReport: ["Als HTML speichern", "Save as HTML"],
  backToCase: ["Zum Formular", "To the form"],
  noReport: ["Noch kein Bericht", "No report yet"],
  noReportText: [
    "Ein Bericht entsteht, sobald der Fall prüfbar ist.",
    "There is a report as soon as the case can be checked.",
  ],
  overview: ["Überblick", "Overview"],
  openFirst: ["Offene Punkte", "Open points"],
  openHint: ["Diese Angaben können Sie nachtragen:", "You can supply these:"],
  gaps: ["Was die Quellen nicht belegen", "What the sources do not attest"],
  toEntry: ["Zur Angabe", "To the entry"],
  toFinding: ["Befund {n}", "Finding {n}"],
  document: ["Vermerk", "Document"],
  verdicts: [
    { satisfied: "erfüllt", violated: "verletzt", open: "offen", "not applicable": "nicht anwendbar" },
    { satisfied: "satisfied", violated: "violated", open: "open", "not applicable": "not applicable" },
  ],

  guidelinesTitle: ["Richtlinien", "Guidelines"],
  guidelinesLead: [
    "Welche Ausgaben die Bibliothek kennt, was sie belegt hat und was nicht.",
    "Which editions the library knows, what it has attested and what not.",
  ],
  ownTitle: ["Eigene Richtlinie", "A guideline of your own"],
  ownLead: [
    "Eine Richtliniendatei (TOML) hier ablegen oder öffnen. Sie wird an Ort und Stelle geprüft und steht dann überall zur Wahl.",
    "Drop or open a guideline file (TOML) here. It is validated in place and can then be chosen everywhere.",
  ],
  openGuideline: ["Richtlinie öffnen", "Open a guideline"],
  guidelineTemplate: ["Vorlage speichern", "Save a template"],
  guideline: ["Richtlinie", "Guideline"],

  pageTitle: ["Zu dieser Seite", "About this page"],
  licencesTitle: ["Lizenzen", "Licences"],
  licencesLead: [
    "Der Ordner dieser Seite enthält Programme anderer, unverändert:",
    "The folder of this page holds programs of others, unchanged:",
  ],
  licenceText: ["Lizenztext", "Licence text"],
  promise: [
    "Nichts wird gesendet. Nichts wird gespeichert, außer Sie speichern es.",
    "Nothing is sent. Nothing is stored unless you save it.",
  ],
  promiseMore: ["Wie das sichergestellt ist", "How this is ensured"],
  offlineText: [
    "Wo nur eine einzelne Datei erlaubt ist, vergleicht diese zwei Noten:",
    "Where only a single file is allowed, this one compares two grades:",
  ],
  offlineLink: ["Seite in einer Datei", "page in one file"],
  about: [
    [
      "Die Seite vergibt, ändert und ordnet keine Noten und ist keine Rechtsberatung. Sie sagt, was eine Note auf ihrer Skala bedeutet, welche Regel galt und was offen bleibt, jeweils mit Quelle.",
      "Alles wird in Ihrem Browser berechnet. Eine Sicherheitsrichtlinie im Kopf der Seite verbietet ihr und dem Programm, etwas von anderen Servern zu laden oder dorthin zu senden. Nach dem Laden arbeitet sie auch ohne Netz.",
      "Die Seite legt nichts im Browser ab. Wenn Sie das Fenster schließen, ist alles vergessen, was Sie nicht gespeichert haben; davor werden Sie gewarnt.",
      "Eine gespeicherte Falldatei ist Text (TOML) und lässt sich hier wieder öffnen oder mit der Kommandozeile prüfen; beide geben dieselbe Antwort.",
    ],
    [
      "The page awards, changes and ranks no grades and is no legal advice. It says what a grade means on its scale, which rule applied and what stays open, each with its source.",
      "Everything is computed in your browser. A content security policy at the head of the page forbids it and the program to load anything from other servers or to send anything there. Once loaded it works without a network, too.",
      "The page keeps nothing in the browser. When you close the window, all that you have not saved is forgotten; you are warned before.",
      "A saved case file is text (TOML). It can be opened here again or checked on the command line; both give the same answer.",
    ],
  ],
};

let lang = "de";

export const language = () => lang;
export function speak(wanted) {
  lang = wanted === "en" ? "en" : "de";
}
export function say(name, values = {}) {
  const text = WORDS[name][lang === "de" ? 0 : 1];
  if (typeof text !== "string") return text;
  return text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}
